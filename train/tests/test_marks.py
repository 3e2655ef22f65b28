"""The rewriting of marks (train/marks.py), on sentences of our own: `python3 -m unittest discover --start-directory train/tests`."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import marks  # noqa: E402

# A text, and what it is with straight double, curly single and straight single marks.
TEXTS = (
    (
        "“The tide won,” said Ines Okafor. “It’s the dogs’ beach again.”",
        "\"The tide won,\" said Ines Okafor. \"It's the dogs' beach again.\"",
        "‘The tide won,’ said Ines Okafor. ‘It’s the dogs’ beach again.’",
        "'The tide won,' said Ines Okafor. 'It's the dogs' beach again.'",
    ),
    (
        "“He told me ‘no’ twice,” she said.",
        "\"He told me 'no' twice,\" she said.",
        "‘He told me “no” twice,’ she said.",
        "'He told me \"no\" twice,' she said.",
    ),
    (
        "\"They shouted 'Down with the pier,'\" he said.",
        "\"They shouted 'Down with the pier,'\" he said.",
        "‘They shouted “Down with the pier,”’ he said.",
        "'They shouted \"Down with the pier,\"' he said.",
    ),
    (
        "''Enough,'' said Tom Varga in the '90s; the sailors' boats rotted.",
        "\"Enough,\" said Tom Varga in the '90s; the sailors' boats rotted.",
        "‘Enough,’ said Tom Varga in the ’90s; the sailors’ boats rotted.",
        "'Enough,' said Tom Varga in the '90s; the sailors' boats rotted.",
    ),
    (
        "''We heard 'No pier,''' said Ada Roe.",
        "\"We heard 'No pier,'\" said Ada Roe.",
        "‘We heard “No pier,”’ said Ada Roe.",
        "'We heard \"No pier,\"' said Ada Roe.",
    ),
    (
        "Mayor Calls Pier ‘a Disgrace’",
        "Mayor Calls Pier \"a Disgrace\"",
        "Mayor Calls Pier ‘a Disgrace’",
        "Mayor Calls Pier 'a Disgrace'",
    ),
    (
        "“The first.\n\n“The second,” Okafor wrote.",
        "\"The first.\n\n\"The second,\" Okafor wrote.",
        "‘The first.\n\n‘The second,’ Okafor wrote.",
        "'The first.\n\n'The second,' Okafor wrote.",
    ),
    (
        "The plank was 6\" wide and no marks stand around it.",
        "The plank was 6\" wide and no marks stand around it.",
        "The plank was 6\" wide and no marks stand around it.",
        "The plank was 6\" wide and no marks stand around it.",
    ),
)


class Rewriting(unittest.TestCase):
    def test_every_style(self):
        for text, *expected in TEXTS:
            for style, wanted in zip(marks.STYLES, expected):
                with self.subTest(style=style, text=text):
                    self.assertEqual(marks.rewrite(text, style)[0], wanted)

    def test_every_offset_stays_at_its_sign(self):
        for text, *_ in TEXTS:
            for style in marks.STYLES:
                new, offsets = marks.rewrite(text, style)
                self.assertEqual((len(offsets), offsets[-1]), (len(text) + 1, len(new)))
                for at, sign in enumerate(text):
                    if sign not in "\"'“”‘’":
                        self.assertEqual(new[offsets[at]], sign, (style, text, at))

    def test_an_article_keeps_its_annotation(self):
        text = "''No,'' said Tom. ''Not the dogs' beach.''"
        first, second = text.index("No,"), text.index("Not")
        article = {
            "id": "ours",
            "text": text,
            "quotes": [{"content": [[0, 7], [18, len(text)]], "cue": [[8, 12]], "source": [[13, 16]], "source_head": [13, 16], "quoted_share": 1.0}],
            "spans": [{"b": first, "e": first + 3, "mark": "double", "words": 1}, {"b": second, "e": len(text) - 2, "mark": "double", "words": 4}],
        }
        new = marks.rewritten(article, "straight single")
        quote, spans = new["quotes"][0], new["spans"]

        def texts(ranges):
            return [new["text"][b:e] for b, e in ranges]

        self.assertEqual(texts(quote["content"]), ["'No,'", "'Not the dogs' beach.'"])
        self.assertEqual(texts(quote["cue"] + quote["source"] + [quote["source_head"]]), ["said", "Tom", "Tom"])
        self.assertEqual(texts((span["b"], span["e"]) for span in spans), ["No,", "Not the dogs' beach."])
        self.assertEqual([(span["mark"], span["words"]) for span in spans], [("single", 1), ("single", 4)])


if __name__ == "__main__":
    unittest.main()
