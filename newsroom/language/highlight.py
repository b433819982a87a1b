"""The stretch of a text that answers a query, its hits apart from the rest. Templates escape both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from newsroom.language.folding import fold
from newsroom.language.terms import Word, terms_of
from newsroom.language.tokens import standing

BEFORE = 60
LENGTH = 220
FIRST_LETTERS = 2

Place = tuple[int, int]
"""Where something begins and ends in a text."""


@dataclass(frozen=True)
class Piece:
    """Some characters of a text, and whether they are a hit."""

    text: str
    is_hit: bool


def highlight(text: str, query: Sequence[Word], language: str, length: int | None = None) -> list[Piece]:
    """The text around its first hit, `length` characters (all of it for None), as articles in their order."""
    hits = _hits(text, query, language)
    first = next(hits, None)
    start, end = (0, len(text)) if length is None else _window(text, first, length)
    articles = [Piece("… ", False)] if start else []
    place = start
    for begins, ends in chain([first] if first else [], hits):
        if ends > end:
            break
        articles += [Piece(text[place:begins], False), Piece(text[begins:ends], True)]
        place = ends
    articles.append(Piece(text[place:end] + (" …" if end < len(text) else ""), False))
    return [article for article in articles if article.text]


def _hits(text: str, query: Sequence[Word], language: str) -> Iterator[Place]:
    """Where the hits begin and end, from the first on: who has enough of them need not read on."""
    looked_for = frozenset(term for word in query for term in word.terms)
    # Only what begins alike is analysed: a form that begins otherwise (люди, человек) is found, but not marked.
    beginnings = {term[1 : 1 + FIRST_LETTERS] for term in looked_for} | {word.typed[:FIRST_LETTERS] for word in query}
    for begins, ends, word in standing(text):
        is_alike = word[:FIRST_LETTERS] in beginnings or fold(word[:FIRST_LETTERS]) in beginnings
        if is_alike and not looked_for.isdisjoint(terms_of(word, language)):
            yield begins, ends


def _window(text: str, hit: Place | None, length: int) -> Place:
    """From the beginning of a word before the hit, or from the hit; the whole text where it is short."""
    if len(text) <= length:
        return 0, len(text)
    first = hit[0] if hit else 0
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = min(len(text), start + length)
    cut = text.rfind(" ", start, end)
    return start, cut if end < len(text) and cut > start else end
