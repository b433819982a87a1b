"""Words of a text, and where they stand in it."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 50
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOK_ALIKES = str.maketrans("ihə", "іһә")
_INSIDE_A_WORD = ("\u0301", "\xad")
"""The stress mark and the soft hyphen: a word is the same with them and without."""


def plain(text: str) -> str:
    """One spelling of equal words: composed, without case, ё as е."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text, in order; parts of a hyphenated one each by themselves."""
    for mark in _INSIDE_A_WORD:
        text = text.replace(mark, "")
    return [_spelled(word) for word in _WORD.findall(plain(text))]


def standing(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with its place in the text as it is written."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), _spelled(plain(found[0]))


def _spelled(word: str) -> str:
    """The word in its own letters: Latin ones that stand in for Kazakh ones within it are those (domain, section 3)."""
    word = word[:LONGEST]
    return word.translate(_LOOK_ALIKES) if _CYRILLIC.search(word) else word
