"""The index terms of a text, and the terms that a query looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from newsroom.language import kazakh, russian, synonyms
from newsroom.language.folding import has_kazakh_letters, may_lack_letters
from newsroom.language.tokens import words

VERSION = 3
"""Increase it when a change of the analyser gives other terms: older index entries are then rebuilt."""

MAX_QUERY_WORDS = 12


@dataclass(frozen=True)
class Word:
    """A word of a query. A text matches it with any of its terms."""

    typed: str
    terms: frozenset[str]


@lru_cache(maxsize=100_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """Return the sorted terms under which a word of a text in this language is indexed."""
    if language == "kk" or has_kazakh_letters(word):
        terms = {f"k{kazakh.stem(word)}", f"f{kazakh.folded_stem(word)}"}
    else:
        terms = {f"r{lemma}" for lemma in russian.lemmas(word)}
    return tuple(sorted(terms))


def index_terms(text: str, language: str) -> list[str]:
    """Return all terms of a text, each once."""
    # About half of the words repeat, so each is analysed once.
    different = dict.fromkeys(words(text))
    return list(dict.fromkeys(term for word in different for term in terms_of(word, language)))


def query_words(query: str) -> list[Word]:
    """Return the distinct words of a query in either language, at most `MAX_QUERY_WORDS`."""
    typed = list(dict.fromkeys(words(query)))[:MAX_QUERY_WORDS]
    return [Word(word, frozenset(_query_terms(word))) for word in typed]


def _query_terms(word: str) -> Iterable[str]:
    spellings = {word}
    for form in (word, kazakh.stem(word), *(russian.lemmas(word))):
        spellings.update(synonyms.synonyms_of(form))
    for spelling in spellings:
        yield f"k{kazakh.stem(spelling)}"
        if may_lack_letters(spelling):
            yield f"f{kazakh.folded_stem(spelling)}"
        if not has_kazakh_letters(spelling):
            yield from (f"r{lemma}" for lemma in russian.lemmas(spelling))
