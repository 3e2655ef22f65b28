"""A row of the gazetteer, its CSV form, and the keys by which names are compared."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Dict, Iterable, List, Set

COLUMNS = ("id", "kind", "type", "name", "caution", "aliases", "context_aliases", "country", "weight", "source", "checked")

# Letters that Unicode does not take apart, as an English paper prints them.
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
     "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ə": "a", "Ə": "A", "ŋ": "n"}
)
# Words that are written out or short, before the rest of a name.
SHORT = {"St": "Saint", "Mt": "Mount", "Ft": "Fort"}
MARKS = str.maketrans({"‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'", "′": "'", "“": '"', "”": '"'})


@dataclass
class Row:
    """One entity.

    `decided` holds the forms that an own row has spoken about: nothing overrules it but data/overrides.csv. `also` holds names
    that a source knows the entity by but that are not worth listing: they only help to find the row it is the same as.
    """

    kind: str
    type: str
    name: str
    id: str = ""
    caution: bool = False
    aliases: List[str] = field(default_factory=list)
    context_aliases: List[str] = field(default_factory=list)
    country: str = ""
    weight: int = 50
    source: str = ""
    checked: str = ""
    decided: Set[str] = field(default_factory=set, compare=False, repr=False)
    also: Set[str] = field(default_factory=set, compare=False, repr=False)

    def forms(self) -> List[str]:
        """Every form that the row names its entity by, the name first."""
        return [self.name, *self.aliases, *self.context_aliases]

    def safe(self) -> List[str]:
        """The forms that count on sight."""
        return ([] if self.caution else [self.name]) + self.aliases

    def copy(self) -> "Row":
        return replace(
            self, aliases=list(self.aliases), context_aliases=list(self.context_aliases), decided=set(self.decided)
        )


def plain(name: str) -> str:
    """The name without diacritics, as an English paper prints it."""
    apart = unicodedata.normalize("NFD", name.translate(LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def spelling(name: str) -> str:
    """The key under which two forms look the same in a text: letter case counts, marks, dots, hyphens, *St.* for *Saint* don't."""
    bare = plain(name.translate(MARKS)).replace(".", "").replace(" & ", " and ")
    words = re.sub(r"[-‐‑–—/,]", " ", bare).split()
    joined = " ".join([SHORT.get(word, word) for word in words[:-1]] + words[-1:])
    return re.sub(r"\b([A-Z]) (?=[A-Z]\b)", r"\1", joined)


def fold(name: str) -> str:
    """The key under which two names are one: as `spelling`, in small letters."""
    return spelling(name).casefold()


def slug(name: str) -> str:
    """The name as it stands in an id: small ASCII letters, digits and hyphens."""
    words = plain(name.translate(MARKS)).casefold().replace("&", " and ").replace("+", " plus").replace("'", "").replace(".", "")
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


def parse(fields: Dict[str, str]) -> Row:
    def listed(column: str) -> List[str]:
        return [form for form in fields[column].split("|") if form]

    return Row(
        kind=fields["kind"], type=fields["type"], name=fields["name"], id=fields["id"], caution=fields["caution"] == "y",
        aliases=listed("aliases"), context_aliases=listed("context_aliases"), country=fields["country"],
        weight=int(fields["weight"] or 50), source=fields["source"], checked=fields["checked"],
    )


def read(path) -> List[Row]:
    """The rows of a table in the form of data/gazetteer.csv."""
    with open(path, encoding="utf-8", newline="") as table:
        reader = csv.DictReader(table)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: the columns are {reader.fieldnames}, expected {','.join(COLUMNS)}")
        return [parse(fields) for fields in reader]


def text(rows: Iterable[Row]) -> str:
    """The rows as CSV, sorted by kind, name and id in byte order."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in sorted(rows, key=lambda r: (r.kind.encode(), r.name.encode(), r.id.encode())):
        table.writerow(
            [row.id, row.kind, row.type, row.name, "y" if row.caution else "", "|".join(row.aliases),
             "|".join(row.context_aliases), row.country, row.weight, row.source, row.checked]
        )
    return out.getvalue()
