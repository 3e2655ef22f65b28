#!/usr/bin/env python3
"""Writes data/nicknames.csv: short and pet forms of given names, one row a pair.

`own` pairs are tools/own_nicknames.csv; `nicknames` pairs come from the PyPI package (Apache-2.0), which also lists rare
and historical pairs. Of those only the likely ones stay: both names are common today, the short one not far more so (Mary
is no pet form of Marsha), one person can bear both, and the long one begins like the short one (Cassie, Cassandra).

Fetch the pinned package into one folder and run after build_names.py (Python 3.8 or later, standard library only):

    pip download --no-deps nicknames==1.0.1
    python3 tools/build_nicknames.py FOLDER

The output is the same byte for byte for the same package.
"""

import csv
import io
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"

# Least weights in given_names.csv, and how far the two may differ in their share of women.
LEAST_NAME = 4
LEAST_NICKNAME = 3
FARTHEST = 60


def given_names():
    """name -> (female share, weight)"""
    with open(DATA / "given_names.csv", encoding="utf-8", newline="") as table:
        return {row["name"]: (int(row["female"]), int(row["weight"])) for row in csv.DictReader(table)}


def seen_in(nickname, name):
    """Whether the long name begins like the short one, its pet ending aside, and is longer."""
    stem = nickname.lower()
    for ending in ("ie", "ey", "y", "i"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 2:
            stem = stem[: -len(ending)]
            break
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return len(stem) >= 3 and name.lower().startswith(stem) and len(nickname) <= len(name) and len(stem) < len(name) - 1


def likely(nickname, name, given):
    if nickname not in given or name not in given:
        return False
    female, weight = given[name]
    short_female, short_weight = given[nickname]
    return (
        weight >= LEAST_NAME
        and short_weight >= LEAST_NICKNAME
        and short_weight <= weight + 1
        and abs(female - short_female) <= FARTHEST
        and seen_in(nickname, name)
    )


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: build_nicknames.py FOLDER_OF_PACKAGES")
    folder = pathlib.Path(sys.argv[1])
    wheels = sorted(folder.glob("nicknames-1.0.1-*.whl"))
    if not wheels:
        sys.exit(f"{folder}: no nicknames-1.0.1 wheel; fetch it as the head of this script says")
    with open(HERE / "own_nicknames.csv", encoding="utf-8", newline="") as table:
        pairs = {(row["nickname"], row["name"]): "own" for row in csv.DictReader(table)}
    given = given_names()
    text = zipfile.ZipFile(wheels[0]).read("nicknames/names.csv").decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        pair = (row["name2"].capitalize(), row["name1"].capitalize())
        if likely(*pair, given):
            pairs.setdefault(pair, "nicknames")
    rows = sorted(((*pair, source) for pair, source in pairs.items()), key=lambda row: [cell.encode("utf-8") for cell in row])
    with open(DATA / "nicknames.csv", "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["nickname", "name", "source"])
        table.writerows(rows)
    print(f"nicknames.csv: {len(rows)} rows")


if __name__ == "__main__":
    main()
