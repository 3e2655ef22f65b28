"""Names that a source gives and we take otherwise or not at all (`amend.csv`): wrong there, meaning something else too, or not
what newspapers print. Where the column `alias` says so, the source's name stays as an alias."""

import csv
from pathlib import Path


def amended(source, rows):
    """The rows of a source with their names put right; a row whose name becomes nothing goes, such an alias goes alone."""
    with open(Path(__file__).with_name("amend.csv"), encoding="utf-8", newline="") as file:
        changes = {row["name"]: row for row in csv.DictReader(file) if row["source"] == source}
    dropped = {name for name, change in changes.items() if not change["becomes"]}
    for row in rows:
        change = changes.get(row.name)
        if change:
            row.aliases += [row.name] * (change["alias"] == "y")
            row.name, row.caution = change["becomes"], False
        if row.name:
            row.aliases = [form for form in row.aliases if form not in dropped and form != row.name]
            row.context_aliases = [form for form in row.context_aliases if form not in dropped and form != row.name]
            yield row
