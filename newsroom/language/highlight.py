"""An excerpt of a text around the words that match a query. Templates escape its fragments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from newsroom.language.folding import fold
from newsroom.language.terms import Word, terms_of
from newsroom.language.tokens import words_with_spans

BEFORE = 60
LENGTH = 220
FIRST_LETTERS = 2

Span = tuple[int, int]
"""Start and end offsets in a text."""


@dataclass(frozen=True)
class Fragment:
    """A part of a text that is, or is not, a match."""

    text: str
    is_hit: bool


def highlight(text: str, query: Sequence[Word], language: str, length: int | None = None) -> list[Fragment]:
    """Return the fragments of `length` characters around the first match; of the whole text if `length` is None."""
    hits = _hits(text, query, language)
    first = next(hits, None)
    start, end = (0, len(text)) if length is None else _window(text, first, length)
    fragments = [Fragment("… ", False)] if start else []
    position = start
    for start_of_hit, end_of_hit in chain([first] if first else [], hits):
        if end_of_hit > end:
            break
        fragments += [Fragment(text[position:start_of_hit], False), Fragment(text[start_of_hit:end_of_hit], True)]
        position = end_of_hit
    fragments.append(Fragment(text[position:end] + (" …" if end < len(text) else ""), False))
    return [fragment for fragment in fragments if fragment.text]


def _hits(text: str, query: Sequence[Word], language: str) -> Iterator[Span]:
    """Yield the spans of the matches lazily, so that a caller can stop early."""
    wanted = frozenset(term for word in query for term in word.terms)
    # Only words with the same first letters are analysed; other forms (люди, человек) are found but not marked.
    beginnings = {term[1 : 1 + FIRST_LETTERS] for term in wanted} | {word.typed[:FIRST_LETTERS] for word in query}
    for start, end, word in words_with_spans(text):
        is_alike = word[:FIRST_LETTERS] in beginnings or fold(word[:FIRST_LETTERS]) in beginnings
        if is_alike and not wanted.isdisjoint(terms_of(word, language)):
            yield start, end


def _window(text: str, hit: Span | None, length: int) -> Span:
    """Return the span to show: from a word boundary before the hit, or all of a short text."""
    if len(text) <= length:
        return 0, len(text)
    first = hit[0] if hit else 0
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = min(len(text), start + length)
    cut = text.rfind(" ", start, end)
    return start, cut if end < len(text) and cut > start else end
