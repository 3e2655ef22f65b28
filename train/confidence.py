#!/usr/bin/env python3
"""Measures whether confidence means what it says, and what is left at each bar.

    train/confidence.py                   build, measure the development articles, print the page
    train/confidence.py --folds FOLDER    and the training articles, each read with the tables of FOLDER/0, FOLDER/1 … that were
                                          fitted without it, as `train/fit.sh confidence` leaves them
    train/confidence.py … --update        and write train/CONFIDENCE.md, with the plots beside it
    train/confidence.py … --wrong 0.97    print what is wrong at this bar, to be read

Sets and scorer lie in the folder that the environment variable ONRECORD_EVAL names; without it nothing is measured. Python 3.8 or
later, standard library only.
"""

import argparse
import bisect
import datetime
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "train" / "CONFIDENCE.md"
BINS = 10
BARS = (0, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99)
TABLES = ("cue", "content", "attribution", "speech", "source", "speaker")
CORE = ("full", "fragment")


class Row:
    """A stretch in quotation marks and what came out for it."""

    def __init__(self, document, stretch, quote):
        self.document, self.stretch, self.quote = document, stretch, quote
        self.confidence, self.right, self.strict, self.apart = None, False, False, False

    @property
    def is_core(self):
        return self.stretch["is_speech"] and self.stretch["class"] in CORE


def best_quote(quotes, b, e):
    """The quote that covers most of a stretch, at least half; one with a source before others."""
    best = None
    for quote in quotes:
        parts = [(part["start"], part["end"]) for part in quote["parts"]]
        shared = sum(max(0, min(e, end) - max(b, start)) for start, end in parts)
        if 2 * shared >= e - b:
            key = (shared, bool(quote["source"]), -sum(end - start for start, end in parts))
            if best is None or key > best[0]:
                best = (key, quote)
    return best[1] if best else None


def last_of_phrase(text, begin, end):
    """Where the noun phrase of an annotated source ends before its apposition, bracket, preposition or relative clause."""
    first = True
    for word in text[begin:end].split():
        at = text.index(word, begin)
        if not first and (word.lower() in ("of", "in", "at", "for", "from", "with", "on", "to", "who", "which", "that") or word[0] == "("):
            return begin
        if word[-1] in ",;:)":
            return at + len(word) - 1
        begin, first = at + len(word), False
    return end


def is_slip(document, stretch, source):
    """Whether the annotation, not we, is wrong, as far as a rule can tell: source and cue swapped, or the head, which a program found,
    put into the apposition behind the name that we give."""
    text = document["text"]
    marked = stretch["source"]
    if not marked or not source:
        return False
    said = " ".join(text[b:e] for b, e in marked)
    cue = " ".join(text[b:e] for b, e in stretch.get("cue") or [])
    if said == said.lower() and cue[:1].isupper() and text[source["start"] : source["end"]] in cue:
        return True
    begin, end = marked[0]
    return begin <= source["start"] and source["end"] == last_of_phrase(text, begin, end)


def judge(score, documents, answers):
    """A row for each stretch that was judged."""
    for document in documents:
        words = score.Words(document["text"])
        outer = [quote for quote in answers[document["id"]]["quotes"] if quote["within"] is None]
        for stretch in document["spans"]:
            if stretch.get("ignore") or (stretch["is_speech"] and not stretch.get("source") and not stretch.get("speaker")):
                continue
            quote = best_quote(outer, stretch["b"], stretch["e"])
            row = Row(document, stretch, quote)
            if quote and (quote["source"] or quote["speakers"]):
                row.confidence = quote["confidence"]["speaker"]
                weigh(score, words, row)
            yield row


def weigh(score, words, row):
    if not row.stretch["is_speech"]:
        return
    text, stretch, source = row.document["text"], row.stretch, row.quote["source"]
    spans = [(source["start"], source["end"])] if source else []
    name = row.quote["speakers"][0]["name"] if row.quote["speakers"] else None
    head = score.source_checks(words, text, stretch, spans)[2]
    printed = text[spans[0][0] : spans[0][1]] if spans else ""
    given = name or (printed if printed and len(printed) <= 60 and not score.pron(printed) else None)
    agrees = bool(score.speaker_check(text, stretch, given))
    row.strict = bool(head) or agrees
    row.apart = row.strict or is_slip(row.document, stretch, source)
    # whose name stands behind a pronoun must be right too
    silver = stretch.get("source_type") == "pronoun" and name and stretch.get("speaker")
    row.right = row.apart and not (silver and not score.agree(name, stretch["speaker"]))


def bounds(score, documents, answers):
    """Confidence and outcome of every quote: does it share four fifths of its words with an annotated one?"""
    for document in documents:
        words = score.Words(document["text"])
        gold = [words.of([tuple(span) for span in quote["content"]]) for quote in document["quotes"]]
        open_places = words.of([tuple(span) for key in ("ignore", "discuss") for span in document[key]])
        for quote in answers[document["id"]]["quotes"]:
            ours = words.of([(part["start"], part["end"]) for part in quote["parts"]])
            if quote["within"] is not None or not ours or 2 * len(ours & open_places) > len(ours):
                continue
            right = any(5 * len(ours & g) >= 4 * max(len(ours), len(g)) for g in gold)
            yield quote["confidence"]["quote"], right


def bins(pairs):
    """Ten bins of equal count: mean confidence, share that was right, how many."""
    pairs = sorted(pairs)
    cuts = [i * len(pairs) // BINS for i in range(BINS + 1)]
    for begin, end in zip(cuts, cuts[1:]):
        one = pairs[begin:end]
        if one:
            yield sum(c for c, _ in one) / len(one), sum(r for _, r in one) / len(one), len(one)


def calibration_error(pairs):
    return sum(n * abs(mean - share) for mean, share, n in bins(pairs)) / max(1, len(pairs))


def area(pairs):
    """How often a right one is surer than a wrong one; equals count half."""
    wrong = sorted(c for c, right in pairs if not right)
    right = [c for c, right in pairs if right]
    below = sum((bisect.bisect_left(wrong, c) + bisect.bisect_right(wrong, c)) / 2 for c in right)
    return below / max(1, len(right) * len(wrong))


def calibration_table(title, pairs):
    lines = [f"| {title}: mean confidence | right | quotations |", "|---:|---:|---:|"]
    lines += [f"| {mean:.3f} | {share:.3f} | {n} |" for mean, share, n in bins(pairs)]
    return lines


def bar_table(rows):
    lines = [
        "| bar | attributed | right | right, slips apart | of these wrong | right speakers of all | titles and terms given a speaker |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    core = [row for row in rows if row.is_core]
    others = [row for row in rows if not row.stretch["is_speech"]]
    for bar in BARS:
        sure = [row for row in core if row.confidence is not None and row.confidence >= bar]
        terms = [row for row in others if row.confidence is not None and row.confidence >= bar]
        if not sure:
            continue
        strict, apart = sum(row.strict for row in sure), sum(row.apart for row in sure)
        lines.append(
            f"| {bar:.2f} | {100 * len(sure) / len(core):.1f} | {100 * strict / len(sure):.1f} | {100 * apart / len(sure):.1f} "
            f"| {len(sure) - apart} of {len(sure)} | {100 * strict / len(core):.1f} | {len(terms)} of {len(others)} |"
        )
    return lines


def plot(title, curves, labels, diagonal, floor=0.0):
    """A small picture: curves of points between 0 and 1, on the upright axis from `floor` on."""
    size, edge = 360, 50
    at = lambda x, y: f"{edge + x * size:.1f},{edge + (1 - y) / (1 - floor) * size:.1f}"
    colours = ("#1f5fa8", "#b5441c")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" font-family="sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="white"/><text x="{edge}" y="30" font-size="14">{title}</text>',
    ]
    for tick in range(0, 11, 2):
        x, y = at(tick / 10, floor).split(",")
        lines.append(f'<text x="{x}" y="{float(y) + 18}" text-anchor="middle">{tick / 10:.1f}</text>')
        level = floor + tick / 10 * (1 - floor)
        x, y = at(0, level).split(",")
        lines.append(f'<text x="{float(x) - 8}" y="{float(y) + 4}" text-anchor="end">{level:.2f}</text>')
        lines.append(f'<path d="M{at(0, level)} L{at(1, level)} M{at(tick / 10, floor)} L{at(tick / 10, 1)}" stroke="#dddddd"/>')
    if diagonal:
        lines.append(f'<path d="M{at(0, 0)} L{at(1, 1)}" stroke="#888888" stroke-dasharray="4 4"/>')
    for i, (name, points) in enumerate(curves):
        path = " ".join(at(x, y) for x, y in points)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colours[i]}" stroke-width="2"/>')
        lines += [f'<circle cx="{at(x, y).split(",")[0]}" cy="{at(x, y).split(",")[1]}" r="3" fill="{colours[i]}"/>' for x, y in points]
        lines.append(f'<text x="{edge + 12}" y="{edge + size - 28 + 18 * i}" fill="{colours[i]}">{name}</text>')
    lines.append(f'<text x="{edge + size / 2}" y="{size + 2 * edge - 12}" text-anchor="middle">{labels[0]}</text>')
    lines.append(f'<text transform="translate(14 {edge + size / 2}) rotate(-90)" text-anchor="middle">{labels[1]}</text></svg>')
    return "\n".join(lines) + "\n"


def curve(rows):
    """Recall and precision at each confidence that occurs."""
    core = [row for row in rows if row.is_core]
    given = sorted((row for row in core if row.confidence is not None), key=lambda row: -row.confidence)
    points, right = [], 0
    for n, row in enumerate(given, 1):
        right += row.strict
        if n == len(given) or given[n].confidence != row.confidence:
            points.append((right / len(core), right / n))
    step = max(1, len(points) // 24)
    return points[step - 1 :: step]


def run(command, documents, options):
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in documents).encode()
    flags = ["extract", "--input", "jsonl", "--format", "jsonl", "--acts", "all", "--min-confidence", "0"]
    done = subprocess.run([str(part) for part in (command, *flags, *options)], input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(done.stderr.decode("utf-8", "replace"))
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


def articles(folder, part):
    """Annotated articles: quotations and stretches of one file each, joined."""
    read = lambda name: [json.loads(line) for line in open(folder / f"{name}.jsonl", encoding="utf-8") if line.strip()]
    spans = {document["id"]: document["spans"] for document in read(f"spans-news-{part}")}
    return [dict(document, spans=spans[document["id"]]) for document in read(f"quotes-news-{part}")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=pathlib.Path, metavar="FILE", help="a built command, instead of building it")
    parser.add_argument("--folds", type=pathlib.Path, metavar="FOLDER", help="tables fitted without a part of the training articles")
    parser.add_argument("--update", action="store_true", help="write the page and its plots")
    parser.add_argument("--wrong", type=float, metavar="BAR", help="print what is wrong at this bar")
    arguments = parser.parse_args()
    if not os.environ.get("ONRECORD_EVAL"):
        print("ONRECORD_EVAL is not set, so nothing was measured; it names the folder of the development sets and their scorers.")
        return
    if arguments.update and not arguments.folds:
        parser.error("--update takes --folds")
    evaluation = pathlib.Path(os.environ["ONRECORD_EVAL"]).resolve()
    sys.path.insert(0, str(evaluation))
    import score

    command = arguments.command
    if command is None:
        subprocess.run(["cargo", "build", "--release", "--quiet", "--package", "onrecord-cli"], cwd=ROOT, check=True)
        command = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "onrecord"
    measured = {}
    documents = articles(evaluation, "dev")
    answers = run(command, documents, [])
    measured["development articles"] = (list(judge(score, documents, answers)), list(bounds(score, documents, answers)))
    if arguments.folds:
        documents = articles(evaluation, "train")
        folds = sorted(folder for folder in arguments.folds.iterdir() if (folder / "source.csv").exists())
        answers = {}
        for i, folder in enumerate(folds):
            files = [folder / f"{name}.csv" for name in TABLES if (folder / f"{name}.csv").exists()]
            options = [part for file in files for part in ("--model", file)]
            answers.update(run(command, documents[i :: len(folds)], options))
        measured["training articles, cross-fitted"] = (list(judge(score, documents, answers)), list(bounds(score, documents, answers)))

    lines = []
    pictures = {}
    for name, (rows, quotes) in measured.items():
        speakers = [(row.confidence, row.right) for row in rows if row.confidence is not None]
        lines += ["", f"## {name[0].upper()}{name[1:]}", ""]
        lines += ["| | calibration error | AUROC | judged |", "|---|---:|---:|---:|"]
        lines += [f"| {what} | {calibration_error(pairs):.3f} | {area(pairs):.3f} | {len(pairs)} |" for what, pairs in (("speaker", speakers), ("quote", quotes))]
        lines += ["", *calibration_table("speaker", speakers), "", *calibration_table("quote", quotes), "", *bar_table(rows)]
        curves = [(part, [(mean, share) for mean, share, _ in bins(pairs)]) for part, pairs in (("speaker", speakers), ("quote", quotes))]
        picture = "calibration-" + name.split()[0] + ".svg"
        pictures[picture] = plot(f"Reliability: {name}", curves, ("confidence", "share that was right"), True)
    curves = [(name, curve(rows)) for name, (rows, _) in measured.items()]
    pictures["precision-recall.svg"] = plot("Speakers of words in quotation marks", curves, ("recall", "precision"), False, 0.9)
    print("\n".join(lines).strip())
    if arguments.wrong is not None:
        for row in (row for rows, _ in measured.values() for row in rows if row.is_core and not row.apart):
            if row.confidence is not None and row.confidence >= arguments.wrong:
                text, s = row.document["text"], row.stretch
                marked = [text[b:e] for b, e in s["source"]]
                ours = row.quote["source"] and row.quote["source"]["text"]
                print(f"\n{row.confidence} {row.document['id']}: ours {ours!r} {[p['name'] for p in row.quote['speakers']]}, annotated {marked} {s.get('speaker')!r}")
                print("   " + text[max(0, s["b"] - 200) : s["b"]].replace("\n", " ⏎ ") + "⟦" + text[s["b"] : s["e"]][:200].replace("\n", " ⏎ ") + "⟧" + text[s["e"] : s["e"] + 160].replace("\n", " ⏎ "))
    if arguments.update:
        begin = "<!-- figures -->"
        head = PAGE.read_text(encoding="utf-8").partition(begin)[0]
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
        PAGE.write_text(f"{head}{begin}\n\nMeasured on {datetime.date.today()} at {commit}.\n" + "\n".join(lines) + "\n", encoding="utf-8")
        for file, picture in pictures.items():
            (PAGE.parent / file).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
