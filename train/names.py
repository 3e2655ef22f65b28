#!/usr/bin/env python3
"""Measures how names fitted to some articles do on others, and writes train/NAMES.md.

    train/names.py                     fit, measure, print the tables
    train/names.py --update            and write them to train/NAMES.md
    train/names.py --only families     one table: mixes or families
    train/names.py --quick             first look only and half the passes: a hint in a fifth of the time

Reads annotated articles from the folder that the environment variable ONRECORD_EVAL names; without it nothing is measured. The fits
take a quarter of an hour on one core. Python 3.8 or later, standard library only.
"""

import argparse
import datetime
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "train" / "NAMES.md"

CONLL, OPEN, RE3D, WORLDWIDE = ["conll2003-train"], ["open-train"], ["re3d-dev"], ["worldwide-dev"]
POLITICS = ["crossner-politics-train", "crossner-politics-dev"]
CONLL_DEV = ["conll2003-dev", "cleanconll-dev"]

# What is fitted to, and what is scored; where nothing is named the last set is scored by cross-validation.
MIXES = (
    ("five folds, all else in training", CONLL + POLITICS + OPEN + RE3D, WORLDWIDE, True),
    ("worldwide left out", CONLL + POLITICS + OPEN + RE3D, WORLDWIDE, False),
    ("politics left out", CONLL + OPEN + RE3D + WORLDWIDE, POLITICS, False),
    ("re3d left out", CONLL + POLITICS + OPEN + WORLDWIDE, RE3D, False),
    ("all but the set itself", CONLL + POLITICS + OPEN + RE3D + WORLDWIDE, CONLL_DEV, False),
    ("openly licensed only", OPEN + POLITICS[:1], WORLDWIDE + POLITICS[1:] + RE3D + CONLL_DEV, False),
)
# Facts are left out of a fit to these, which is scored on those.
FAMILIES_ON = (CONLL + POLITICS[:1] + OPEN, WORLDWIDE + POLITICS[1:] + RE3D + CONLL_DEV[1:])

FIGURES = ("P", "R", "F1", "people", "organisations", "places")


def train(*arguments):
    """What `onrecord-train names` prints; its failure ends the program with its message."""
    command = ["cargo", "run", "--locked", "--release", "-q", "-p", "onrecord-train", "--", "names", *arguments]
    if "ONRECORD_TRAIN" in os.environ:
        command = [os.environ["ONRECORD_TRAIN"], "names", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def rows(printed):
    """The lines of scores: a name and six figures."""
    for line in printed.splitlines()[1:]:
        found = re.match(r"(.*?)((?:\s+-?\d+\.\d+){3}) \|((?:\s+-?\d+\.\d+){3})$", line)
        if found:
            yield found[1].strip(), [float(figure) for figure in (found[2] + found[3]).split()]


def table(heads, lines):
    body = ["| " + " | ".join(heads) + " |", "|" + "---|" * 2 + "---:|" * (len(heads) - 2)]
    return "\n".join(body + ["| " + " | ".join(line) + " |" for line in lines])


def mixes(files, options):
    lines = []
    for title, fitted, scored, by_folds in MIXES:
        if by_folds:
            printed = train("cv", *files(scored), "--with", *files(fitted), *options)
        else:
            printed = train("eval", *files(fitted), "--on", *files(scored), *options)
        for name, figures in rows(printed):
            if not name.startswith("fold"):
                lines.append([title, set_name(name), *(f"{figure:.1f}" for figure in figures)])
    return table(["fitted to", "scored on", *FIGURES], lines)


def families(files, options):
    fitted, scored = map(files, FAMILIES_ON)
    f1 = {}
    for name, figures in rows(train("ablate", *fitted, "--on", *scored, *options)):
        family, _, file = name.partition(": ")
        f1.setdefault(family.replace("without ", ""), {})[set_name(file)] = figures[2]
    whole = f1.pop("all facts")
    mean = lambda by_set: sum(by_set.values()) / len(by_set)
    lines = [["all facts", f"{mean(whole):.1f}", *(f"{figure:.1f}" for figure in whole.values())]]
    for family, by_set in sorted(f1.items(), key=lambda item: mean(item[1])):
        change = {name: figure - whole[name] for name, figure in by_set.items()}
        if not any(change.values()):
            continue  # there was no fact of it to leave out
        lines.append([f"without {family}", f"{mean(change):+.1f}", *(f"{figure:+.1f}" for figure in change.values())])
    body = table(["facts", "mean F1", *whole], lines)
    return body.replace("|---|---|", "|---|---:|", 1)


def set_name(file):
    return re.sub(r"^ner-|\.jsonl.*$", "", file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the tables to train/NAMES.md")
    parser.add_argument("--only", choices=["mixes", "families"], help="one of the tables")
    parser.add_argument("--quick", action="store_true", help="quick fits")
    arguments = parser.parse_args()
    if not os.environ.get("ONRECORD_EVAL"):
        print("ONRECORD_EVAL is not set, so nothing was measured; it names the folder of annotated articles.")
        return
    evaluation = pathlib.Path(os.environ["ONRECORD_EVAL"]).resolve()
    files = lambda sets: [str(evaluation / f"ner-{name}.jsonl") for name in sets]
    options = ["--quick"] if arguments.quick else []
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    how = " by quick fits (first look only)" if arguments.quick else ""
    for section, measure in (("mixes", mixes), ("families", families)):
        if arguments.only not in (None, section):
            continue
        body = f"Measured on {datetime.date.today()} at {head}{how}.\n\n{measure(files, options)}"
        print(body, end="\n\n", flush=True)
        if arguments.update:
            before, begin, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {section} -->")
            end = f"<!-- end of {section} -->"
            page = f"{before}{begin}\n\n{body}\n\n{end}{rest.partition(end)[2]}"
            PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
