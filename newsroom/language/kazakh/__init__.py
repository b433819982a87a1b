"""Morphological analysis of Kazakh: `lemmas("мектептерімізде")` is `("мектеп",)`.

`sounds` and `suffixes` spell a suffix after a stem, `grammar` lists which suffixes follow which, `machine` reads it,
`lexicon` has the words, `entries` their stems. A word that the lexicon does not know is guessed.
"""

from newsroom.language.folding import fold
from newsroom.language.kazakh.analyser import Analyser, Analysis

__all__ = [
    "Analyser",
    "Analysis",
    "analyse",
    "folded_lemmas",
    "forget",
    "forms",
    "is_known",
    "lemmas",
    "looked_up",
    "looked_up_folded",
]

_WRITTEN, _FOLDED = Analyser(str), Analyser(fold)


def analyse(word: str) -> tuple[Analysis, ...]:
    """Return what a word in small letters may be a form of, at least one reading; all lemmas if it is ambiguous."""
    return _WRITTEN.analyse(word)


def lemmas(word: str) -> tuple[str, ...]:
    """Return the lemmas of all readings, each once."""
    return tuple(dict.fromkeys(analysis.lemma for analysis in analyse(word)))


def is_known(word: str) -> bool:
    """Return whether the lexicon and the grammar know the word as it is spelled."""
    return not analyse(word)[0].is_guess


def forms(lemma: str, most_suffixes: int = 2) -> frozenset[str]:
    """Return the forms of a lemma with at most so many suffixes; of one that is not known, those of a noun."""
    return frozenset(_WRITTEN.forms(lemma, most_suffixes))


def folded_lemmas(word: str) -> tuple[str, ...]:
    """Return the folded lemmas of a word typed on a Russian keyboard: «казакстанда» has «казакстан»."""
    return tuple(dict.fromkeys(analysis.lemma for analysis in _FOLDED.analyse(fold(word))))


def looked_up(word: str) -> tuple[str, ...]:
    """Return the lemmas that a reader looks for who types this word.

    A known word in its dictionary form means itself: «қала» is the city, though it is a form of «қалу» too.
    """
    return _itself_or_all(word, analyse(word))


def looked_up_folded(word: str) -> tuple[str, ...]:
    """Return the same for a word typed on a Russian keyboard; the lemmas are folded."""
    return _itself_or_all(fold(word), _FOLDED.analyse(fold(word)))


def _itself_or_all(word: str, readings: tuple[Analysis, ...]) -> tuple[str, ...]:
    if any(reading.lemma == word and not reading.is_guess for reading in readings):
        return (word,)
    return tuple(dict.fromkeys(reading.lemma for reading in readings))


def forget() -> None:
    """Empty the caches of words."""
    for analyser in (_WRITTEN, _FOLDED):
        analyser.forget()
