"""What our word tables say of a name, for sources that offer more than we want."""

from functools import lru_cache

from .ambiguity import Words

# The sum of the weights of a given name and a surname from which on the full name names nobody in particular (John Reed).
EVERYDAY = 14


@lru_cache(maxsize=None)
def words():
    return Words()


def is_common(name):
    """Whether every word of the name is an everyday word."""
    return all(word.casefold() in words().common for word in name.replace("-", " ").split())


def stands_alone(name):
    """Whether a name of one word means nothing else: no word, and hardly anybody's given name or surname."""
    key = name.casefold()
    return " " in name or not (is_common(name) or words().given.get(key, 0) > 1 or words().surname.get(key, 0) > 1)


def is_everyday_person(given, surname):
    """Whether so many people bear both names that the full name names nobody in particular."""
    return words().given.get(given.casefold(), 0) + words().surname.get(surname.casefold(), 0) >= EVERYDAY
