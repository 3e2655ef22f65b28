"""Our own lists: tools/gazetteer/own/*.csv, kept by hand. What they say about a form stands."""

import pathlib
from typing import List

from .row import Row, read, spelling

FOLDER = pathlib.Path(__file__).resolve().parent / "own"


def rows() -> List[Row]:
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        for row in read(path):
            row.decided = {spelling(form) for form in row.forms()}
            found.append(row)
    return found
