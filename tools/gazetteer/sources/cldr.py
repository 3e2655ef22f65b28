"""Countries and territories under the names that Unicode's CLDR gives them in English, continents and their parts."""

import json
import re
from typing import Dict, List

from ..packages import Packages
from ..row import Row

TERRITORY_WEIGHT, REGION_WEIGHT = 50, 45
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
