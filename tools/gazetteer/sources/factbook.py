"""Countries and territories with their long names, their capitals, and what their people are called.

The Factbook's largest urban areas are left out: they are agglomerations under hyphenated or misspelt names, and GeoNames has
every city among them.
"""

import re
from typing import Iterator, List

from ..cia import Page, pages
from ..packages import Packages
from ..row import Row

# Pages of no country and of no territory that has a name of its own.
NOT_ONE = {"xx", "ee", "um", "gz", "we", "ip"}
# Pages of what is no sovereign state. The Factbook says so in many words, none of them regular.
TERRITORIES = set(
    "aa aq at av ax ay bd bq bv cj ck cq cr cw dx fk fo fp fs gi gk gl gq hk hm im io je jn kt mc mh nc ne nf nn pc pf pg rn rq"
    " sb sh sv sx tb tk tl tw uc vi vq wf wi wq".split()
)
# Territories whose people are called by another country's adjective only.
NO_PEOPLE = {"hk", "mc", "sb"}
COUNTRY, TERRITORY, CAPITAL, TERRITORY_CAPITAL = 80, 50, 60, 40


def rows(packages: Packages) -> List[Row]:
    found: List[Row] = []
    for page in pages(packages):
        if page.code not in NOT_ONE and page.text("Government", "Country name", "conventional short form"):
            found += [row for row in (country(page), *capitals(page), demonym(page)) if row is not None]
    return found


def named(page: Page, form: str) -> str:
    """A form of the country's name: without notes and brackets, nothing where the page says `none`."""
    text = page.text("Government", "Country name", form).split(";")[0].split(" (")[0].strip()
    return "" if text == "none" else text


def country(page: Page) -> Row:
    short, long = named(page, "conventional short form"), named(page, "conventional long form")
    forms = [form for form in (short, long) if form and form not in ("DRC", "The Dominican")]
    aliases = forms[1:]
    aliases += [form[len("The ") :] for form in forms if form.startswith("The ")]
    territory = page.code in TERRITORIES
    return Row(
        kind="place", source="factbook", type="territory" if territory else "country", name=forms[0], aliases=aliases, country=page.country,
        weight=TERRITORY if territory else COUNTRY,
    )


def capitals(page: Page) -> Iterator[Row]:
    """Seats of government: `Pretoria (administrative capital); Cape Town (legislative capital)`."""
    text = re.sub(r"\([^)]*\)", "", page.text("Government", "Capital", "name"))
    weight = TERRITORY_CAPITAL if page.code in TERRITORIES else CAPITAL
    for name in re.split(r"[;,] ?", text.replace("Washington, D.C.", "Washington")):
        name = name.strip()
        # what is left are notes, and `The Settlement` and `West Island` of some atolls
        if re.fullmatch(r"(?!The |West |.*Cantonment)[A-Z]\S+(?: (?:[A-Z]\S*|la))*", name):
            yield Row(kind="place", source="factbook", type="capital", name=name, country=page.country, weight=weight)


def demonym(page: Page):
    """The adjective and the nouns for the people, singular; their plurals only where they are not regular."""
    forms: List[str] = []
    for form in ("adjective", "noun"):
        text = re.sub(r" \([^)]*\)", "", page.text("People and Society", "Nationality", form).split(";")[0])
        for name in re.split(r", (?:or )?| or |/", text):
            name = name.replace("(s)", "")
            plural = re.fullmatch(r"(\w+man)\(men\)|(\w+woman)\(women\)", name)
            if plural:
                singular = plural[1] or plural[2]
                forms += [singular, singular[:-2] + "en"]
            elif re.fullmatch(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*(?<! Island)", name) and name != "NA" and page.code not in NO_PEOPLE:
                forms.append(name)
    forms = [form for at, form in enumerate(forms) if form not in forms[:at]]
    # the adjectives of Kiribati, Singapore and others are the country's name; Aruba's and Curaçao's is also Dutch
    taken = {named(page, "conventional short form"), page.text("Government", "Capital", "name"), "Congo"}
    forms = [form for form in forms if form not in taken and (form != "Dutch" or page.code == "nl")]
    if not forms:
        return None
    return Row(kind="demonym", source="factbook", type="nationality", name=forms[0], aliases=forms[1:], country=page.country, weight=50)
