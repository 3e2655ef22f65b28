#!/usr/bin/env python3
"""Writes data/gazetteer.csv from pinned packages and from our own lists (Python 3.8 or later, standard library only).

    python3 tools/build_gazetteer.py            # rebuild data/gazetteer.csv and tools/gazetteer/ids.csv
    python3 tools/build_gazetteer.py --check    # rebuild in memory and compare byte for byte; exit code 1 if they differ
    python3 tools/build_gazetteer.py --sample 7 # 200 rows of the committed table to read through, drawn by this seed

The packages are fetched by name and version with npm, pip and apt-get into `target/packages` (`--packages FOLDER` for another
folder) and are fetched once. Steps: sources, our own lists (tools/gazetteer/own), merge, marks for ambiguous forms, what follows by
rule, ids,
data/overrides.csv, write. The output is the same byte for byte for the same packages.
"""

import argparse
import collections
import difflib
import pathlib
import random
import sys

from gazetteer import ambiguity, derived, ids, merge, overrides, own, row, sources
from gazetteer.packages import FOLDER, Missing, Packages

# Rows that one reading takes.
READ = 200

TARGET = pathlib.Path(__file__).resolve().parent.parent / "data" / "gazetteer.csv"


def build(packages):
    """The text of the table and the text of the ledger."""
    rows = merge.merge(own.rows(), sources.rows(packages))
    words = ambiguity.Words()
    ambiguity.mark(rows, words)
    derived.drop(rows, words.common)
    ledger = ids.read()
    ids.assign(rows, ledger)
    rows = overrides.apply(rows, overrides.read())
    ambiguity.verify(rows)
    for one in rows:
        ids.note(one, ledger)
    return rows, row.text(rows), ids.text(ledger)


def report(rows):
    """Counts by kind, type and source."""
    for title, key in (("kind", lambda r: r.kind), ("type", lambda r: f"{r.kind} {r.type}"), ("source", lambda r: r.source)):
        counts = collections.Counter(key(one) for one in rows)
        print(f"by {title}: " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    forms = sum(len(one.forms()) for one in rows)
    print(f"{len(rows)} rows, {forms} forms, {sum(len(one.safe()) for one in rows)} of them safe on sight")


def differs(path, text):
    """Whether the file holds another text; says how."""
    there = path.read_bytes().decode("utf-8") if path.exists() else ""
    if there == text:
        return False
    lines = list(difflib.unified_diff(there.splitlines(), text.splitlines(), "committed", "rebuilt", lineterm="", n=0))
    changed = [line for line in lines[2:] if not line.startswith("@@")]
    gone, new = (sum(line[0] == sign for line in changed) for sign in "-+")
    print(f"{path.name} differs: {gone} lines only committed, {new} only rebuilt")
    print("\n".join(changed[:20]))
    return True


def sample(seed):
    """The header and some rows of the committed table, drawn at random."""
    header, *rows = TARGET.read_text(encoding="utf-8").splitlines()
    return "\n".join([header, *random.Random(seed).sample(rows, READ)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files instead of writing them")
    parser.add_argument("--packages", type=pathlib.Path, default=FOLDER, help="where packages are kept (default: target/packages)")
    parser.add_argument("--sample", type=int, metavar="SEED", help=f"print {READ} rows of the committed table, drawn by this seed")
    options = parser.parse_args()
    if options.sample is not None:
        print(sample(options.sample))
        return
    try:
        rows, table, ledger = build(Packages(options.packages))
    except (Missing, ValueError) as error:
        sys.exit(f"build_gazetteer.py: {error}")
    if options.check:
        found = [differs(path, text) for path, text in ((TARGET, table), (ids.LEDGER, ledger))]
        sys.exit(1 if any(found) else None)
    for path, text in ((TARGET, table), (ids.LEDGER, ledger)):
        path.write_bytes(text.encode("utf-8"))
    report(rows)


if __name__ == "__main__":
    main()
