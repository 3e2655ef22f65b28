"""Names that a source gives and we take otherwise or not at all (`amend.csv`): wrong there, meaning something else too, or not
what newspapers print."""

import csv
from pathlib import Path


def amended(source, rows):
    """The rows of a source with their names put right; a row whose name becomes nothing goes, such an alias goes alone."""
    with open(Path(__file__).with_name("amend.csv"), encoding="utf-8", newline="") as file:
        becomes = {row["name"]: row["becomes"] for row in csv.DictReader(file) if row["source"] == source}
    for row in rows:
        row.name = becomes.get(row.name, row.name)
        if row.name:
            row.aliases = [form for form in row.aliases if becomes.get(form, form) and form != row.name]
            row.context_aliases = [form for form in row.context_aliases if becomes.get(form, form) and form != row.name]
            yield row
