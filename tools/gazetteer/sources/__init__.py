"""The sources, one module each, in the order in which they are believed.

A module has the name of its source, the key under which data/LICENSES.md lists it, and one function, `rows(packages)`, which
returns the source's rows: kind, type, name, aliases and whatever else the source knows. It gives no id, and its word on caution
holds only as far as it says that a form needs support.
"""

import importlib
from typing import List

from ..packages import Packages
from ..row import Row

ORDER = ("factbook", "geonames", "cldr", "wordnet_places")


def rows(packages: Packages) -> List[Row]:
    """The rows of all sources in order, each with its source's key."""
    found = []
    for name in ORDER:
        for row in importlib.import_module(f"{__name__}.{name}").rows(packages):
            row.source = row.source or name
            found.append(row)
    return found
