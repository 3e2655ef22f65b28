"""Heads of state and of government in the World Factbook, under the names that newspapers print.

The Factbook prints the family name in capitals ("Bola Ahmed Adekunle TINUBU"), which tells given name and family name from the
rest. Where the press uses other names than the first and the last, or spells them otherwise, `factbook_names.csv` says so; an
empty name there drops the entry, and an entry whose family name stands first needs a row there. Only names are taken over, no
office.
"""

import csv
import re
from pathlib import Path

from ..cia import pages
from ..row import Row
from ..words import is_everyday_person

POSTS = ("chief of state", "head of government")
ROYAL = re.compile(r"\b(King|Queen|Emperor|Sultan|Amir|Grand Duke|Prince)\b(?! Minister)")
# Words of titles, after which the name begins.
TITLES = {
    "President", "Chancellor", "Premier", "Minister", "Minister)", "Ministers", "Governor", "Government", "Chair", "Chairman",
    "Chairperson", "Leader", "King", "Queen", "Prince", "Duke", "Sultan", "Amir", "Emperor", "Pope", "Administrator",
    "Commissioner", "Mayor", "Executive", "Council", "Cabinet", "Confederation", "Assembly", "Affairs", "State", "General",
    "Gen.", "Col.", "Capt.", "Dr.", "Sir", "Dame", "Ratu", "Spain", "Presidency", "Forces", "Air", "Vice-Marshal", "China",
    "Co-prince", "Interim", "Tokelau)", "minister-equivalent)",
}
PARTICLES = {"al", "bin", "da", "de", "del", "der", "dos", "e", "el", "ould", "van", "von"}
SHOUTED = re.compile(r"(?:(?:al|el)-)?[^\W\d_a-z]['’]?[^\W\d_a-z]")
NUMBERED = re.compile(r"([A-Z][A-Z-]+(?: [IVX]+)(?: [A-Z]+)?)$")


def rows(packages):
    press = read_names()
    found = {}
    for page in pages(packages):
        for post in POSTS:
            text = page.text("Government", "Executive branch", post)
            names = parse(text, press)
            if not names:
                continue
            type = "royal" if ROYAL.search(text) and "Minister" not in text else "politician"
            row = Row("person", type, names[0], aliases=names[1:], country=page.country, weight=50, source="factbook")
            if found.setdefault(row.name, row).country != page.country:
                found[row.name].country = ""  # the head of several countries is of none of them in particular
    return list(found.values())


def read_names():
    with open(Path(__file__).with_name("factbook_names.csv"), encoding="utf-8", newline="") as file:
        return {row["printed"]: row["name"] for row in csv.DictReader(file)}


def parse(text, press):
    """The name of the first person in a line such as "President Duma BOKO (since 1 November 2024)", and the full name as printed;
    nothing where the line does not tell surely."""
    words = re.split(r" \(since| \(vacant|;|,(?! Jr)| \(\d| \(chair| \(Col| \(for", text)[0].replace(", Jr.", "").split()
    start = max((i + 1 for i, word in enumerate(words) if word in TITLES or word.endswith(".)")), default=0)
    words = words[start:]
    if any(word in ("of", "the", "and", "is") or word.startswith("(") for word in words):
        return []
    printed = " ".join(map(cased, words))
    if printed in press:
        name = press[printed]
        return [form for form in dict.fromkeys([name, printed]) if '"' not in form] if name else []
    if NUMBERED.match(" ".join(words)):
        return [printed]
    shouted = [i for i, word in enumerate(words) if SHOUTED.match(word)]
    if not shouted or shouted[0] == 0:
        return []
    first, last = shouted[0], shouted[-1] + 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    name = " ".join(map(cased, words[:1] + words[first:last]))
    if is_everyday_person(cased(words[0]), cased(words[last - 1])):
        return []
    return [name, printed] if printed != name else [name]


def cased(word):
    """A shouted word in the letter case of names: RICHARDSON-HODGE, JERÍ, al-BURHAN, MULI'AKA'AKA, but VI."""
    def lower(match):
        part = match[0]
        return part if re.fullmatch(r"[IVX]+", part) and len(part) < 5 else part[0] + part[1:].lower()

    return re.sub(r"[^\W\d_a-z]{2,}(?:['’][^\W\d_a-z]+)*", lower, word)
