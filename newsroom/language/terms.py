"""The index terms of a text, and the terms that a query looks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from newsroom.language import kazakh, russian, synonyms
from newsroom.language.folding import fold, has_kazakh_letters, may_lack_letters
from newsroom.language.tokens import words

VERSION = 3
"""Increase it when a change of the analyser gives other terms: older index entries are then rebuilt."""

MAX_QUERY_WORDS = 12


@dataclass(frozen=True)
class Word:
    """A word of a query. A text matches it with any of its terms."""

    typed: str
    terms: frozenset[str]


@lru_cache(maxsize=40_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """Return the sorted terms under which a word of a text in this language is indexed."""
    if language == "kk" or has_kazakh_letters(word):
        terms = set(_kazakh_terms(word))
    else:
        terms = {f"r{lemma}" for lemma in russian.lemmas(word)}
    # Interned, because most terms belong to several of the remembered words.
    return tuple(intern(term) for term in sorted(terms))


def index_terms(text: str, language: str) -> list[str]:
    """Return all terms of a text, each once."""
    # About half of the words repeat, so each is analysed once.
    different = dict.fromkeys(words(text))
    return list(dict.fromkeys(term for word in different for term in terms_of(word, language)))


def query_words(query: str) -> list[Word]:
    """Return the distinct words of a query in either language, at most `MAX_QUERY_WORDS`."""
    typed = list(dict.fromkeys(words(query)))[:MAX_QUERY_WORDS]
    return [Word(word, frozenset(_query_terms(word))) for word in typed]


def _kazakh_terms(word: str) -> Iterator[str]:
    """Yield the lemmas of a word, all of them if it is ambiguous, as they are and folded."""
    readings = kazakh.analyse(word)
    for reading in readings:
        yield f"k{reading.lemma}"
        yield f"f{fold(reading.lemma)}"
    if readings[0].is_guess and may_lack_letters(word):
        yield from (f"f{lemma}" for lemma in kazakh.folded_lemmas(word))


def _query_terms(word: str) -> Iterator[str]:
    lemmas = kazakh.looked_up(word)
    for form in (word, *lemmas, *russian.lemmas(word)):
        for synonym in synonyms.synonyms_of(form):
            yield f"k{synonym}"
            if not has_kazakh_letters(synonym):
                yield from (f"r{lemma}" for lemma in russian.lemmas(synonym))
    yield from (f"k{lemma}" for lemma in lemmas)
    if may_lack_letters(word):
        yield from (f"f{lemma}" for lemma in kazakh.looked_up_folded(word))
    if not has_kazakh_letters(word):
        yield from (f"r{lemma}" for lemma in russian.lemmas(word))
