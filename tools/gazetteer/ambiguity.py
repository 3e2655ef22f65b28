"""Marks the forms that need context: those that are common words, people's names, or another kind's name.

A form that our own lists speak about stays as they say. Every other form is safe on sight unless a rule here speaks against it;
afterwards no form that is safe on sight stands under two kinds.
"""

import csv
import pathlib
from collections import defaultdict
from typing import Dict, List, Set

from .row import Row, fold, spelling

DATA = pathlib.Path(__file__).resolve().parent.parent.parent / "data"

# Places that a bare name means, whatever else it may be: types, and the weight from which on they are; a city only among names of people.
PLAIN = {"country": 50, "capital": 60, "state": 60, "continent": 45, "city": 50}
# The shortest acronym of an organisation and the shortest name of a place that are safe on sight.
ACRONYM, PLACE = 4, 4
# How common a given name or surname is (data/README.md) before it stands in the way.
GIVEN = 3
SURNAME = 4
# The weight from which on a town that only a source lists is known by its bare name, whoever or whatever else bears it: 500,000 people.
LARGE = 46


class Words:
    """What else a word can be."""

    def __init__(self, data: pathlib.Path = DATA):
        def column(table: str, key: str, value: str) -> Dict[str, int]:
            with open(data / table, encoding="utf-8", newline="") as file:
                return {row[key].casefold(): int(row[value]) for row in csv.DictReader(file)}

        self.common = column("common_words.csv", "word", "level")
        self.given = column("given_names.csv", "name", "weight")
        self.surname = column("surnames.csv", "name", "weight")
        with open(data / "name_parts.csv", encoding="utf-8", newline="") as file:
            parts = [(row["word"].casefold(), row["kind"]) for row in csv.DictReader(file)]
        self.first = {word for word, kind in parts if kind == "place_prefix"}
        self.last = {word for word, kind in parts if kind in ("place_head", "org_head", "org_suffix")}

    def unclear(self, row: Row, form: str) -> bool:
        """Whether the form alone is likely to mean something else."""
        plain = row.kind == "place" and row.weight >= PLAIN.get(row.type, 101)
        words = spelling(form).casefold().split()
        if row.kind == "person":
            return len(words) == 1
        if all(word in self.common or word.isdigit() for word in words) and not (plain and row.type != "city"):
            long = row.kind == "organization" and len(words) > 2  # Veterans of Foreign Wars
            return len(words) == 1 or not (long or words[-1] in self.last or words[0] in self.first)
        if plain:
            return False
        if len(words) > 1 or row.kind in ("demonym", "never"):
            return False
        if self.given.get(words[0], 0) >= GIVEN or self.surname.get(words[0], 0) >= SURNAME:
            return True
        return len(form) < PLACE if row.kind == "place" else form.isupper() and len(form) < ACRONYM


def demote(row: Row, form: str) -> None:
    """Lets the form count only with support."""
    if form == row.name:
        row.caution = True
    else:
        row.aliases.remove(form)
        row.context_aliases.append(form)


def mark(rows: List[Row], words: Words) -> None:
    others = borne(rows)
    places = namesakes(rows)
    for row in rows:
        town = row.kind == "place" and row.weight < PLAIN["city"]
        minor = town and not row.decided and row.weight < LARGE
        for form in row.safe():
            if spelling(form) in row.decided:
                continue
            key = fold(form)
            if (
                words.unclear(row, form)
                or town and key in others
                or minor and (key in words.surname or any(outdoes(other, row) for other in places[key]))
            ):
                demote(row, form)
    clashes(rows)


def namesakes(rows: List[Row]) -> Dict[str, List[Row]]:
    """The places by each of their forms, and by what stands before the comma (*Worcester, Massachusetts*)."""
    found: Dict[str, List[Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "place":
            for key in sorted({fold(form) for form in row.forms()} | {fold(row.name.split(", ")[0])}):
                found[key].append(row)
    return found


def outdoes(other: Row, row: Row) -> bool:
    """Whether the other place of this name is elsewhere and better known."""
    return other.country != row.country and other.weight > row.weight


def borne(rows: List[Row]) -> Set[str]:
    """The last names of the people of the table and the forms of its organisations: a small town has to give way to them."""
    found = set()
    for row in rows:
        if row.kind == "person":
            found |= {fold(form).split()[-1] for form in row.forms()}
        elif row.kind == "organization":
            found |= {fold(form) for form in row.forms()}
    return found


def clashes(rows: List[Row]) -> None:
    """Leaves a form safe on sight in one kind only: ours decide, then weight, then the order of the rows."""
    holders: Dict[str, List[Row]] = defaultdict(list)
    for row in rows:
        for key in sorted({spelling(form) for form in row.safe()}):
            holders[key].append(row)
    for key, there in holders.items():
        if len({row.kind for row in there}) == 1:
            continue
        winner = min(there, key=lambda row: (key not in row.decided, -row.weight))
        for row in there:
            if row.kind != winner.kind:
                if key in row.decided:
                    raise ValueError(f"our own lists have {key} as {winner.kind} ({winner.id}) and as {row.kind} ({row.id})")
                for form in [form for form in row.safe() if spelling(form) == key]:
                    demote(row, form)


def verify(rows: List[Row]) -> None:
    """Refuses a table in which a form that is safe on sight stands under two kinds."""
    kinds: Dict[str, Row] = {}
    for row in rows:
        for key in {spelling(form) for form in row.safe()}:
            other = kinds.setdefault(key, row)
            if other.kind != row.kind:
                raise ValueError(f"{key} is safe on sight as {other.kind} ({other.id}) and as {row.kind} ({row.id})")
