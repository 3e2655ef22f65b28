"""Places of WordNet 3.1 with their synonyms: towns, states, rivers, mountains, seas, islands, landmarks.

WordNet knows its places' other names well, but some are nicknames (*Big Apple*), postal codes (*MA*) or descriptions (*capital of
France*), which are left out; so is what is only in the sky, in a book or under the ground.
"""

import re
from typing import Dict, Iterator, List, Optional, Set

from ..packages import Packages
from ..row import Row, spelling
from ..wordnet import Synset, WordNet
from .cldr import territories

# The files of data.noun that hold places: artefacts (for buildings), locations, objects of nature.
ARTEFACT, LOCATION, OBJECT = 6, 15, 17
# Kinds of WordNet and our type and weight for them; the first that fits decides.
TYPES = (
    ("national capital", "capital", 60), ("country", "country", 60), ("continent", "continent", 60), ("American state", "state", 60),
    ("Canadian province", "state", 60), ("Australian state", "state", 60), ("national park", "region", 45), ("city district", "district", 45),
    ("borough", "district", 45), ("suburb", "district", 40), ("city", "city", 45), ("state capital", "city", 45), ("provincial capital", "city", 45),
    ("town", "city", 40), ("port", "city", 40), ("village", "city", 40), ("archipelago", "island", 45), ("island", "island", 45), ("atoll", "island", 40), ("volcano", "mountain", 45),
    ("mountain peak", "mountain", 45), ("mountain", "mountain", 45), ("range", "mountain", 45), ("desert", "region", 45), ("sea", "sea", 50), ("ocean", "sea", 60),
    ("strait", "sea", 45), ("channel", "sea", 45), ("gulf", "sea", 45), ("bay", "sea", 45), ("lake", "lake", 45), ("reservoir", "lake", 40), ("river", "river", 45),
    ("stream", "river", 40), ("waterfall", "river", 40), ("canal", "sea", 40), ("bridge", "building", 45), ("peninsula", "region", 45), ("cape", "region", 40), ("valley", "region", 45),
    ("canyon", "region", 45), ("glacier", "mountain", 40), ("colony", "historic place", 40), ("empire", "historic place", 45), ("street", "building", 45),
    ("structure", "building", 45), ("building", "building", 45), ("state", "region", 45), ("county", "region", 45), ("district", "region", 45), ("geographical area", "region", 45), ("body of water", "sea", 40),
    ("land", "region", 40), ("natural elevation", "mountain", 40),
)
# Kinds of what is no place on earth, or is a place only by name.
NO_PLACE = {
    "celestial body", "constellation", "imaginary place", "imaginary being", "sign of the zodiac", "asterism", "planet", "star", "galaxy", "soil horizon",
    "layer", "belt", "organization", "university", "agency", "stock exchange", "vehicle", "weapon", "container", "vessel", "line", "celestial point",
    "circle", "pole", "hemisphere", "zone", "library", "college", "satellite", "extraterrestrial object", "crater", "ship", "bell", "device",
    "boundary", "racetrack", "fault", "discontinuity", "colony of insects", "sculpture", "wall of fame", "rock", "territorial waters",
}
ANCIENT = re.compile(r"\b(?:ancient|biblical|Bible|mythical|legendary|Old Testament|New Testament|former|antiquity|classical|prehistoric|medieval|Phoenician|Sumerian|Babylonian)\b", re.I)
NOT_REAL = re.compile(r"mytholog|hypothetical|imaginary|fictional|Arthurian", re.I)
NATURE = {"river", "lake", "mountain", "sea", "island"}
HEAD = re.compile(r"\b(?:River|Lake|Mount|Mountains?|Range|Sea|Bay|Gulf|Strait|Falls|Islands?|Isles?|Ocean|Peak|Loch|Channel)\b")
# An alias shorter than this is likely to be something else: Sur, Bale, Mona.
SHORT = 5
# One-word synonyms of these are names in other languages or of old. News uses them for clubs and firms: Roma, Sevilla, Bharat.
FOREIGN = {"country", "capital", "city", "district"}
# Nicknames, codes, descriptions.
NO_ALIAS = re.compile(
    r"^[A-Z]{1,4}$|^[A-Z][a-z]{1,4}\.$|\b[A-Z]\. ?[A-Z]\.|[a-z]+ capital$|^capital |^(?:The|the) |(?<!San Marino)(?<!Northern) State$|City of (?:Light|Brotherly|God|the)|^Heart of|"
    r"^(?:Big Apple|Windy City|Sin City|Eternal City|Beantown|Hub of|Gateway to|Last Frontier|Old Line|Old Dominion|First State|Land of|Motor City|Motown|"
    r"Bean Town|Brotherly|Mile-High|Crescent City|Emerald Isle|Pearl of|Little Rhody|Rhody|Old North|Dark Continent|Down Under|Red Planet|Union|North|East|Orient|Village|Chosen|Curb|Angel|Horseshoe|High Dam)"
)


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
    if synset.file not in (ARTEFACT, LOCATION, OBJECT) or kinds & NO_PLACE:
        return None
    if synset.file == ARTEFACT and not kinds & {"structure", "building", "bridge", "way"}:
        return None
    type, weight = next(((type, weight) for kind, type, weight in TYPES if kind in kinds), ("", 0))
    forms = [form for form in synset.words if form[0].isupper() and not NO_ALIAS.search(form)]
    if not type or not forms or len(forms[0]) < 3 or NOT_REAL.search(synset.gloss):
        return None
    # Mount Adams, not Adams: the fuller form is the name
    forms.sort(key=lambda form: not HEAD.search(form) if type in NATURE else 0)
    country = "" if type in ("sea", "mountain", "river", "continent") else land(wordnet, codes, synset)
    if ANCIENT.search(synset.gloss.split(";")[0]) and type in ("city", "region", "country", "state", "district"):
        type, weight = "historic place", 40
    if type == "country" and not any(spelling(form) in codes for form in forms):
        type, weight = ("historic place" if not country else "region"), 45
    weak = [form for form in forms[1:] if len(form) < SHORT or (type in FOREIGN and " " not in form)]
    return Row(
        kind="place", source="wordnet", type=type, name=forms[0], aliases=[form for form in forms[1:] if form not in weak], context_aliases=weak,
        country=country, weight=weight, yields=True,
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
