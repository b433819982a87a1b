"""Slugs from Russian and Kazakh text."""

import re
import unicodedata
from collections.abc import Callable

from django.conf import settings

from newsroom.utils.text import clean_line

MAX_LENGTH = 80

RESERVED = frozenset({"admin", "api", "before", "feed", "media", "page", "search", *dict(settings.LANGUAGES)})
"""Path segments with another meaning: a slug equal to one gets the suffix `-1`."""

# ё as е, so that adding the dots does not change the slug.
_LETTERS = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

# Letters of related alphabets, and Latin letters that NFD does not decompose.
_FOREIGN_LETTERS = {
    "ə": "a", "ґ": "g", "є": "ye", "ј": "j", "љ": "l", "њ": "n", "ћ": "c", "ђ": "d", "џ": "dz", "ҳ": "h", "ҷ": "j",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
}  # fmt: skip

_TABLE = _LETTERS | _FOREIGN_LETTERS
_APOSTROPHES = re.compile("['’‘ʼʻʹ′`´]")
_NOT_ALLOWED = re.compile("[^a-z0-9]+")


def _transliterate(char: str) -> str:
    if char in _TABLE:
        return _TABLE[char]
    bases = [part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part)]
    return "".join(_TABLE.get(base, base) for base in bases)


def _shorten(slug: str, length: int) -> str:
    """Cut at a word boundary, or within the word if there is only one."""
    if len(slug) <= length:
        return slug
    words, hyphen, _rest = slug[: length + 1].rpartition("-")
    return words if hyphen else slug[:length]


def slugify(title: str, fallback: str = "") -> str:
    """Return lower-case ASCII words of `title` joined by hyphens, at most 80 characters.

    Return `fallback` if no character of the title can be used.
    """
    lowered = _APOSTROPHES.sub("", clean_line(title).lower())
    ascii_text = "".join(map(_transliterate, lowered))
    slug = _shorten(_NOT_ALLOWED.sub("-", ascii_text).strip("-"), MAX_LENGTH)
    if slug in RESERVED:
        return f"{slug}-1"
    return slug or fallback


def unique_slug(slug: str, taken: Callable[[str], bool]) -> str:
    """Return `slug`, or the first of `slug-2`, `slug-3`, … that is not `taken`, at most 80 characters long."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        suffix = f"-{number}"
        candidate = _shorten(slug, MAX_LENGTH - len(suffix)) + suffix
    return candidate
