#!/usr/bin/env python3
"""Writes data/nicknames.csv: which given names people are also called by.

Sources:

* `nicknames`: a list of English names and nicknames kept by hand (PyPI `nicknames`, Apache-2.0)
* `own`: tools/own_nicknames.csv, names of other languages

Run with Python 3.8 or later, standard library only; the pinned package is fetched with pip (gazetteer/packages.py):

    python3 tools/build_nicknames.py [FOLDER_OF_PACKAGES]

Run build_names.py before: the column `female` of the given names tells which pairs join a man's name with a woman's. The output
is the same byte for byte for the same package.
"""

import csv
import pathlib
import re
import sys

from gazetteer.packages import Missing, Packages

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"

# Shares of women among a name's bearers, in hundredths, up to which and from which it is a man's or a woman's.
MEN, WOMEN = 20, 80

# Pairs of the package that are two names: brothers and sisters have them side by side.
APART = frozenset(
    """
    alice-lisa alicia-lisa amelia-emily annie-anna billy-robert caroline-carol emily-emma hannah-anna ian-john jonathan-john
    julia-julie marie-mary marilyn-mary melissa-lisa patrick-peter robert-bill robert-billy robert-rupert savannah-anna
    """.split()
)


def shares():
    with open(DATA / "given_names.csv", encoding="utf-8", newline="") as table:
        return {row["name"].lower(): int(row["female"]) for row in csv.DictReader(table)}


def crosses(name, nickname, female):
    """Whether one of them is a man's name and the other a woman's, and not its short form (*Samantha*, *Sam*)."""
    a, b = female.get(name), female.get(nickname)
    known = a is not None and b is not None
    apart = known and (a <= MEN and b >= WOMEN or a >= WOMEN and b <= MEN)
    return apart and not (name.startswith(nickname) and len(nickname) < len(name) - 1)


def pairs(packages):
    """(name, nickname) -> source."""
    female = shares()
    found = {}
    for row in csv.DictReader(packages.text("nicknames", "names.csv").splitlines()):
        name, nickname = row["name1"].strip().lower(), row["name2"].strip().lower()
        plain = all(re.fullmatch("[a-z]{2,}", word) for word in (name, nickname))
        if row["relationship"] == "has_nickname" and plain and f"{name}-{nickname}" not in APART:
            if name != nickname and not crosses(name, nickname, female):
                found[name.capitalize(), nickname.capitalize()] = "nicknames"
    with open(HERE / "own_nicknames.csv", encoding="utf-8", newline="") as own:
        for row in csv.DictReader(own):
            found[row["name"], row["nickname"]] = "own"
    return found


def main():
    try:
        found = pairs(Packages(*sys.argv[1:2]))
    except Missing as error:
        sys.exit(f"build_nicknames.py: {error}")
    rows = sorted(((*pair, source) for pair, source in found.items()), key=lambda row: [field.encode("utf-8") for field in row])
    target = DATA / "nicknames.csv"
    with open(target, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["name", "nickname", "source"])
        table.writerows(rows)
    print(f"{target.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
