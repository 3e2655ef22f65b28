"""Legislatures and high courts of the World Factbook whose names tell the country (Parliament of Tuvalu)."""

import re

from ..amend import amended
from ..cia import pages
from ..row import Row
from ..words import words

CHAMBERS = (
    ("Legislative branch", "legislature name"),
    ("Legislative branch - lower chamber", "chamber name"),
    ("Legislative branch - upper chamber", "chamber name"),
)
COURT = re.compile(
    r"^(?:the )?((?:[A-Z]\w+ )*Court(?: of [A-Z]\w+)?(?: of (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?)(?= \(| or |;|,|$| and)"
)
SMALL = {"of", "the", "and", "for"}


def rows(packages):
    return amended("factbook", bodies(packages))


def bodies(packages):
    found = {}
    for page in pages(packages):
        for branch, key in CHAMBERS:
            offer(found, page, "legislature", re.sub(r"\(.*", "", page.text("Government", branch, key)).strip())
        for part in re.split(r"; |, and ", page.text("Government", "Judicial branch", "highest court(s)")):
            match = COURT.match(part)
            if match:
                offer(found, page, "court", match[1])
    return list(found.values())


def offer(found, page, type, name):
    """Takes a name that holds a word of its own; one that several countries share is the court or house of none of them."""
    name = re.sub(r"^The ", "", name)
    parts = [word for word in re.split(r"[ -]", name) if word and word not in SMALL]
    telling = any(word.casefold().replace("'s", "") not in words().common and word != "Cassation" for word in parts)
    if len(parts) < 2 or not telling or " - " in name or not all(word[0].isupper() for word in parts):
        return
    row = found.setdefault(name, Row("organization", type, name, country=page.country, weight=45, source="factbook"))
    if row.country != page.country:
        row.country = ""
