"""The sources, in the order in which they are believed.

A module reads one source for one kind of thing and has one function, `rows(packages)`, which returns its rows: kind, type, name,
aliases and whatever else the source knows. Their `source` is its key in data/LICENSES.md. They have no id, and their word on
caution holds only as far as they say that a form needs support.
"""

import importlib
from typing import List, Tuple

from ..packages import Packages
from ..row import Row

ORDER = (
    "factbook", "geonames", "cldr", "factbook_bodies", "factbook_forces", "factbook_parties", "teams",
    "wordnet_organizations", "factbook_people", "wordnet_people",
)


# Modules whose rows only add to ours: other names, countries. What our lists of people and bodies lack of theirs is history, or too
# small for the news (of a thousand such rows, not one article in a hundred names any), and an editor must be able to read the table;
# what they lack of the territories are groupings, second spellings and islands where nobody lives.
ONLY_ADD = {
    "factbook", "cldr", "factbook_bodies", "factbook_forces", "factbook_parties", "factbook_people", "wordnet_organizations",
    "wordnet_people",
}


def rows(packages: Packages) -> List[Tuple[List[Row], bool]]:
    """The rows of every module, and whether they can stand by themselves."""
    return [
        (list(importlib.import_module(f"{__name__}.{name}").rows(packages)), name not in ONLY_ADD) for name in ORDER
    ]
