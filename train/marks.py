#!/usr/bin/env python3
"""Rewrites annotated articles with other quotation marks, and measures what the command loses by it.

    train/marks.py                          build, measure the development articles as they stand and rewritten, print one table
    train/marks.py --update                 and write it to train/MARKS.md
    train/marks.py --rewrite STYLE < IN > OUT    only rewrite JSON Lines with texts and offsets (`straight double`, …)

A newsroom that quotes with single marks must be read as well as one that quotes with double ones, so the same articles are rewritten
with straight double marks, curly single ones and straight single ones. Marks inside other marks change to the other level, apostrophes
follow the style (’ or '), and every offset is carried over to the character it pointed at.

It ends with exit code 1 where a style loses more than two points. The rewritten articles stand in a temporary folder only, and the
sets come from the folder that the environment variable ONRECORD_EVAL names; without it nothing is measured.
Python 3.8 or later, standard library only.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import sys
import tempfile

import score

# By style: opening and closing outer marks, opening and closing inner marks, the apostrophe.
STYLES = {
    "straight double": ('"', '"', "'", "'", "'"),
    "curly single": ("‘", "’", "“", "”", "’"),
    "straight single": ("'", "'", '"', '"', "'"),
}
AS_THEY_STAND = "as they stand"
MOST_LOST = 2.0

PAGE = score.ROOT / "train" / "MARKS.md"
QUOTES, SPANS = "quotes-news-dev", "spans-news-dev"

# Two single marks for a double one count as one mark; of three behind a word the first closes a quotation inside.
MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|[\"“”‘’']")
DOUBLE = frozenset(("''", '"', "“", "”"))
# Words that begin with an apostrophe.
CUT = re.compile(r"(?:\d|(?:em|til|cause|n|tis|twas|round|bout)\b)", re.IGNORECASE)
# The fields of an article that hold one offset, or spans.
OFFSETS = frozenset(("b", "e"))
SPAN_LISTS = frozenset(("content", "cue", "source", "source_head", "quoted_regions", "ignore", "discuss", "speaker_mentions"))


class Mark:
    """A mark of a paragraph: what it is (“opens”, “closes” or “apostrophe”), and whether it stands in other marks."""

    def __init__(self, paragraph, match):
        self.begin, self.end, self.double = match.start(), match.end(), match.group() in DOUBLE
        self.sign = match.group()
        self.before = paragraph[self.begin - 1 : self.begin]
        self.after = paragraph[self.end : self.end + 1]
        self.rest = paragraph[self.end : self.end + 8]
        self.role, self.inner = "apostrophe", False

    def may_open(self):
        left = not self.before or not (self.before.isalnum() or self.before in ".,;:!?…%)]”’")
        cut = self.sign in "’'" and CUT.match(self.rest)
        return left and bool(self.after.strip()) and not cut

    def may_close(self):
        return self.sign != "‘" and bool(self.before.strip()) and not self.after.isalnum()

    def surely_closes(self):
        """Whether it is no apostrophe of a possessive plural."""
        return not self.before.isalnum() or self.before not in "sS" or self.after in tuple(".,;:!?”\"") or not self.after


def read(paragraph):
    """The marks of a paragraph, with their roles."""
    marks = [Mark(paragraph, match) for match in MARK.finditer(paragraph)]
    opened = None
    for at, mark in enumerate(marks):
        if not mark.double:
            continue
        if mark.may_open() != mark.may_close():
            opens = mark.may_open()
        else:
            opens = mark.sign == "“" or (mark.sign != "”" and opened is None)
        if opens:
            mark.role, opened = "opens", mark
        elif opened is not None or mark.sign == "”" or not mark.before.isdigit():
            mark.role, opened = "closes", None
        else:
            mark.role = "inches"
    for at, mark in enumerate(marks):
        if mark.double or mark.role != "apostrophe" or not mark.may_open():
            continue
        closer = closing(marks, at)
        if closer is not None:
            mark.role, closer.role = "opens", "closes"
    # inside: what of the other level is open; a mark of the same level that was left open holds nothing
    depth = {True: 0, False: 0}
    for mark in marks:
        mark.inner = depth[not mark.double] > 0
        if mark.role == "opens":
            depth[mark.double] = 1
        elif mark.role == "closes":
            depth[mark.double] = 0
    return marks


def closing(marks, at):
    """The single mark that closes the one at `at`: within the double marks that hold it, before the next one that could open."""
    doubtful, depth = None, 0
    for mark in marks[at + 1 :]:
        if mark.double:
            depth += {"opens": 1, "closes": -1}.get(mark.role, 0)
            if depth < 0:
                break
        elif depth == 0 and mark.may_close():
            if mark.surely_closes():
                return mark
            doubtful = doubtful or mark
        elif depth == 0 and mark.may_open():
            break
    return doubtful


def rewrite(text, style):
    """The text in a style of marks, and for each offset of it, its end included, the offset in the new text."""
    outer_open, outer_close, inner_open, inner_close, apostrophe = STYLES[style]
    signs = {("opens", False): outer_open, ("closes", False): outer_close, ("opens", True): inner_open, ("closes", True): inner_close}
    pieces, offsets, length = [], [], 0
    for line in text.splitlines(keepends=True):
        done = 0
        for mark in read(line):
            sign = apostrophe if mark.role == "apostrophe" else signs.get((mark.role, mark.inner), mark.sign)
            kept = line[done : mark.begin]
            pieces += [kept, sign]
            offsets += range(length, length + len(kept) + 1)
            length += len(kept) + len(sign)
            # the second half of a mark of two signs stands where the new mark ends
            offsets += [length] * (mark.end - mark.begin - 1)
            done = mark.end
        pieces.append(line[done:])
        offsets += range(length, length + len(line) - done)
        length += len(line) - done
    return "".join(pieces), [*offsets, length]


def moved(value, offsets, key=None):
    """A part of an article with its offsets in the new text."""
    if isinstance(value, dict):
        return {key: moved(part, offsets, key) for key, part in value.items()}
    if isinstance(value, list):
        return [moved(part, offsets, key) for part in value]
    return offsets[value] if isinstance(value, int) and not isinstance(value, bool) and key in OFFSETS | SPAN_LISTS else value


def rewritten(article, style):
    text, offsets = rewrite(article["text"], style)
    article = {**moved(article, offsets), "text": text}
    for span in article.get("spans", []):
        if "mark" in span:
            span["mark"] = "single" if text[span["b"] - 1] in "‘'" else "double"
    return article


def rewrite_lines(lines, out, style):
    for line in lines:
        if line.strip():
            out.write(json.dumps(rewritten(json.loads(line), style), ensure_ascii=False) + "\n")


class Measurement(score.Measurement):
    """The figures of one style."""

    def __init__(self, evaluation, command, folder, style):
        super().__init__(evaluation, command, folder)
        self.style = style

    def gold(self, name):
        file = self.evaluation / f"{name}.jsonl"
        if self.style == AS_THEY_STAND:
            return file
        copy = self.folder / f"{name}.jsonl"
        if not copy.exists():
            with open(file, encoding="utf-8") as lines, open(copy, "w", encoding="utf-8") as out:
                rewrite_lines(lines, out, self.style)
        return copy

    def measure(self):
        predictions = self.extract(QUOTES, "quotes")
        self.score("quotes", QUOTES, predictions, score.QUOTE_FIGURES, "direct and mixed: ", ["--kinds", "direct,mixed"])
        self.score("quotes", QUOTES, predictions, score.QUOTE_FIGURES, "all kinds: ")
        self.score("spans", SPANS, predictions, score.SPAN_FIGURES)
        return self.figures


# What is held to the bar; the other rows of the table are for reading.
HELD = ((QUOTES, "direct and mixed: end-to-end F1"), (SPANS, "core F1"))


def table(figures):
    lines = ["| set | measure | " + " | ".join(figures) + " |", "|---|---|" + "---:|" * len(figures)]
    for row in figures[AS_THEY_STAND]:
        before = figures[AS_THEY_STAND][row]
        cells = [f"{before:.1f}" if style == AS_THEY_STAND else f"{now[row]:.1f} ({now[row] - before:+.1f})" for style, now in figures.items()]
        lines.append("| " + " | ".join([*row, *cells]) + " |")
    return "\n".join(lines)


def too_much(figures):
    """The rows held to the bar that lose too much, as lines to print."""
    for row in HELD:
        for style in STYLES:
            lost = figures[AS_THEY_STAND][row] - figures[style][row]
            if lost > MOST_LOST:
                yield f"{row[0]}, {row[1]}: {style} marks lose {lost:.1f} points"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the table to train/MARKS.md")
    parser.add_argument("--command", type=pathlib.Path, metavar="FILE", help="a built command, instead of building it")
    parser.add_argument("--rewrite", metavar="STYLE", choices=[*STYLES], help="rewrite articles from standard input, measure nothing")
    arguments = parser.parse_args()
    if arguments.rewrite:
        rewrite_lines(sys.stdin, sys.stdout, arguments.rewrite)
        return
    evaluation = score.evaluation_folder()
    if evaluation is None:
        return
    command = score.built(arguments.command)
    figures = {}
    for style in (AS_THEY_STAND, *STYLES):
        with tempfile.TemporaryDirectory() as folder:
            figures[style] = Measurement(evaluation, command, pathlib.Path(folder), style).measure()
    print(table(figures))
    if arguments.update:
        score.write(PAGE, "scores", f"Measured on {score.when()}.\n\n{table(figures)}")
    lost = list(too_much(figures))
    if lost:
        sys.exit("\n".join(lost))


if __name__ == "__main__":
    main()
