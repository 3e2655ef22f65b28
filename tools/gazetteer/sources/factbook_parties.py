"""Political parties of the World Factbook, with the country.

An entry reads "Name (local name) or ACRONYM". A name that several countries' parties bear (Socialist Party) is one row without a
country; a name made of everyday words only is given as needing context. Acronyms of fewer than four letters, and those that
several parties share, need context too.
"""

import re
from collections import Counter, defaultdict

from ..amend import amended
from ..cia import bare, pages
from ..row import Row, fold
from ..words import is_common, stands_alone

NO_NAME = re.compile(
    r"\b(none|independents?|other|parties|coalitions?|includ\w+|former\w*|dissolved|known|factions?|banned|note|candidates|"
    r"various|lists?|political|system|Ministry|leaders|government|several|alliance of|composed|merge\w*|founded|splinter|"
    r"Northern Ireland|Scotland|Wales)\b",
    re.I,
)
SMALL = {
    "a", "al", "an", "and", "at", "ca", "contre", "d", "da", "das", "de", "del", "der", "des", "di", "die", "do", "dos", "du",
    "e", "el", "en", "et", "for", "from", "für", "i", "in", "la", "le", "les", "na", "o", "of", "on", "par", "para", "per",
    "por", "pour", "the", "to", "u", "und", "with", "y", "za", "ya", "cha", "ng", "wa",
}
HEAD = re.compile(
    r"\b(Action|Agenda|Alliance|Assembly|Bloc|Centre|Center|Coalition|Congress|Convention|Convergence|Democracy|Democrats|"
    r"Federation|Forces?|Forum|Front|Initiative|Labou?r|League|Liberals|List|Movement|National|Organi[sz]ation|Party|Rally|"
    r"Republicans|Socialists|Union|Unity|Greens)\b"
)
ACRONYM = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž]{0,3}[A-ZÀ-Ž][A-Za-zÀ-ž+/-]{0,7}$")


def rows(packages):
    return amended("factbook", parties(packages))


def parties(packages):
    entries = []
    for page in pages(packages):
        listed = page.body.get("Government", {}).get("Political parties", {}).get("text", "")
        for line in re.split(r"<br ?/?>|</p>", listed):
            names, acronyms = parse(bare(line))
            if names:
                entries.append((page.country, names, acronyms))
    countries = defaultdict(set)
    for country, names, _ in entries:
        for name in names:
            countries[key(name)].add(country)
    shared = Counter(acronym for _, _, acronyms in entries for acronym in set(acronyms))
    given = set()
    for country, names, acronyms in entries:
        common = len(countries[key(names[0])]) > 1
        if key(names[0]) in given and common or (key(names[0]), country) in given:
            continue
        given |= {key(names[0]), (key(names[0]), country)}
        own = [name for name in names[1:] if len(countries[key(name)]) == 1 and not is_common(name)]
        row = Row("organization", "party", names[0], country="" if common else country, weight=45, source="factbook")
        row.caution = needs_context(names[0])
        row.name, *british = labour(names[0], row.country)
        if not common:
            row.aliases = [name for name in own if not needs_context(name)] + british
            row.context_aliases = [name for name in own if needs_context(name)]
            for acronym in acronyms:
                safe = shared[acronym] == 1 and len(acronym) > 3 and acronym.isalpha() and acronym.isupper() and not is_common(acronym)
                (row.aliases if safe else row.context_aliases).append(acronym)
        yield row


def key(name):
    return fold(name).replace("labor", "labour").replace("'", "")


def parse(line):
    """The names and the acronyms of an entry; nothing where it does not look like a party's name."""
    line = re.sub(r" of (?=[A-Z]{2,5}$)", " or ", line)
    line = re.split(r"; ?note|\bnote ?-|; | - (?=\(|founded|also)|\[", line)[0].replace("]", "")
    inside = [text.strip(" \"“”") for text in re.findall(r"\(([^()]*)\)", line)]
    line = re.sub(r"\([^()]*\)?", " ", line)
    line = re.sub(r"(?<! or) (?=[A-Z]{3,}$)", " or ", " ".join(line.split()))
    first, *others = [part.strip(" ,.\"“”") for part in line.split(" or ")]
    first = re.sub(r"^The (?=\S+ )", "", first).replace("’", "'")
    if not is_name(first) or NO_NAME.search(first):
        return [], []
    acronyms = [other for other in others + inside if ACRONYM.match(other) and ")" not in other]
    names = [first] + [other for other in others + inside if not ACRONYM.match(other) and is_name(other) and not NO_NAME.search(other)]
    return list(dict.fromkeys(names)), list(dict.fromkeys(acronyms))


def is_name(name):
    words = re.split(r"[\s/–-]+", name)
    return (
        3 < len(name) < 70
        and not re.search(r"[;:,()\d\"/]", name)
        and not name.isupper()
        and name[0].isupper()
        and all(word and (word[0].isupper() or word in SMALL or word[:2] in ("d'", "l'")) for word in words)
        and (len(words) > 1 and (not is_common(name) or HEAD.search(name) is not None) or len(words) == 1 and stands_alone(name))
    )


def needs_context(name):
    """Whether the name is two or three everyday words (Justice Party), or a single word."""
    return " " not in name or is_common(name) and len(name.split()) < 4


def labour(name, country):
    """The name; where a party of Labour is not American or Australian, in British spelling first, for the Factbook prints *Labor*."""
    british = re.sub(r"\bLabor\b", "Labour", name)
    return [name] if british == name or country in ("US", "AU") else [british, name]
