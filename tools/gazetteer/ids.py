"""Ids that never change: tools/gazetteer/ids.csv is a ledger of every id ever given and of what it was given to.

An entity that stands in the ledger keeps its id. A new one gets its name in ASCII; where that name is taken, its country or its
type behind it; a place that is none of ours always has its country, since towns have namesakes. Ids never leave the ledger.
"""

import csv
import pathlib
from typing import Dict, Iterator, List, Tuple

from .row import Row, fold, slug

LEDGER = pathlib.Path(__file__).resolve().parent / "ids.csv"
PREFIX = {"person": "per:", "organization": "org:", "place": "loc:", "demonym": "nat:", "never": "nev:"}
Ledger = Dict[str, Tuple[str, str]]


def read(path: pathlib.Path = LEDGER) -> Ledger:
    """id -> (kind, name)."""
    if not path.exists():
        return {}
    with open(path, encoding="utf-8", newline="") as table:
        return {row["id"]: (row["kind"], row["name"]) for row in csv.DictReader(table)}


def text(ledger: Ledger) -> str:
    lines = ["id,kind,name"]
    for id, (kind, name) in sorted(ledger.items(), key=lambda entry: entry[0].encode()):
        quoted = '"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name
        lines.append(f"{id},{kind},{quoted}")
    return "\n".join(lines) + "\n"


def candidates(row: Row) -> Iterator[str]:
    """The ids that a row can have, the preferred one first."""
    base = PREFIX[row.kind] + (slug(row.name) or "name")
    country, type = slug(row.country), slug(row.type)
    if not (row.kind == "place" and country):
        yield base
    if country:
        yield f"{base}-{country}"
    yield f"{base}-{type}"
    if country:
        yield f"{base}-{country}-{type}"
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def assign(rows: List[Row], ledger: Ledger) -> None:
    """Gives every row without an id one, and writes all ids into the ledger."""
    taken = {row.id for row in rows if row.id}
    for row in sorted((row for row in rows if not row.id), key=lambda row: (-row.weight, row.kind, row.name, row.country, row.type)):
        names = {fold(form) for form in row.forms()}
        for id in candidates(row):
            if id in taken:
                continue
            kind, name = ledger.get(id, (row.kind, row.name))
            if kind == row.kind and fold(name) in names:
                row.id = id
                taken.add(id)
                break
    for row in rows:
        note(row, ledger)


def note(row: Row, ledger: Ledger) -> None:
    """Writes an id into the ledger. Of a row that our lists renamed the new name is noted: they say themselves which row is which."""
    kind, name = ledger.setdefault(row.id, (row.kind, row.name))
    if kind == row.kind and fold(name) not in {fold(form) for form in row.forms()}:
        ledger[row.id] = (row.kind, row.name)
