"""What a text says, apart from how it is marked up: its paragraphs, words, quotations and numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from newsroom.utils.markup import BLOCK_TAGS, TAG

_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# Parts joined by a hyphen or an apostrophe are one word, and so is a number with its marks: 480,5; 22.11.2026; 10:00.
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’ʼ][^\W_]+|(?<=\d)[.,:/]\d+)*")
# A space sets thousands apart («10 000»), and only them: «в 2026 100 домов» are two numbers.
_NUMBER = re.compile(r"(?:(?<!\S)-)?(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,:/]\d+)*")
_HREF = re.compile('<a [^<>]*?href="([^"<>]*)"')
_QUOTATION_MARK = re.compile('[«»„“”"]')
_CLOSING_OF = {"«": "»", "„": "“", "“": "”"}
_BEFORE_OPENING = frozenset(["", *" \u00a0\n([-–—«„“/"])

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009", " ")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("«»„“”", '"')
    | dict.fromkeys("’‘ʼ", "'")
    | {"…": "..."}
)


def without_typography(text: str) -> str:
    """`text` with plain spaces, hyphens, quotation marks and dots: equal where only typography differs."""
    return text.translate(_TYPOGRAPHY)


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or list item as plain text."""

    text: str
    is_quotation: bool = False


def blocks(html: str) -> list[Block]:
    """The blocks of clean `html` in order: entities decoded, `<br>` a line break, blocks without text left out."""
    found: list[Block] = []
    articles: list[str] = []
    quotes = position = 0

    def finish() -> None:
        # NFC once more: a decoded `>` and an overlay after it are one character.
        text = unicodedata.normalize("NFC", _AROUND_BREAK.sub("\n", "".join(articles)).strip(" \n"))
        if text:
            found.append(Block(text, is_quotation=quotes > 0))
        articles.clear()

    for tag in TAG.finditer(html):
        articles.append(_SPACES.sub(" ", unescape(html[position : tag.start()])))
        position = tag.end()
        name = tag[2].lower()
        if name == "br":
            articles.append("\n")
        elif name in BLOCK_TAGS:
            finish()
        if name == "blockquote":
            quotes += -1 if tag[1] else 1
    articles.append(_SPACES.sub(" ", unescape(html[position:])))
    finish()
    return found


def blocks_of(text: str) -> list[Block]:
    """The blocks of clean HTML, or the paragraphs of plain text, which is text without a single tag."""
    if TAG.search(text):
        return blocks(text)
    stripped = (paragraph.strip() for paragraph in _EMPTY_LINE.split(text))
    return [Block(paragraph) for paragraph in stripped if paragraph]


def words(text: str) -> list[str]:
    """The words of plain `text`; a hyphenated word or a number with its marks is one."""
    return _WORD.findall(text)


def word_count(text: str) -> int:
    """How many words plain `text` has."""
    return len(words(text))


def numbers(text: str) -> list[str]:
    """The numbers written in digits in plain `text`, in order, without the spaces between thousands."""
    return [number.replace(" ", "") for number in _NUMBER.findall(without_typography(text))]


def link_addresses(html: str) -> list[str]:
    """Where the links of clean `html` lead, in order."""
    return [unescape(address) for address in _HREF.findall(html)]


def quotations(text: str) -> list[str]:
    """What is quoted in clean HTML or plain text, in order: within outer quotation marks, and whole blockquotes.

    Typography does not count: the fragments of two texts that differ only by it are equal. Where marks do not match,
    rather more than less is taken for quoted: a quotation may go on over paragraphs.
    """
    fragments: list[str] = []
    for block in blocks_of(text):
        fragments.extend([block.text] if block.is_quotation else _quoted(block.text))
    return [" ".join(without_typography(fragment).split()) for fragment in fragments]


def _quoted(paragraph: str) -> Iterator[str]:
    """What stands within the outermost marks of a paragraph."""
    awaited: list[str] = []
    counts: Counter[str] = Counter()  # of what is awaited, so that a mark is looked up at once
    start = 0
    for mark in _QUOTATION_MARK.finditer(paragraph):
        char = mark[0]
        is_straight_opening = char == '"' and paragraph[mark.start() - 1 : mark.start()] in _BEFORE_OPENING
        if counts[char] and not is_straight_opening:
            closed = ""
            while closed != char:
                closed = awaited.pop()
                counts[closed] -= 1
            if not awaited:
                yield paragraph[start : mark.start()]
                start = mark.end()
        elif char in _CLOSING_OF or is_straight_opening:
            start = start if awaited else mark.end()
            awaited.append(_CLOSING_OF.get(char, char))
            counts[awaited[-1]] += 1
        elif char != '"' and not awaited:
            yield paragraph[start : mark.start()]
            start = mark.end()
    if awaited:
        yield paragraph[start:]
