"""Splitting of a text into words."""

import re
import unicodedata
from collections.abc import Iterator

MAX_LENGTH = 50
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOK_ALIKES = str.maketrans("ihə", "іһә")
_IGNORED = ("\u0301", "\xad")
"""The stress mark and the soft hyphen, which do not separate words."""


def normalized(text: str) -> str:
    """Normalise a text: NFC, case-folded, ё as е."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def words(text: str) -> list[str]:
    """Return the words of a text in order; the parts of a hyphenated word are separate words."""
    for mark in _IGNORED:
        text = text.replace(mark, "")
    return [_without_look_alikes(word) for word in _WORD.findall(normalized(text))]


def words_with_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and normalised form of each word."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), _without_look_alikes(normalized(found[0]))


def _without_look_alikes(word: str) -> str:
    """Replace Latin look-alikes of Kazakh letters in a Cyrillic word, which people type for lack of a layout."""
    word = word[:MAX_LENGTH]
    return word.translate(_LOOK_ALIKES) if _CYRILLIC.search(word) else word
