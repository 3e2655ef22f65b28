"""One row for one thing: joins the rows of the sources to our own and to each other.

Two rows are one thing if they are of one kind, one's name is a form of the other in any letter case, and neither type nor
country speaks against it. The row that stands already (ours first, then the sources in their order) keeps kind, type, name and
its word on every form; what comes gives its further forms, its country where none is known, and its key to `source`.
"""

import re
from collections import defaultdict
from typing import Dict, Iterable, List, Optional, Set, Tuple

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
    {"island", "region", "district"},
    {"district", "region"},
)
# Types that are one thing if, besides, they lie in one country: a province or a country and the city it is named after.
IN_ONE_COUNTRY = (
    {"city", "capital", "region", "district", "island", "historic place"},
    {"city", "capital", "territory", "country", "historic place"},
)
# Types whose country is known once a source knows it. A region, a river or a mountain often lies in several.
SETTLED = {"city", "capital", "district", "state", "country", "territory", "building"}


def agree(one: Row, other: Row, by_name: bool = True) -> bool:
    """Whether nothing but the name would have to decide that the two are one thing; the name itself, or another one."""
    if one.kind == "demonym":
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if one.type == other.type or one.kind != "place":
        return True
    groups = PLACES + (IN_ONE_COUNTRY if by_name and one.country and one.country == other.country else ())
    return any(one.type in group and other.type in group for group in groups)


def of_many(one: Row, other: Row) -> bool:
    """Whether the first is a body that many countries have and the second one country's: the forms of that are not the first's."""
    return one.kind == "organization" and not one.country and other.country != ""


def loose(name: str) -> str:
    """The key under which two transcriptions of a town's name are one: without the Arabic article, blanks and marks."""
    return re.sub(r"^(?:al|ad|an|ar|as|ash|at|az) |[ ']", "", fold(name))


def town(row: Row) -> str:
    """The name without what it lies in: a source's *Birmingham* in the United States is our *Birmingham, Alabama*."""
    return row.name.split(", ")[0] if row.kind == "place" else row.name


class Table:
    """Rows by kind and folded form."""

    def __init__(self) -> None:
        self.rows: List[Row] = []
        self._by_form: Dict[tuple, List[Row]] = defaultdict(list)
        self._towns: Dict[str, List[Row]] = defaultdict(list)

    def put(self, row: Row) -> None:
        self.rows.append(row)
        for form in (*row.forms(), town(row)):
            self._note(row, form)
        if row.type in ("city", "capital"):
            for key in {loose(form) for form in row.safe() or [row.name]}:
                self._towns[key].append(row)

    def _note(self, row: Row, form: str) -> None:
        there = self._by_form[row.kind, fold(form)]
        if all(other is not row for other in there):
            there.append(row)

    def same(self, row: Row) -> Optional[Row]:
        """The row that this one is about, if it stands: by its name, else by a name of this one's aliases."""
        there = [other for other in self._by_form[row.kind, fold(row.name)] if agree(row, other) and not of_many(other, row)]
        by_name = [other for other in there if fold(other.name) == fold(row.name)]
        if not there and row.kind == "place":
            there = self._named(row, row.forms()[1:])
        return max(by_name or there, key=lambda other: (other.type == row.type, other.weight), default=None)

    def known_also(self, row: Row) -> Optional[Row]:
        """The town that has a name the source knows besides, if this source has said nothing about it yet."""
        there = [
            other
            for key in sorted({loose(name) for name in {row.name, *row.also}} if row.also else ())
            for other in self._towns[key]
            if agree(row, other) and other.country in (row.country, "") and row.source not in other.source.split("+")
        ]
        return max(there, key=lambda other: other.weight, default=None)

    def _named(self, row: Row, names: Iterable[str]) -> List[Row]:
        """The rows that have one of the names for their own and lie in the same country, if they lie in one."""
        return [
            other
            for name in names
            for other in self._by_form[row.kind, fold(name)]
            if fold(other.name) == fold(name) and agree(row, other, False) and (other.country == row.country or other.type not in SETTLED)
        ]

    def absorb(self, into: Row, row: Row) -> None:
        known = {spelling(form) for form in (*into.forms(), town(into))}
        for forms, target in ((row.safe(), into.aliases), (row.forms(), into.context_aliases)):
            for form in forms:
                if spelling(form) not in known:
                    known.add(spelling(form))
                    target.append(form)
                    self._note(into, form)
        if not into.country and into.type in SETTLED:
            into.country = row.country
        if not into.decided:
            into.weight = max(into.weight, row.weight)
        if row.source not in into.source.split("+"):
            into.source += "+" + row.source


def merge(own: List[Row], others: List[Tuple[List[Row], bool]]) -> List[Row]:
    """Our rows, with those of the sources joined in or, where they can stand by themselves, put beside them."""
    table = Table()
    for row in own:
        table.put(row.copy())
    kinds: Dict[str, Set[str]] = defaultdict(set)
    for row in own:
        for form in row.safe():
            kinds[spelling(form)].add(row.kind)
    for rows, alone in others:
        rest = []
        for row in rows:
            there = table.same(row)
            if there is not None:
                table.absorb(there, row)
            elif kinds[spelling(row.name)] <= {row.kind}:
                rest.append(row)
        for row in rest:
            there = table.known_also(row) or table.same(row)
            if there is not None:
                table.absorb(there, row)
            elif alone:
                table.put(row.copy())
    unshare(table.rows)
    stand_back(table.rows)
    return table.rows


def stand_back(rows: List[Row]) -> None:
    """Makes rows of ours outweigh their namesakes from elsewhere: the Valencia that our list has is the one that is meant."""
    ours: Dict[tuple, int] = {}
    for row in rows:
        if row.decided:
            key = row.kind, fold(row.name)
            ours[key] = min(row.weight, ours.get(key, row.weight))
    for row in rows:
        if not row.decided and (row.kind, fold(row.name)) in ours:
            row.weight = max(0, min(row.weight, ours[row.kind, fold(row.name)] - 1))


def unshare(rows: List[Row]) -> None:
    """Takes from every row the aliases, ours excepted, that belong to another row too.

    Those are aliases that are another row's name or that several rows of their kind claim, and the adjectives of countries that
    pass for their names (*Tajik*), or the other way round.
    """
    holders: Dict[tuple, int] = defaultdict(int)
    for row in rows:
        for key in {spelling(form) for form in row.forms()}:
            holders[row.kind, key] += 1
    other = {"place": "demonym", "demonym": "place"}

    def shared(row: Row, key: str) -> bool:
        return holders[row.kind, key] > 1 or holders.get((other.get(row.kind), key), 0) > 0

    for row in rows:
        for forms in (row.aliases, row.context_aliases):
            forms[:] = [form for form in forms if spelling(form) in row.decided or not shared(row, spelling(form))]
