#!/usr/bin/env python3
"""Measures the command on the development sets and prints one table.

    train/score.py                     build, measure, print the table and what fell since the last one
    train/score.py --update            and write it to train/SCORES.md
    train/score.py --only ner-re3d-dev quotes-news-dev

The sets and their scorers lie in the folder that the environment variable ONRECORD_EVAL names; without it nothing is measured.
Every offset that the command writes is checked against the text; a wrong one is an error. Python 3.8 or later, standard
library only.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

# Sets on whose articles weights or tables were trained: their rows are marked, for they say little about other articles.
TRAINED_ON = frozenset()

QUOTES = {"quotes-news-dev": "spans-news-dev", "quotes-lit-dev": "spans-lit-dev"}
# Sets of which the name tagger learnt a part: measured on the articles it did not see, in a row that says so.
ODD_HALF, A_FIFTH = ", odd half", ", a fifth"
UNSEEN = {"ner-worldwide-dev": A_FIFTH, "ner-re3d-dev": ODD_HALF, "ner-crossner-politics-dev": ODD_HALF}
PARTS = {ODD_HALF: slice(1, None, 2), A_FIFTH: slice(0, None, 5)}
NAMES = ("ner-worldwide-dev", "ner-cleanconll-dev", "ner-conll2003-dev", "ner-re3d-dev", "ner-crossner-politics-dev")

# Sets for the gazetteer alone (`--no-grammar`), where nothing is learnt: measured whole.
LISTED = ("ner-conll2003-dev", "ner-worldwide-dev", "ner-cleanconll-dev", "ner-crossner-politics-dev")

# What to take from the scorer's answer.
SPAN_FIGURES = (
    ("core F1", "core", "f1"),
    ("core accuracy", "core", "accuracy"),
    ("core precision", "core", "precision"),
    ("core head-strict F1", "core", "strict_f1"),
    ("not speech, given a speaker", "not_speech", "false_attribution_rate"),
)
QUOTE_FIGURES = (("content overlap F1", "content", "overlap", "f1"), ("end-to-end F1", "end_to_end", "f1"))
NAME_FIGURES = (
    ("strict F1", "all", "strict", "f1"),
    ("strict F1, people", "by_type", "PER", "strict", "f1"),
    ("strict F1, organisations", "by_type", "ORG", "strict", "f1"),
    ("strict F1, places", "by_type", "LOC", "strict", "f1"),
)
LISTED_FIGURES = (
    ("places, strict precision", "by_type", "LOC", "strict", "p"),
    ("places, strict recall", "by_type", "LOC", "strict", "r"),
    ("places, strict F1", "by_type", "LOC", "strict", "f1"),
    ("organisations, strict precision", "by_type", "ORG", "strict", "p"),
    ("organisations, strict recall", "by_type", "ORG", "strict", "r"),
    ("people, strict precision", "by_type", "PER", "strict", "p"),
    ("people, strict recall", "by_type", "PER", "strict", "r"),
)
LOWER_IS_BETTER = frozenset({"not speech, given a speaker"})
SPEED = ("all of these", "speed in MB/s")
# Speed varies with what else the machine does: only a fall by more than this share is reported.
SPEED_NOISE = 0.25

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "train" / "SCORES.md"
# The tables of the page, by the comment that each stands behind.
SCORES, ALONE = "scores", "scores of the gazetteer alone"
# Columns of earlier measurements that the page keeps; older ones are in the history of the repository.
COLUMNS = 8


def run(command, **options):
    """The standard output of a command; its failure ends the program with its message."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        message = done.stderr.decode("utf-8", "replace").strip() or done.stdout.decode("utf-8", "replace").strip()
        sys.exit(f"{' '.join(map(str, command))}\nexit code {done.returncode}: {message}")
    return done.stdout


def pick(answer, *path):
    """A figure in per cent; 0 where the scorer had nothing to divide by, for then nothing was found."""
    for key in path:
        answer = answer[key]
    return 100 * (answer or 0)


class Measurement:
    """The figures of one run, by set and measure, in the order of the table."""

    def __init__(self, evaluation, command, folder):
        self.evaluation, self.command, self.folder = evaluation, command, folder
        self.figures = {}
        self.bytes, self.seconds = 0, 0.0

    def gold(self, name):
        """The file of a set, or of the part of it that was not learnt."""
        whole, comma, part = name.partition(", ")
        if not comma:
            return self.evaluation / f"{name}.jsonl"
        file = self.folder / f"{name}.jsonl"
        if not file.exists():
            with open(self.evaluation / f"{whole}.jsonl", "rb") as lines:
                file.write_bytes(b"".join([line for line in lines if line.strip()][PARTS[comma + part]]))
        return file

    def extract(self, name, what, *options):
        """Runs a set through the command; gives the file of predictions."""
        gold = self.gold(name)
        out, predictions = self.folder / f"{name}.out", self.folder / f"{name}.pred"
        with open(gold, "rb") as source:
            begin = time.monotonic()
            flags = ["--input", "jsonl", "--format", "jsonl", "--acts", "all"]
            out.write_bytes(run([self.command, "extract", *flags, *options], stdin=source))
            self.seconds += time.monotonic() - begin
        with open(gold, encoding="utf-8") as lines:
            self.bytes += sum(len(json.loads(line)["text"].encode("utf-8")) for line in lines)
        predictions.write_bytes(run([sys.executable, self.evaluation / "to_pred.py", what, out, "--gold", gold]))
        return predictions

    def score(self, what, name, predictions, figures, label="", options=()):
        scorer = [sys.executable, self.evaluation / "score.py", what, self.gold(name), predictions]
        answer = json.loads(run([*scorer, "--json", "--boot", "0", *options]))
        for measure, *path in figures:
            self.figures[name, label + measure] = pick(answer, *path)

    def linked(self, name, spans):
        """Measures naming where a person whom the article names by one word only goes by the name of the only row linked."""
        gold, out, predictions = self.gold(name), self.folder / f"{name}.linked.out", self.folder / f"{name}.linked.pred"
        with open(self.folder / f"{name}.out", encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as linked:
            for document in map(json.loads, lines):
                names = {}
                for entity in document["entities"]:
                    rows = {link["id"]: link["name"] for link in entity["links"]}
                    if entity["kind"] == "person" and " " not in entity["name"] and len(rows) == 1:
                        names[entity["id"]] = next(iter(rows.values()))
                for speaker in (speaker for quote in document["quotes"] for speaker in quote["speakers"]):
                    speaker["name"] = names.get(speaker["entity"], speaker["name"])
                linked.write(json.dumps(document, ensure_ascii=False) + "\n")
        predictions.write_bytes(run([sys.executable, self.evaluation / "to_pred.py", "quotes", out, "--gold", gold]))
        self.naming(spans, predictions, ", read with its link")

    def naming(self, name, predictions, label=""):
        answer = run([sys.executable, self.evaluation / "naming.py", self.evaluation / f"{name}.jsonl", predictions]).decode()
        for kind, total, share in re.findall(r"^(\w+) +n= *(\d+) .*right name +([\d.]+) %", answer, re.MULTILINE):
            if int(total) > 0:
                self.figures[name, f"right name for a {kind}{label}"] = float(share)

    def quotes(self, name):
        predictions = self.extract(name, "quotes")
        spans = QUOTES[name]
        self.score("spans", spans, predictions, SPAN_FIGURES)
        self.naming(spans, predictions)
        self.linked(name, spans)
        self.score("quotes", name, predictions, QUOTE_FIGURES, "all kinds: ")
        self.score("quotes", name, predictions, QUOTE_FIGURES, "direct and mixed: ", ["--kinds", "direct,mixed"])

    def names(self, name):
        name += UNSEEN.get(name, "")
        self.score("ner", name, self.extract(name, "ner"), NAME_FIGURES)

    def listed(self, name):
        self.score("ner", name, self.extract(name, "ner", "--no-grammar"), LISTED_FIGURES)


def row_name(row):
    name, measure = row
    return f"{name} (trained on)" if name in TRAINED_ON else name, measure


def begin(section):
    return f"<!-- {section} -->"


def end(section):
    return f"<!-- end of {section} -->"


def committed(section):
    """The headings and figures of a table as last committed, newest first: [(heading, {(set, measure): figure})]."""
    show = ["git", "show", f"HEAD:{PAGE.relative_to(ROOT).as_posix()}"]
    page = subprocess.run(show, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    body = page.stdout.decode("utf-8").partition(begin(section))[2].split(end(section))[0]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in body.splitlines() if line.startswith("|")]
    if len(rows) < 2:
        return []
    columns = [(heading, {}) for heading in rows[0][2:]]
    for name, measure, *figures in rows[2:]:
        for (_, column), figure in zip(columns, figures):
            if figure not in ("", "–"):
                column[name.replace(" (trained on)", ""), measure] = float(figure)
    return columns


def table(columns):
    rows = list(dict.fromkeys(row for _, figures in columns for row in figures))
    lines = ["| set | measure | " + " | ".join(heading for heading, _ in columns) + " |", "|---|---|" + "---:|" * len(columns)]
    for row in rows:
        cells = [f"{figures[row]:.1f}" if row in figures else "–" for _, figures in columns]
        lines.append("| " + " | ".join([*row_name(row), *cells]) + " |")
    return "\n".join(lines)


def falls(old, new):
    for row, before in old.items():
        if row not in new:
            continue
        now = round(new[row], 1)
        noise = before * SPEED_NOISE if row == SPEED else 0.05
        worse = now - before if row[1] in LOWER_IS_BETTER else before - now
        if worse > noise:
            yield f"{row[0]}, {row[1]}: {before:.1f} → {now:.1f}"


def evaluation_folder():
    """The folder of the development sets; nothing, and a line that says so, where none is named."""
    if not os.environ.get("ONRECORD_EVAL"):
        print("ONRECORD_EVAL is not set, so nothing was measured; it names the folder of the development sets and their scorers.")
        return None
    evaluation = pathlib.Path(os.environ["ONRECORD_EVAL"]).resolve()
    if not (evaluation / "score.py").exists():
        sys.exit(f"ONRECORD_EVAL: {evaluation} holds no score.py")
    return evaluation


def built(command=None):
    """The command to measure, built where none is given."""
    if command is None:
        run(["cargo", "build", "--release", "--quiet", "--package", "onrecord-cli"], cwd=ROOT)
        command = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "onrecord"
    return command.resolve()


def when():
    """Date and commit of a measurement."""
    commit = run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT).decode().strip()
    changed = "+" if run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=ROOT).strip() else ""
    return f"{datetime.date.today()} {commit}{changed}"


def write(page, section, body):
    """Puts a section of a page anew."""
    before, _, rest = page.read_text(encoding="utf-8").partition(begin(section))
    after = rest.partition(end(section))[2]
    page.write_text(f"{before}{begin(section)}\n\n{body}\n\n{end(section)}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the table to train/SCORES.md")
    parser.add_argument("--only", nargs="+", metavar="SET", choices=[*QUOTES, *NAMES], help="measure these sets only")
    parser.add_argument("--command", type=pathlib.Path, metavar="FILE", help="a built command, instead of building it")
    arguments = parser.parse_args()
    if arguments.update and arguments.only:
        parser.error("--update takes all sets")
    evaluation = evaluation_folder()
    if evaluation is None:
        return
    command = built(arguments.command)
    chosen = arguments.only or [*QUOTES, *NAMES]
    with tempfile.TemporaryDirectory() as folder:
        alone = Measurement(evaluation, command, pathlib.Path(folder))
        for name in filter(chosen.__contains__, LISTED):
            alone.listed(name)
        measurement = Measurement(evaluation, command, pathlib.Path(folder))
        for name in filter(chosen.__contains__, QUOTES):
            measurement.quotes(name)
        for name in filter(chosen.__contains__, NAMES):
            measurement.names(name)
    if not arguments.only:
        measurement.figures[SPEED] = measurement.bytes / 1e6 / measurement.seconds
    heading = when()
    for section, figures in ((SCORES, measurement.figures), (ALONE, alone.figures)):
        columns = [(heading, figures), *committed(section)]
        if arguments.only:
            columns = [(heading, {row: old[row] for row in old if row in figures}) for heading, old in columns]
        print(f"{section}:", table(columns[:2]), sep="\n\n")
        if len(columns) > 1:
            fallen = list(falls(columns[1][1], figures))
            print("", *(["Fallen since the last table:", *fallen] if fallen else ["Nothing has fallen since the last table."]), sep="\n")
        print()
        if arguments.update:
            write(PAGE, section, table(columns[:COLUMNS]))


if __name__ == "__main__":
    main()
