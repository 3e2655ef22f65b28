#!/usr/bin/env python3
"""How far “the nearest capitalised words are the speaker” goes on the cases of tests/fixtures.

    train/baseline.py               print the table
    train/baseline.py --update      and write it to train/SCORES.md

It is given each quotation's content for nothing, may look before and behind it, and takes any run of capitalised words outside
of quotation marks (a function word that only begins a sentence is no name). It is right where these words are the speaker's
name, and, by the milder count, where the speaker's last name is among them. A case counts where all its quotations are right;
one without quotations has nothing to get wrong and is left out.
Python 3.8 or later, standard library only.
"""

import argparse
import pathlib
import re

import score

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "tests" / "fixtures"
RUN = re.compile(r"[A-ZÀ-Ý][\w’'.-]*(?: (?:(?:van|der|de|bin|al) )*[A-ZÀ-Ý][\w’'.-]*)*")
MARKED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|``.*?''|‘(?:[^’]|’\w)*’?")
BULLET = re.compile(r"^- (?:\*not yet\* )?(\*.*?\*+)(?: \([^)]*\))?: (.*) \*(?:direct|mixed|indirect)\*", re.MULTILINE)
FUNCTION_WORDS = frozenset(
    "A After All An And At Before But By Embarrassed Every For Former From He Her His I If In It My No Nobody Of On One Our Said She "
    "The Their They This Three To Two We When With Without Would You Your".split()
)


def candidates(article, begin, end):
    """Runs of capitalised words outside of the content and of quotation marks: (distance, words)."""
    hidden = [(m.start(), m.end()) for m in MARKED.finditer(article)] + [(begin, end)]
    for match in RUN.finditer(article):
        words = match.group().split()
        while words and words[0] in FUNCTION_WORDS:
            words.pop(0)
        if words and not any(b <= match.start() < e for b, e in hidden):
            yield (begin - match.end() if match.end() <= begin else match.start() - end), words


def last_name(words):
    return re.sub(r"(’s|'s)?[.,]*$", "", words[-1])


def verdict(article, speaker, content):
    """Whether the nearest name is the speaker's, and whether it has the speaker's last name at least."""
    part = content.split(" … ")[0].split("[…]")[0].strip()
    begin = article.find(part)
    nearest = min(candidates(article, begin, begin + len(part)), default=None)
    names = re.findall(r"\*\*(.*?)\*\*", speaker)
    if nearest is None or not names:
        return (nearest is None and not names,) * 2
    words = nearest[1]
    mild = all(last_name(name.split()) in [last_name([word]) for word in words] for name in names)
    return names == [" ".join([*words[:-1], last_name(words)])], mild


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the table to train/SCORES.md")
    arguments = parser.parse_args()
    cases = []
    for page in sorted(FIXTURES.glob("*.md")):
        for case in page.read_text(encoding="utf-8").split("\n## ")[1:]:
            article = "\n".join(line[2:] for line in case.split("\n") if line.startswith(">"))
            bullets = [(who, content) for who, content in BULLET.findall(case) if not who.startswith("*not")]
            if bullets:
                cases.append([verdict(article, who, content) for who, content in bullets])
    lines = ["| right is | cases | quotations |", "|---|---:|---:|"]
    for count, title in enumerate(("the speaker's name", "the speaker's last name among the words")):
        right = [[verdict[count] for verdict in case] for case in cases]
        quotations = sum(right, [])
        lines.append(f"| {title} | {sum(map(all, right))} of {len(cases)} | {sum(quotations)} of {len(quotations)} |")
    print("\n".join(lines))
    if arguments.update:
        score.write(score.PAGE, "baseline", "\n".join(lines))


if __name__ == "__main__":
    main()
