"""Organisations of WordNet: United States agencies and departments, bodies of the United Nations, churches, parties of history.

WordNet files them as kinds of agency, church and so on rather than as instances; their names are told by capital letters. Its
"terrorist organization" branch is left out, for it files parties and charities there, under aliases that others bear.
"""

import csv
import re
from pathlib import Path

from ..amend import amended
from ..row import Row
from ..wordnet import WordNet
from ..words import is_common

GROUP = 14  # the lexicographer file of groups
SMALL = {"of", "the", "and", "for", "on", "to", "in", "against", "with"}
NO_BODY = re.compile(r"\b(denomination|administration|Brigades?|Council of [A-Z]\w+)$")
UNITED_STATES = re.compile(r"United States|\b(US|[Ff]ederal agency|Congress|Department of \w+|Treasury Department)\b")


def rows(packages):
    return amended("wordnet", organizations(WordNet(packages)))


def organizations(wordnet):
    types = read_types()
    for synset in wordnet.nouns.values():
        kinds = wordnet.kinds(synset) if synset.file == GROUP else set()
        type = next((type for kind, type in types if kind in kinds), None)
        names = american([name for name in synset.words if is_name(name)])
        if type and names and "terrorist organization" not in kinds:
            safe, unsure = acronyms(synset.words, names[0])
            country = "US" if type in ("agency", "ministry") and UNITED_STATES.search(synset.gloss) else ""
            yield Row("organization", type, names[0], aliases=names[1:] + safe, context_aliases=unsure, country=country, weight=45,
                      source="wordnet")


def read_types():
    """Which kinds of WordNet are which of our types, the telling ones first."""
    with open(Path(__file__).with_name("wordnet_organization_types.csv"), encoding="utf-8", newline="") as file:
        return [(row["kind"], row["type"]) for row in csv.DictReader(file)]


def is_name(name):
    """Several words in capitals that aren't a phrase of everyday words (*Secret Service*, *Home Office*)."""
    words = name.split()
    big = [word for word in words if word not in SMALL]
    return (
        len(words) > 1
        and not NO_BODY.search(name)
        and not words[0] in SMALL
        and all(word[0].isupper() for word in big)
        and (len(words) > 2 or not is_common(name))
    )


def american(names):
    """The names; before *United States Navy* the *US Navy* of the newspapers."""
    if names and names[0].startswith("United States "):
        names = [names[0].replace("United States", "US")] + names
    return list(dict.fromkeys(names))


def acronyms(words, name):
    """The acronyms of the name among the words: those of four letters and more, and the short ones, which others share."""
    initials = "".join(word[0] for word in re.split(r"[ -]", name) if word not in SMALL)
    found = [a for a in words if a.isupper() and a.isalpha() and set(a) <= set(initials) and len(a) > 2]
    return [a for a in found if len(a) > 3 and not is_common(a)], [a for a in found if len(a) == 3 or is_common(a)]
