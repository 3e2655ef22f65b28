"""The spellings that follow from a form by rule (src/gazetteer/derive.rs, whose rules these are), so that no row need list them."""

import re
from collections import defaultdict
from typing import Dict, List, Set

from .row import Row, plain, spelling

BEFORE = (("Saint", "St.", "St"), ("Mount", "Mt.", "Mt"), ("Fort", "Ft.", "Ft"))
BEHIND = (("Inc.", "Inc"), ("Corp.", "Corp"), ("Ltd.", "Ltd"), ("Co.", "Co"), ("Jr.", "Jr"), ("Sr.", "Sr"))
FIGURES = {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIV"}
# People and language have one word: Japanese, Irish, French.
NO_PLURAL = ("s", "x", "z", "ese", "ish", "sh", "ch", "men", "ae")
MEN = ("chman", "shman", "sman", "woman")


def spellings(form: str, kind: str) -> Set[str]:
    """The other spellings of a form, those that follow from one by several rules too."""
    found = {form}
    for rule in (plain_letters, ampersand, short_words, initials, dots, article):
        found |= {other for one in sorted(found) for other in rule(one, kind)}
    found |= {other for one in (form, plain(form)) for other in peoples(one, kind)}
    return found - {form}


def plain_letters(form: str, kind: str) -> List[str]:
    return [plain(form)]


def ampersand(form: str, kind: str) -> List[str]:
    return [form.replace(" & ", " and "), form.replace(" and ", " & ")]


def short_words(form: str, kind: str) -> List[str]:
    found, words = [], form.split(" ")
    for ways, before in [(ways, True) for ways in BEFORE] + [(ways, False) for ways in BEHIND]:
        for at, word in enumerate(words):
            if word in ways and (at + 1 < len(words) if before else 0 < at == len(words) - 1):
                found += [" ".join(words[:at] + [way] + words[at + 1 :]) for way in ways]
    return found


def initials(form: str, kind: str) -> List[str]:
    match = re.fullmatch(r"([A-Z]\.?(?: [A-Z]\.?){1,2}|(?:[A-Z]\.){2,3}|[A-Z]{2}) (.+)", form)
    if kind != "person":
        return []
    if match:
        letters = re.sub(r"[. ]", "", match[1])
        return [f"{way} {match[2]}" for way in (".".join(letters) + ".", ". ".join(letters) + ".", letters)]
    return [re.sub(r" ([A-Z])\. ", r" \1 ", form, count=1), re.sub(r" ([A-Z]) ", r" \1. ", form, count=1)]


def dots(form: str, kind: str) -> List[str]:
    def other(word: str) -> str:
        if re.fullmatch(r"[A-Z]{2,5}", word) and word not in FIGURES:
            return "".join(letter + "." for letter in word)
        return word.replace(".", "") if re.fullmatch(r"(?:[A-Z]\.){2,5}", word) else word

    return [" ".join(other(word) for word in form.split(" "))] if kind in ("organization", "place") else []


def article(form: str, kind: str) -> List[str]:
    rest = form[len("The ") :]
    if not form.startswith("The ") or not rest[:1].isupper():
        return []
    body, long = kind == "organization", " " in rest
    return ([f"the {rest}"] if long or not body else []) + ([rest] if long and body else [])


def peoples(form: str, kind: str) -> List[str]:
    if kind != "demonym" or form.endswith(NO_PLURAL) or not form[-1:].islower():
        return []
    if form.endswith(MEN):
        return [form[:-2] + "en"]
    return [form[:-1] + "ies"] if re.search(r"[^aeiou]y$", form) else [form + "s"]


def drop(rows: List[Row], common) -> None:
    """Takes from every row the aliases that follow from another form of it with the same word on support.

    A derived form needs support where it is a common word, and gives way to a name of another kind: an alias that is one (*US*, *Tories*)
    says otherwise and stays.
    """
    kinds: Dict[str, Set[str]] = defaultdict(set)
    for row in rows:
        for form in row.forms():
            kinds[spelling(form)].add(row.kind)
    for row in rows:
        names = ([] if row.caution else [row.name], [row.name] if row.caution else [])
        for name, forms in zip(names, (row.aliases, row.context_aliases)):
            kept = list(name)
            # letters without marks follow from those with marks, and dots say nothing: look at those last
            for form in sorted(forms, key=lambda form: (plain(form) == form, "." in form)):
                follows = {unhyphened(other) for one in kept for other in spellings(one, row.kind) | {one}}
                says_more = form.replace(".", "").casefold() in common or len(kinds[spelling(form)]) > 1
                if unhyphened(form) not in follows or says_more:
                    kept.append(form)
            forms[:] = [form for form in forms if form in kept[len(name) :]]


def unhyphened(form: str) -> str:
    return re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", form)
