"""Analysis of a word: its stem is looked up, the grammar reads the rest."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newsroom.language.kazakh import entries, guesses
from newsroom.language.kazakh.entries import Stems
from newsroom.language.kazakh.machine import Machine, Reading

CACHED = 8_000


class Analysis(NamedTuple):
    """What a word may be a form of. `is_guess` is true if the lexicon does not know the word."""

    lemma: str
    pos: str
    is_guess: bool


class Analyser:
    """The analysis under a spelling: as it is, or folded to Russian letters.

    Folded words have folded lemmas: «казакстанда» has «казакстан».
    """

    def __init__(self, respell: Callable[[str], str]) -> None:
        self._respell = respell
        self._machine = Machine(respell)
        self._stems: Stems | None = None
        self.analyse = lru_cache(maxsize=CACHED)(self._analyse)

    def forms(self, lemma: str, most_suffixes: int) -> Iterator[str]:
        """Yield the forms of a lemma, known or not, without those of words derived from it."""
        known = entries.stems().items()
        nodes = [(stem, entry.node) for stem, found in known for entry in found if entry.lemma == lemma]
        unknown = [(stem, node) for stem, _lemma, _pos, node in guesses.of_lemma(lemma)]
        for stem, node in nodes or unknown:
            yield from self._machine.forms(stem, node, most_suffixes)

    def forget(self) -> None:
        """Empty the caches."""
        self.analyse.cache_clear()
        self._machine.readings.cache_clear()

    def _analyse(self, word: str) -> tuple[Analysis, ...]:
        """Return all readings, each lemma and part of speech once. There is at least one."""
        lengths = self._machine.splits(word)
        readings = list(dict.fromkeys(self._known(word, lengths)))
        plain = [analysis for analysis, is_rare in readings if not is_rare]
        rare = [analysis for analysis, is_rare in readings if is_rare]
        return tuple(dict.fromkeys(plain or rare or self._guessed(word, lengths)))

    def _known(self, word: str, lengths: list[int]) -> Iterator[tuple[Analysis, bool]]:
        stems = self._stems = self._stems or self._respelled_stems()
        for length in lengths:
            for lemma, pos, node in stems.get(word[:length], ()):
                for reading in self._machine.readings(node, word[length:]):
                    yield self._analysis(word[:length], lemma, pos, reading), reading.is_rare

    def _analysis(self, stem: str, lemma: str, pos: str, reading: Reading) -> Analysis:
        if reading.derived:
            return Analysis(self._respell(stem + reading.derived), guesses.POS_OF.get(reading.pos, reading.pos), False)
        return Analysis(self._respell(lemma), pos, False)

    def _guessed(self, word: str, lengths: list[int]) -> Iterator[Analysis]:
        yield Analysis(word, "noun", True)
        for stem, lemma, pos, node in guesses.candidates(word, lengths):
            for reading in self._machine.readings(node, word[len(stem) :]):
                if not reading.derived:
                    yield Analysis(self._respell(lemma), pos, True)

    def _respelled_stems(self) -> Stems:
        stems = entries.stems()
        respelled: Stems = {}
        for stem, found in stems.items():
            spelling = self._respell(stem)
            respelled[spelling] = (*respelled.get(spelling, ()), *found) if spelling in respelled else found
        return respelled
