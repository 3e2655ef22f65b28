"""Countries and territories under the names that Unicode's CLDR gives them in English, continents and their parts, and regions.

Regions are the first level of countries whose entries are clean and whose names an English paper prints; their second level
(French departments, Moroccan provinces) has too many names that are words, people or towns.
"""

import json
import re
from typing import Dict, List

from ..packages import Packages
from ..row import Row, plain
from .geonames import TRANSCRIBED

# Countries whose first-level regions are taken. The pattern, where there is one, tells first-level codes from second-level ones.
REGIONS = {
    "us": "", "ca": "", "au": "", "gb": "", "de": "", "in": "", "br": "", "mx": "", "jp": "", "ng": "", "pk": "", "id": "", "za": "",
    "ir": "", "iq": "", "ke": "", "sy": "", "et": "", "ye": "", "mm": "", "my": "", "cl": "", "co": "", "ve": "", "ar": "", "af": "",
    "it": r"\d+",
    "es": "an|ar|as|cb|cl|cm|cn|ct|ex|ga|ib|md|nc|pv|ri|vc", "fr": "ara|bfc|bre|cor|cvl|ges|hdf|naq|occ|pac|pdl", "ph": r"\d+", "pl": "",
    "kr": "", "ru": "", "cn": "", "se": "", "at": "", "nl": "", "th": "", "tr": "", "eg": "", "sa": "",
}
STATES = {"us", "au"}
# Parts of the United Kingdom that are countries of their own or sums of them; units that bear a point of the compass or a kind only.
NOT_A_NAME = re.compile(
    r"\(|²|^(?:North|South|East|West|Central|Northern|Southern|Eastern|Western|Federal|Capital|Mountain|Highland|Federally|Mid)"
    r"(?: (?:District|Region|Capital Territory|Borders|West|East|Eastern|Western))?$"
    r"|^(?:Jewish|Oriental|Red Sea|New Valley|Down|Peter|Moscow Province)$"
)
# Russian and Polish entries that are the name of a people or a translation nobody uses.
NOT_IN = {
    "gb": {"eaw", "eng", "gbn", "nir", "sct", "ukm", "wls"}, "ru": {"al", "bu", "ce", "cu", "kb", "kc", "khm", "ko", "nen", "ud", "yev"},
    "pl": {"26"},
}
LONDON = set(
    "bdg ben bex bne bry cmd cry eal enf gre hav hck hil hmf hns hrw hry isl kec ktt lbh lew mrt nwm rdb ric stn swk twh wft wnd wsm"
    .split()
)
TERRITORY_WEIGHT, REGION_WEIGHT, STATE_WEIGHT = 50, 45, 60
# Islands with a reserved code, and the code of what they belong to.
RESERVED = {"AC": "SH", "TA": "SH", "DG": "IO", "CQ": "GG", "CP": "FR"}
# Groupings that are everyday names: UN codes of continents and of parts of them.
GROUPS = {
    "002": "continent", "009": "region", "142": "continent", "150": "continent", "003": "continent", "005": "continent",
    "013": "region", "011": "region", "014": "region", "015": "region", "017": "region", "018": "region", "021": "region",
    "029": "region", "030": "region", "034": "region", "035": "region", "039": "region", "053": "region", "054": "region", "061": "region",
    "143": "region", "145": "region", "151": "region", "154": "region", "155": "region", "202": "region", "419": "region",
}


def rows(packages: Packages) -> List[Row]:
    return territories(packages) + regions(packages)


def territories(packages: Packages) -> List[Row]:
    table = json.loads(packages.text("cldr-localenames-full", "main/en/territories.json"))
    names: Dict[str, str] = table["main"]["en"]["localeDisplayNames"]["territories"]
    found = []
    for code, name in sorted(names.items()):
        if code in GROUPS:
            found.append(Row(kind="place", source="cldr", type=GROUPS[code], name=name, weight=REGION_WEIGHT))
        elif re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AQ", "IC", "EA"):
            variants = [names[key] for key in sorted(names) if key.startswith(code + "-alt")]
            forms = [form for name in (name, *variants) for form in spelled(name)]
            forms = [form for at, form in enumerate(forms) if form not in forms[:at] and not re.fullmatch("[A-Z]{2}", form)]
            type = "island" if code in RESERVED else "territory"
            country = RESERVED.get(code, code)
            row = Row(kind="place", source="cldr", type=type, name=forms[0], aliases=forms[1:], country=country)
            row.weight = TERRITORY_WEIGHT
            found.append(row)
    return found


def spelled(name: str) -> List[str]:
    """A territory's name, also with `Saint` for `St.` and `and` for `&`. `Congo` alone is neither of the two."""
    if name.startswith("Congo ("):
        return []
    name = name.replace("’", "'").split(" (")[0].replace(" - ", "-").replace(" SAR China", "")
    return [name.replace("St. ", "Saint ").replace(" & ", " and "), name.replace(" & ", " and ")]


def regions(packages: Packages) -> List[Row]:
    table = json.loads(packages.text("cldr-subdivisions-full", "subdivisions/en/en.json"))
    names: Dict[str, str] = table["subdivisions"]["localeDisplayNames"]["subdivisions"]
    found = []
    for code, name in sorted(names.items()):
        country, part = code[:2], code[2:]
        pattern = REGIONS.get(country)
        if pattern is None or (pattern and not re.fullmatch(pattern, part)) or part in NOT_IN.get(country, ()) or NOT_A_NAME.search(name):
            continue
        name = name.replace("’", "'").replace("–", "-")
        if country.upper() in TRANSCRIBED:
            name = plain(name)
        type = "state" if country in STATES else "district" if country == "gb" and part in LONDON else "region"
        weight = STATE_WEIGHT if type == "state" else REGION_WEIGHT
        found.append(Row(kind="place", source="cldr", type=type, name=name, country=country.upper(), weight=weight, yields=True))
    return found
