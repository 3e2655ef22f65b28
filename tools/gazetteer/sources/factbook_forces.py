"""Armed forces, police and space agencies of the World Factbook whose names tell the country (Royal Danish Navy).

The Factbook lists them in running text, "Botswana Defense Force (BDF): Ground Forces Command, ..."; a force named by its branch alone
(Navy) is left out. It spells *Defense* everywhere; outside America the British spelling stands first and the other as an alias.
"""

import re

from ..amend import amended
from ..cia import bare, pages
from ..row import Row
from ..words import is_common

FORCES = (("Military and Security", "Military and security forces"), ("Space", "Space agency/agencies"))
BRANCH = (
    r"Army|Navy|Air Force|Aerospace Force|Armed Forces|Military Forces|(?:Self-)?Defense (?:Forces?|Service|Troops)|"
    r"(?:Police|Constabulary)(?: Force| Service)?|Coast Guard|Gendarmerie|National Guard|Border Guard|Marine Corps|Regiment|"
    r"Space (?:Agency|Administration|Commission|Research Organi[sz]ation)"
)
NAME = re.compile(
    rf"(?<![\w'-])([A-Z][\w'-]+ (?:(?:[A-Z][\w'-]+|of|and|the) ){{0,5}}?(?:{BRANCH}))"
    r"((?: of(?: the)?(?: [A-Z][\w-]+)+(?: and(?: [A-Z][\w-]+)+)?)?)(?![\w'])(?: \(([A-Z]\w{2,7})[;,)])?"
)
NO_FORCE = re.compile(r"\b(Ministry|Department|Command|Directorate|Inspectorate)\b")
PLAIN = {"Gendarmerie", "Constabulary", "Arab", "Islamic", "PLA", "KPA"}
AMERICAN = {"US", "AS", "GU", "PR", "VI", "MP", "IL", "JP", "KR", "PH", "TW", "LR"}


def rows(packages):
    return amended("factbook", forces(packages))


def forces(packages):
    found = {}
    for page in pages(packages):
        for section, field in FORCES:
            text = page.body.get(section, {}).get(field, {}).get("text", "")
            for match in NAME.finditer(bare(re.sub(r"<br ?/?>|</p>", "; ", text)).replace("’", "'")):
                name = re.sub(r"^The ", "", match[1] + match[2])
                if tells_country(name):
                    add(found, page.country, name, match[3])
    return list(found.values())


def tells_country(name):
    """Whether a word of the name is a nation's or a country's name rather than an everyday word or a branch."""
    if NO_FORCE.search(name):
        return False
    return any(word[0].isupper() and word not in PLAIN and not is_common(word.replace("'s", "")) for word in name.split())


def add(found, country, name, acronym):
    british = name.replace("Defense", "Defence")
    forms = [name] if country in AMERICAN else list(dict.fromkeys([british, name]))
    type = "agency" if "Space" in name else "police" if re.search("Police|Constabulary", name) else "armed force"
    new = Row("organization", type, forms[0], aliases=forms[1:], country=country, weight=45, source="factbook")
    row = found.setdefault(forms[0], new)
    if row.country != country:
        row.country = ""
    if acronym and acronym.isupper() and acronym not in row.context_aliases:
        row.context_aliases.append(acronym)
