"""data/overrides.csv: an editor's last word, in the columns of the gazetteer.

A row there replaces the row of its id, or is added. With the kind `never` it takes the place of a row of another kind, under the
id of a `never` row, and silences the string. A row that has only an id removes the row of that id.
"""

import csv
import pathlib
from typing import List

from .ids import PREFIX
from .row import COLUMNS, Row, parse

FILE = pathlib.Path(__file__).resolve().parent.parent.parent / "data" / "overrides.csv"


def read(path: pathlib.Path = FILE) -> List[dict]:
    with open(path, encoding="utf-8", newline="") as table:
        reader = csv.DictReader(table)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: the columns are {reader.fieldnames}, expected {','.join(COLUMNS)}")
        return list(reader)


def apply(rows: List[Row], overrides: List[dict]) -> List[Row]:
    by_id = {row.id: row for row in rows}
    for fields in overrides:
        id = fields["id"]
        removed = by_id.pop(id, None)
        if not any(value for column, value in fields.items() if column != "id"):
            if removed is None:
                raise ValueError(f"data/overrides.csv: there is no row {id} to remove")
            continue
        row = parse(fields)
        if row.kind == "never" and not id.startswith(PREFIX["never"]):
            row.id = PREFIX["never"] + id.split(":", 1)[1]
        elif not id.startswith(PREFIX[row.kind]):
            raise ValueError(f"data/overrides.csv: {id} is no id of the kind {row.kind}")
        by_id[row.id] = row
    return list(by_id.values())
