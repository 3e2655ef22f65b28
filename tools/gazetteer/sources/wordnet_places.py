"""Places of WordNet 3.1 with their synonyms: towns, states, rivers, mountains, seas, islands, landmarks.

WordNet knows its places' other names well, but some are nicknames (*Big Apple*), postal codes (*MA*) or descriptions (*capital of
France*), which are left out; so is what is only in the sky, in a book or under the ground.
"""

import csv
import re
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Set

from ..packages import Packages
from ..row import Row, spelling
from ..wordnet import Synset, WordNet
from .cldr import territories


def table(name: str) -> List[dict]:
    with open(Path(__file__).with_name(name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The files of data.noun that hold places: artefacts (for buildings), locations, objects of nature.
ARTEFACT, LOCATION, OBJECT = 6, 15, 17
BUILT = {"structure", "building", "bridge", "way"}
# Kinds of WordNet and our type and weight for them; the first that fits decides.
# Kinds of WordNet and our type and weight for them; the first that fits decides. Those without a type are no places on earth.
TYPES = table("wordnet_place_types.csv")
# Nicknames, and words that are a place only beside another: the Union, the Village.
NICKNAMES = {row["form"] for row in table("wordnet_place_nicknames.csv")}
ANCIENT = re.compile(
    r"\b(?:ancient|biblical|Bible|mythical|legendary|Old Testament|New Testament|former|antiquity|classical|prehistoric|medieval|Phoenician"
    r"|Sumerian|Babylonian)\b", re.I
)
NOT_REAL = re.compile(r"mytholog|hypothetical|imaginary|fictional|Arthurian", re.I)
NATURE = {"river", "lake", "mountain", "sea", "island"}
HEAD = re.compile(r"\b(?:River|Lake|Mount|Mountains?|Range|Sea|Bay|Gulf|Strait|Falls|Islands?|Isles?|Ocean|Peak|Loch|Channel)\b")
# An alias shorter than this is likely to be something else: Sur, Bale, Mona.
SHORT = 5
# One-word synonyms of these are names in other languages or of old. News uses them for clubs and firms: Roma, Sevilla, Bharat.
FOREIGN = {"country", "capital", "city", "district"}
STATE_NICKNAME = re.compile(r"(?<!New York) State|^Old | of |Rhody$")
# Codes (*MA*, *Mass.*, *N.C.*) and descriptions (*capital of France*, *the States*).
NO_NAME = re.compile(r"^[A-Z]{1,4}$|^[A-Z][a-z]{1,4}\.$|\b[A-Z]\. ?[A-Z]\.|\bcapital\b|^[Tt]he ")


def rows(packages: Packages) -> List[Row]:
    wordnet = WordNet(packages)
    codes = {spelling(form): row.country for row in territories(packages) if row.country for form in row.forms()}
    found = []
    for synset in wordnet.instances():
        row = place(wordnet, codes, synset)
        if row is not None:
            found.append(row)
    return sorted(found, key=lambda row: (row.name, row.country, row.type))


def place(wordnet: WordNet, codes: Dict[str, str], synset: Synset) -> Optional[Row]:
    kinds = wordnet.kinds(synset)
    if synset.file not in (ARTEFACT, LOCATION, OBJECT) or synset.file == ARTEFACT and not kinds & BUILT or NOT_REAL.search(synset.gloss):
        return None
    fits = next((row for row in TYPES if row["kind"] in kinds), None)
    forms = [form for form in synset.words if form[0].isupper() and form not in NICKNAMES and not NO_NAME.search(form)]
    if fits is None or not fits["type"] or not forms or len(forms[0]) < 3:
        return None
    type, weight = fits["type"], int(fits["weight"])
    if type == "state":
        forms = [form for form in forms if not STATE_NICKNAME.search(form)]
    # Mount Adams, not Adams: the fuller form is the name
    forms.sort(key=lambda form: not HEAD.search(form) if type in NATURE else 0)
    country = "" if type in ("sea", "mountain", "river", "continent") else land(wordnet, codes, synset)
    if ANCIENT.search(synset.gloss.split(";")[0]) and type in ("city", "region", "country", "state", "district"):
        type, weight = "historic place", 40
    if type == "country" and not any(spelling(form) in codes for form in forms):
        type, weight = ("historic place" if not country else "region"), 45
    weak = [form for form in forms[1:] if len(form) < SHORT or (type in FOREIGN and " " not in form)]
    strong = [form for form in forms[1:] if form not in weak]
    return Row(
        kind="place", source="wordnet", type=type, name=forms[0], aliases=strong, context_aliases=weak, country=country, weight=weight,
        yields=True,
    )


def land(wordnet: WordNet, codes: Dict[str, str], synset: Synset) -> str:
    """The country it is or lies in, where WordNet names one and only one."""
    found: Set[str] = set()
    for part in upwards(wordnet, synset):
        code = next((codes[spelling(word)] for word in part.words if spelling(word) in codes), "")
        if code and "country" in wordnet.kinds(part) | {"country" if part.words[0] in ("United States", "United Kingdom") else ""}:
            found.add(code)
    return found.pop() if len(found) == 1 else ""


def upwards(wordnet: WordNet, synset: Synset) -> Iterator[Synset]:
    """The place and all places it is a part of."""
    waiting, seen = [synset.offset], set()
    while waiting:
        offset = waiting.pop()
        if offset not in seen:
            seen.add(offset)
            yield wordnet.nouns[offset]
            waiting += wordnet.nouns[offset].to("#p")
