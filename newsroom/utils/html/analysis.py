"""Paragraphs, words, quotations, numbers and links of a text (clean HTML or plain)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from newsroom.utils.html.grammar import BLOCK_TAGS, TAG

_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# Parts joined by a hyphen or an apostrophe are one word, as is a number with punctuation: 480,5; 22.11.2026; 10:00.
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’ʼ][^\W_]+|(?<=\d)[.,:/]\d+)*")
# A space groups thousands only («10 000»): «в 2026 100 домов» has two numbers.
_NUMBER = re.compile(r"(?:(?<!\S)-)?(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,:/]\d+)*")
_HREF = re.compile('<a [^<>]*?href="([^"<>]*)"')
_QUOTATION_MARK = re.compile('[«»„“”"]')
_CLOSING_OF = {"«": "»", "„": "“", "“": "”"}
_BEFORE_OPENING = frozenset(["", *" \u00a0\n([-–—«„“/"])

_BLOCK_TAGS = BLOCK_TAGS | {"aside", "cite", "figcaption", "figure", "footer", "section", "table", "td", "th", "tr"}

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009", " ")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("«»„“”", '"')
    | dict.fromkeys("’‘ʼ", "'")
    | {"…": "..."}
)


def without_typography(text: str) -> str:
    """Return `text` with plain spaces, hyphens, quotation marks and dots, to compare texts regardless of typography."""
    return text.translate(_TYPOGRAPHY)


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or list item as plain text."""

    text: str
    is_quotation: bool = False


def blocks(html: str) -> list[Block]:
    """Return the blocks of clean `html` in order: entities decoded, `<br>` as a line break, empty blocks left out."""
    found: list[Block] = []
    parts: list[str] = []
    quotes = position = 0

    def finish() -> None:
        # NFC again: a decoded `>` and an overlay after it combine.
        text = unicodedata.normalize("NFC", _AROUND_BREAK.sub("\n", "".join(parts)).strip(" \n"))
        if text:
            found.append(Block(text, is_quotation=quotes > 0))
        parts.clear()

    for tag in TAG.finditer(html):
        parts.append(_SPACES.sub(" ", unescape(html[position : tag.start()])))
        position = tag.end()
        name = tag[2].lower()
        if name == "br":
            parts.append("\n")
        elif name in _BLOCK_TAGS:
            finish()
        elif name == "small":
            parts.append(")" if tag[1] else " (")
        if name == "blockquote":
            quotes += -1 if tag[1] else 1
    parts.append(_SPACES.sub(" ", unescape(html[position:])))
    finish()
    return found


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of clean HTML, or the paragraphs of plain text (a text without tags)."""
    if TAG.search(text):
        return blocks(text)
    stripped = (paragraph.strip() for paragraph in _EMPTY_LINE.split(text))
    return [Block(paragraph) for paragraph in stripped if paragraph]


def words(text: str) -> list[str]:
    """Return the words of plain `text`; a hyphenated word or a number with punctuation is one."""
    return _WORD.findall(text)


def word_count(text: str) -> int:
    return len(words(text))


def numbers(text: str) -> list[str]:
    """Return the numbers written in digits in plain `text`, in order, without spaces between thousands."""
    return [number.replace(" ", "") for number in _NUMBER.findall(without_typography(text))]


def link_addresses(html: str) -> list[str]:
    """Return the link targets of clean `html`, in order."""
    return [unescape(address) for address in _HREF.findall(html)]


def quotations(text: str) -> list[str]:
    """Return the quotations of clean HTML or plain text, in order: between outer quotation marks, and blockquotes.

    They are normalised, so that those of two texts which differ only in typography are equal. With unbalanced marks
    too much rather than too little counts as quoted, because a quotation may continue over paragraphs.
    """
    fragments: list[str] = []
    for block in blocks_of(text):
        fragments.extend([block.text] if block.is_quotation else _quoted(block.text))
    return [" ".join(without_typography(fragment).split()) for fragment in fragments]


def _quoted(paragraph: str) -> Iterator[str]:
    """Yield the texts between the outermost quotation marks of a paragraph."""
    expected: list[str] = []
    counts: Counter[str] = Counter()  # of expected marks, for a look-up in constant time
    start = 0
    for mark in _QUOTATION_MARK.finditer(paragraph):
        char = mark[0]
        is_straight_opening = char == '"' and paragraph[mark.start() - 1 : mark.start()] in _BEFORE_OPENING
        if counts[char] and not is_straight_opening:
            closed = ""
            while closed != char:
                closed = expected.pop()
                counts[closed] -= 1
            if not expected:
                yield paragraph[start : mark.start()]
                start = mark.end()
        elif char in _CLOSING_OF or is_straight_opening:
            start = start if expected else mark.end()
            expected.append(_CLOSING_OF.get(char, char))
            counts[expected[-1]] += 1
        elif char != '"' and not expected:
            yield paragraph[start : mark.start()]
            start = mark.end()
    if expected:
        yield paragraph[start:]
