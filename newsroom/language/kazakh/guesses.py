"""Stems that an unknown word may have."""

from collections.abc import Iterable, Iterator

from newsroom.language.kazakh.infinitives import infinitive, verbal_ends
from newsroom.language.kazakh.machine import VERBAL, Node
from newsroom.language.kazakh.sounds import (
    BACK,
    FRONT,
    VOICED,
    VOWELS,
    End,
    harmony,
    is_voiced_before_vowels,
    letter_class,
    voiced,
)

LEAST = 3
# A surname has other suffixes than its last vowel asks for: «Қайыңбаевтың», «Қайыңбаева».
SURNAME_ENDINGS = ("ов", "ев")
POS_OF = {VERBAL: "verb"}
_UNVOICED = {after: before for before, after in VOICED.items()}

Candidate = tuple[str, str, str, Node]
"""A spelling of a stem, its lemma and part of speech, and what may follow it."""


def candidates(word: str, lengths: Iterable[int]) -> Iterator[Candidate]:
    """Yield the beginnings of a word of these lengths that may be a stem. The grammar decides whether the rest fits."""
    for length in lengths:
        stem = word[:length]
        if length >= LEAST and not VOWELS.isdisjoint(stem):
            yield from _nominal(stem)
            if stem.endswith(SURNAME_ENDINGS):
                yield from ((stem, stem, "name", Node("surname", End(tone, "T", "any"))) for tone in (BACK, FRONT))
            if length < len(word):
                yield from _verbal(stem)


def of_lemma(lemma: str) -> Iterator[Candidate]:
    """Yield the stems of an unknown noun in both spellings, before consonants and before vowels."""
    yield from _nominal(lemma)
    if is_voiced_before_vowels(lemma):
        yield from _nominal(voiced(lemma))


def _nominal(stem: str) -> Iterator[Candidate]:
    end = End(harmony(stem), letter_class(stem), "any")
    if stem[-1] in _UNVOICED and stem[-2] in VOWELS:
        lemma = stem[:-1] + _UNVOICED[stem[-1]]
        end = End(harmony(lemma), "T", "open")
        yield stem, lemma, "noun", Node("unknown", end)
    elif is_voiced_before_vowels(stem):
        yield stem, stem, "noun", Node("unknown", end._replace(joint="closed"))
    else:
        yield stem, stem, "noun", Node("unknown", end)


def _verbal(stem: str) -> Iterator[Candidate]:
    """Yield the stem itself. That a verb loses ы or і, as few unknown ones do, is not guessed."""
    if stem[-1] in _UNVOICED and stem[-2] in VOWELS:
        lemma = stem[:-1] + _UNVOICED[stem[-1]]
        yield stem, infinitive(lemma), "verb", Node("unknown_verbal", End(harmony(lemma), "T", "open"))
        return
    for spelling, end in verbal_ends(stem):
        if spelling == stem and end.joint != "full":
            yield stem, infinitive(stem), "verb", Node("unknown_verbal", end)
