"""What stands in the index for a word, and what a word of a query looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from newsroom.language import kazakh, russian, synonyms
from newsroom.language.folding import has_kazakh_letters, may_lack_letters
from newsroom.language.tokens import words

VERSION = 2
"""Grows with every change of the analyser that gives other terms: what was indexed before is indexed anew."""

MOST_WORDS = 12


@dataclass(frozen=True)
class Word:
    """A word of a query: any of its terms in a text is a hit."""

    typed: str
    terms: frozenset[str]


@lru_cache(maxsize=100_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms that a word of a text in this language is found by, each once, in one order everywhere."""
    if language == "kk" or has_kazakh_letters(word):
        terms = {f"k{kazakh.stem(word)}", f"f{kazakh.folded_stem(word)}"}
    else:
        terms = {f"r{lemma}" for lemma in russian.lemmas(word)}
    return tuple(sorted(terms))


def index_terms(text: str, language: str) -> list[str]:
    """All terms of a text, each once."""
    # Half of a text's words are there twice: each is asked for once.
    different = dict.fromkeys(words(text))
    return list(dict.fromkeys(term for word in different for term in terms_of(word, language)))


def query_words(query: str) -> list[Word]:
    """The words of a query, in either language whatever the page's, each once; at most `MOST_WORDS`."""
    typed = list(dict.fromkeys(words(query)))[:MOST_WORDS]
    return [Word(word, frozenset(_looked_for(word))) for word in typed]


def _looked_for(word: str) -> Iterable[str]:
    spellings = {word}
    for form in (word, kazakh.stem(word), *(russian.lemmas(word))):
        spellings.update(synonyms.others(form))
    for spelling in spellings:
        yield f"k{kazakh.stem(spelling)}"
        if may_lack_letters(spelling):
            yield f"f{kazakh.folded_stem(spelling)}"
        if not has_kazakh_letters(spelling):
            yield from (f"r{lemma}" for lemma in russian.lemmas(spelling))
