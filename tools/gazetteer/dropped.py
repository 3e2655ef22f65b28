"""Names that a source gives and we don't take, because they are wrong there or mean something else too (`drop.csv`)."""

import csv
from pathlib import Path


def without_dropped(source, rows):
    """The rows of a source; one whose name is dropped goes, a dropped alias goes alone."""
    with open(Path(__file__).with_name("drop.csv"), encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file) if row["source"] == source}
    for row in rows:
        if row.name not in names:
            row.aliases = [form for form in row.aliases if form not in names]
            row.context_aliases = [form for form in row.context_aliases if form not in names]
            yield row
