"""The grammar as a machine: from a stem through suffixes to the end of a word.

A node is a state of the grammar after a stem of a certain ending. What follows a stem depends only on its node, so the
readings of the same rest after the same node are computed once.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from newsroom.language.kazakh.infinitives import infinitive
from newsroom.language.kazakh.sounds import (
    DECISIVE,
    EVERY_END,
    VOICED,
    End,
    harmony,
    is_voiced_before_vowels,
    letter_class,
    voiced,
)
from newsroom.language.kazakh.suffixes import spelled

GRAMMAR = Path(__file__).parent / "grammar"
MEMORY = 10_000
VERBAL = "verbal"
LONGEST_SUFFIX = 7
UNFINISHED = ("open", "melted", "narrow", "narrow_i", "narrow_u", "rounded")
"""Joints at which no word ends: «мектеб»."""
_RARE = "?"


class Suffix(NamedTuple):
    """A way to the next state. `derived` is the part of speech if the suffix makes a lemma of its own."""

    template: str
    target: str
    derived: str
    keeps_lemma: bool
    is_rare: bool


class State(NamedTuple):
    is_final: bool
    included: tuple[str, ...]
    suffixes: list[Suffix]


class Node(NamedTuple):
    state: str
    end: End


class Arc(NamedTuple):
    """A spelled suffix. `lemma` replaces it in the lemma that it makes."""

    node: Node
    lemma: str
    suffix: Suffix


class Reading(NamedTuple):
    """What the rest of a word adds to the stem: nothing, or the rest of a derived lemma and its part of speech."""

    derived: str
    pos: str
    is_rare: bool


@cache
def grammar() -> dict[str, State]:
    """Read the states of both files."""
    states: dict[str, State] = {}
    state = State(False, (), [])
    for line in _lines():
        if line[0].isspace():
            state.suffixes.extend(_suffixes(line))
        else:
            head, _separator, included = line.partition("<")
            name, *final = head.split()
            state = states[name] = State(bool(final), tuple(included.split()), [])
    return states


def _lines() -> Iterator[str]:
    for path in sorted(GRAMMAR.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                yield line


def _suffixes(line: str) -> Iterator[Suffix]:
    templates, _separator, rest = line.partition(">")
    target, *marks = rest.split()
    made = next((mark for mark in marks if mark != _RARE), "")
    for template in templates.split():
        yield Suffix(template, target, made[1:], not made.startswith("="), _RARE in marks)


@cache
def suffixes_of(state: str) -> tuple[Suffix, ...]:
    """Return the suffixes of a state and of all that it includes."""
    known = grammar()[state]
    return (*known.suffixes, *(suffix for name in known.included for suffix in suffixes_of(name)))


def may_end_in(node: Node) -> bool:
    """Return whether a word may end here."""
    return grammar()[node.state].is_final and node.end.joint not in UNFINISHED


class Machine:
    """The grammar under a spelling: as it is, or folded to Russian letters."""

    def __init__(self, respell: Callable[[str], str]) -> None:
        self._respell = respell
        self.arcs = lru_cache(maxsize=None)(self._arcs)
        self.readings = lru_cache(maxsize=MEMORY)(self._readings)
        self._spellings: frozenset[str] = frozenset()

    def splits(self, word: str) -> list[int]:
        """Return the lengths that the stem of a word may have, if its rest is to be read as suffixes of any kind.

        It saves most of the work: few ends of a word are suffixes.
        """
        spellings = self._spellings = self._spellings or self._all_spellings()
        found = [len(word)]
        for start in range(len(word) - 1, 0, -1):
            if any(word[start:end] in spellings for end in found if end - start <= LONGEST_SUFFIX):
                found.append(start)
        return found[::-1]

    def forms(self, stem: str, node: Node, most_suffixes: int) -> Iterator[str]:
        """Yield the words of at most so many suffixes after a stem, without derived words and rare suffixes."""
        if may_end_in(node):
            yield stem
        if most_suffixes:
            for spelling, arcs in self.arcs(node).items():
                for arc in arcs:
                    if not arc.suffix.derived and not arc.suffix.is_rare:
                        yield from self.forms(stem + spelling, arc.node, most_suffixes - 1)

    def _all_spellings(self) -> frozenset[str]:
        templates = {suffix.template for state in grammar() for suffix in suffixes_of(state)}
        texts = {text for template in templates for end in EVERY_END if (text := spelled(template, end))}
        changed = {voiced(text) for text in texts if text[-1] in VOICED}
        return frozenset(map(self._respell, texts | changed))

    def _readings(self, node: Node, rest: str) -> tuple[Reading, ...]:
        """Return the readings of the rest of a word after this node."""
        found = [] if rest or not may_end_in(node) else [Reading("", "", False)]
        arcs = self.arcs(node)
        for length in range(1, len(rest) + 1):
            for arc in arcs.get(rest[:length], ()):
                found += _with(arc, rest[:length], self.readings(arc.node, rest[length:]))
        return tuple(dict.fromkeys(found))

    def _arcs(self, node: Node) -> dict[str, tuple[Arc, ...]]:
        arcs: dict[str, tuple[Arc, ...]] = {}
        for suffix in suffixes_of(node.state):
            text = spelled(suffix.template, node.end)
            for form, arc in _ways(text, node.end, suffix) if text else ():
                spelling = self._respell(form)
                arcs[spelling] = (*arcs.get(spelling, ()), arc)
        return arcs


def _with(arc: Arc, spelling: str, readings: tuple[Reading, ...]) -> Iterator[Reading]:
    suffix = arc.suffix
    for reading in readings:
        is_rare = suffix.is_rare or reading.is_rare
        if reading.derived:
            yield Reading(spelling + reading.derived, reading.pos, is_rare)
            continue
        if suffix.derived:
            yield Reading(arc.lemma, suffix.derived, is_rare)
        if suffix.keeps_lemma:
            yield Reading("", "", is_rare)


def _ways(text: str, before: End, suffix: Suffix) -> Iterator[tuple[str, Arc]]:
    """Yield the spelled suffix, and its form before a vowel if that is another one: «лық», «лығ»."""
    lemma = infinitive(text) if suffix.derived == VERBAL else text
    end = End(_harmony_after(text, suffix.template, before), letter_class(text), "any")
    if text[-1] in VOICED and is_voiced_before_vowels(text if len(text) > 1 else "а" + text):
        yield text, Arc(Node(suffix.target, end._replace(joint="closed")), lemma, suffix)
        yield voiced(text), Arc(Node(suffix.target, end._replace(joint="open")), lemma, suffix)
    else:
        yield text, Arc(Node(suffix.target, end), lemma, suffix)


def _harmony_after(text: str, template: str, before: End) -> str:
    """Return the harmony after a suffix; one with a vowel that never changes has its own."""
    changes = any(letter in "AYуKG" for letter in template.rpartition(":")[2])
    return before.harmony if changes or DECISIVE.isdisjoint(text) else harmony(text)
