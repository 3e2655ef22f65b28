#!/usr/bin/env python3
"""Writes data/common_words.csv: plain lower-case English words with their SCOWL level.

A low level is a frequent word: 10 and 20 everybody's, 35 a small dictionary's, 50 a medium one's. The table tells whether a
capitalised word may be no name at all.

Run with Python 3.8 or later, standard library only; Debian's package scowl is fetched with apt-get (gazetteer/packages.py):

    python3 tools/build_common_words.py [FOLDER_OF_PACKAGES]

The output is the same byte for byte for the same package.
"""

import csv
import pathlib
import re
import sys

from gazetteer.packages import Missing, Packages

LEVELS = (10, 20, 35, 40, 50)
REGIONS = ("english", "american", "british", "british_z")

# Lower-case entries of SCOWL that news text hardly ever means as a word: a dance, a gin, a fabric, a brand.
NAMES = frozenset(
    """
    afghan afghans amazon amazons astrakhan billy bobby boston brad bohemian bohemians chi dell dick dirk doe geneva google hank
    harry hector hogan intel japan jasper jimmy jock john johns lee levy madras maria martin meg mike newton nestle noel noels
    oxford oxfords peter peters phoebe reeves rick roger rogers sawyer shanghai sims soviet stein stokes snickers tom tony terry
    thatcher troy tucker twitter victor wales wellington yahoo
    """.split()
)


def levels(packages):
    """The lowest level of every plain word in the lists."""
    found = {}
    there = {file.rsplit("/", 1)[-1] for file in packages.files("scowl")}
    for level in LEVELS:
        for region in REGIONS:
            if f"{region}-words.{level}" not in there:
                continue
            for word in packages.text("scowl", f"{region}-words.{level}", "latin-1").split():
                if re.fullmatch("[a-z]+", word) and word not in NAMES:
                    if len(word) > 1 or word in ("a", "o"):
                        found.setdefault(word, level)
    return found


def main():
    try:
        words = levels(Packages(*sys.argv[1:2]))
    except Missing as error:
        sys.exit(f"build_common_words.py: {error}")
    target = pathlib.Path(__file__).resolve().parent.parent / "data" / "common_words.csv"
    with open(target, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["word", "level"])
        table.writerows(sorted(words.items()))
    print(f"{target.name}: {len(words)} rows")


if __name__ == "__main__":
    main()
