"""One row for one thing: joins the rows of the sources to our own and to each other.

Two rows are one thing if they are of one kind, one's name is a form of the other in any letter case, and neither type nor
country speaks against it. The row that stands already (ours first, then the sources in their order) keeps kind, type, name and
its word on every form; what comes gives its further forms, its country where none is known, and its key to `source`.
"""

from collections import defaultdict
from typing import Dict, List, Optional

from .row import Row, fold, spelling

# Types of places that may be one thing under one name; Georgia the state and Georgia the country are two.
PLACES = (
    {"city", "capital", "district", "historic place"},
    {"country", "territory", "island"},
    {"state", "region", "territory"},
    {"region", "continent"},
    {"historic place", "building", "region"},
    {"sea", "lake", "river"},
    {"mountain", "region"},
    {"island", "region"},
)
SAME_ENOUGH: Dict[str, tuple] = {"place": PLACES}


def agree(one: Row, other: Row) -> bool:
    """Whether nothing but the name would have to decide that the two are one thing."""
    if one.country and other.country and one.country != other.country:
        return False
    groups = SAME_ENOUGH.get(one.kind)
    return one.type == other.type or groups is None or any(one.type in g and other.type in g for g in groups)


class Table:
    """Rows by kind and folded form."""

    def __init__(self) -> None:
        self.rows: List[Row] = []
        self._by_form: Dict[tuple, List[Row]] = defaultdict(list)

    def put(self, row: Row) -> None:
        self.rows.append(row)
        for key in {fold(form) for form in row.forms()}:
            self._by_form[row.kind, key].append(row)

    def named(self, kind: str, name: str) -> List[Row]:
        return self._by_form[kind, fold(name)]

    def same(self, row: Row) -> Optional[Row]:
        """The row that this one is about, if it stands: first by its name, then where its name is another's alias."""
        there = [other for other in self.named(row.kind, row.name) if agree(row, other)]
        if not there:
            return None
        by_name = [other for other in there if fold(other.name) == fold(row.name)]
        return min(by_name or there, key=lambda other: -other.weight)

    def absorb(self, into: Row, row: Row) -> None:
        known = {spelling(form) for form in into.forms()}
        for forms, target in ((row.safe(), into.aliases), (row.forms(), into.context_aliases)):
            for form in forms:
                if spelling(form) not in known:
                    known.add(spelling(form))
                    target.append(form)
                    self._by_form[into.kind, fold(form)].append(into)
        into.country = into.country or row.country
        if not into.decided:
            into.weight = max(into.weight, row.weight)
        if row.source not in into.source.split("+"):
            into.source += "+" + row.source


def merge(own: List[Row], others: List[Row]) -> List[Row]:
    """Our rows, with those of the sources joined in or put beside them."""
    table = Table()
    for row in own:
        table.put(row.copy())
    ours = {(row.kind, fold(form)) for row in own for form in row.safe()}
    kinds: Dict[str, set] = defaultdict(set)
    for kind, form in ours:
        kinds[form].add(kind)
    for row in others:
        there = table.same(row)
        if there is not None:
            table.absorb(there, row)
        elif not kinds[fold(row.name)] - {row.kind}:
            table.put(row.copy())
    return table.rows
