"""People of WordNet: rulers, artists, scientists and other names of history.

WordNet gives a person's surname first and fuller forms behind it ("Bell", "Alexander Bell", "Alexander Graham Bell"), and says in
the gloss when the person lived. We keep full names that name one person only; gods, saints and figures of scripture and fiction
are left out, and so is a name that thousands bear (John Reed), which in today's news is somebody else.
"""

import csv
import re
from collections import Counter
from pathlib import Path

from ..amend import amended
from ..row import Row, plain
from ..wordnet import WordNet
from ..words import is_common, is_everyday_person, stands_alone

TITLES = {
    "admiral", "archbishop", "baron", "baroness", "baronne", "bishop", "cardinal", "citizen", "czar", "sieur", "comte", "count",
    "countess", "dame", "duc", "duchess", "duke", "earl", "emperor", "general", "kaiser", "king", "lady", "lord", "madame",
    "marquis", "marquise", "mrs.", "pope", "president", "prince", "princess", "queen", "saint", "sir", "st.", "vicomte",
    "viscount", "viscountess",
}
PARTICLES = {
    "al", "at", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "el", "ibn", "la", "le", "of", "the", "van", "von",
    "y", "zur",
}
UNREAL = {
    "fictional character", "imaginary being", "saint", "prophet", "Apostle", "Evangelist", "Jesus", "spiritual being", "terrorist",
}
UNREAL_GLOSS = re.compile(
    r"^\((?!Roman Catholic|Ethiopia)|legend|Testament|biblical|Apocryph|mytholog|Hebrew|Arthurian|Jesus|unidentified|any of"
)
LIVING = re.compile(r"\(born[^()]*?(?<![-\d])(\d{4})\)|\((\d{4})-\)")
NUMERAL = re.compile(r"[IVX]+$")
LIVED_LONG_AGO = 1915


def rows(packages):
    return amended("wordnet", people(WordNet(packages)))


def people(wordnet):
    types = read_types()
    found = []
    for synset in wordnet.instances():
        kinds = wordnet.kinds(synset)
        if "person" not in kinds or kinds & UNREAL or UNREAL_GLOSS.search(synset.gloss):
            continue
        type = person_type(synset, kinds, types)
        forms = full_names(synset.words)
        if forms and type:
            found.append((forms, type))
    bearers = Counter(form for forms, _ in found for form in set(map(str.casefold, forms)))
    for forms, type in found:
        name, *aliases = forms
        if names_one(name, bearers):
            aliases = [form for form in aliases if names_one(form, bearers)]
            name, *aliases = map(closed, [name, *aliases])
            yield Row("person", type, name, aliases=aliases, weight=weight(type), source="wordnet")


def names_one(form, bearers):
    return bearers[form.casefold()] == 1 and is_telling(form)


def closed(form):
    """The name with its initials closed up, as most papers print them: J.D. Salinger."""
    return re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", "", form)


def weight(type):
    return 40 if type == "historical" else 45


def read_types():
    """Which kinds of WordNet are which of our types, the telling ones first."""
    with open(Path(__file__).with_name("wordnet_types.csv"), encoding="utf-8", newline="") as file:
        return [(row["kind"], row["type"]) for row in csv.DictReader(file)]


def person_type(synset, kinds, types):
    """`historical` for the dead; the field of work for those who were alive, or not said to have died, when WordNet was made."""
    born = LIVING.search(synset.gloss)
    if not born or int(born.group(born.lastindex)) < LIVED_LONG_AGO:
        return "historical"
    return next((type for kind, type in types if kind in kinds), None)


def full_names(lemmas):
    """The full names among the lemmas, the one that newspapers print first: of two words rather than of three."""
    head = untitled(lemmas[0])
    fuller = [form for form in map(untitled, lemmas[1:]) if belongs(form, head)]
    if not fuller and len(lemmas) > 1 and "-" in head:
        return []
    forms = list(dict.fromkeys(fuller)) or [head]
    forms = [form for form in forms if is_name(form)]
    return sorted(forms, key=lambda form: abs(len(form.split()) - 2))[:4]


def belongs(form, head):
    """Whether a lemma is a fuller form of the head (a surname, or a ruler's name) and no other name of the person."""
    full, surname = plain(form).lower().replace("-", " "), plain(head).lower()
    ruler = full.startswith(surname + " ") and NUMERAL.search(form)
    return full.endswith(" " + surname) or full.endswith(" " + surname + " jr.") or bool(ruler)


def untitled(name):
    """The bare name: without a title, a numbered peerage or *Jr.*"""
    words = name.split()
    if len(words) == 2 and words[0] in ("Count", "Duke", "Earl"):
        return name
    while len(words) > 1 and words[0].lower() in TITLES:
        words = words[1:]
    return " ".join(words)


def is_name(form):
    words = form.split()
    return (
        len([word for word in words if word not in PARTICLES]) <= 3
        and words[0].lower() not in PARTICLES
        and all(word[0].isupper() or word.lower() in PARTICLES or word.startswith("d'") for word in words)
        and not re.search(r"\d|^the |Father of|^(First|Second|Third|Viscount|Baron) | Elder$| Younger$", form)
    )


def is_telling(form):
    words = [word for word in form.split() if word not in ("Jr.", "Sr.")]
    if len(words) == 1:
        return stands_alone(form)
    return len(words) > 2 or not (is_everyday_person(*words) or is_common(form))
