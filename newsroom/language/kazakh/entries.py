"""The lexicon: every stem, in each of its spellings, with its lemma and what may follow it.

A folder of `lexicon` is named by the state of the grammar that its words begin in. Its files hold words, in any order;
verbs by their stem. A word may have marks:

* `орын~орн`: the stem before an ending of possession;
* `банк:f`: front suffixes (`:b` back ones) where the letters say otherwise;
* `тип:x`: the last consonant never changes; `факт:i`: also «факті».
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsroom.language.kazakh.infinitives import infinitive, verbal_ends
from newsroom.language.kazakh.machine import VERBAL, Node
from newsroom.language.kazakh.sounds import BACK, FRONT, End, harmony, is_voiced_before_vowels, letter_class, voiced

LEXICON = Path(__file__).parent / "lexicon"
POS = {
    "given": "name",
    "surname": "name",
    "auxiliary": "verb",
    VERBAL: "verb",
    "short_verbal": "verb",
    "irregular": "pronoun",
    "postposition": "noun",
}
"""The parts of speech of states that have other names."""


# Long loans in -ст lose т before a suffix: «журналистер».
LONG = 4


class Entry(NamedTuple):
    """A spelling of a stem. `lemma` is the word that a reader looks up."""

    lemma: str
    pos: str
    node: Node


Stems = dict[str, tuple[Entry, ...]]


@cache
def stems() -> Stems:
    """Return the entries of each spelling of a stem."""
    found: Stems = {}
    nodes: dict[Node, Node] = {}
    for spelling, entry in _entries():
        # Equal nodes become one object: there are a few hundred of them for tens of thousands of stems.
        entry = entry._replace(node=nodes.setdefault(entry.node, entry.node))
        if entry not in found.get(spelling, ()):
            found[spelling] = (*found.get(spelling, ()), entry)
    return found


def _entries() -> Iterator[tuple[str, Entry]]:
    for state, word in _words():
        yield from _entries_of(state, word)
        if state == "given":
            yield from _entries_of("surname", _surname(word))
    for lemma, *forms in _irregular():
        for form in (lemma, *forms):
            yield form, Entry(lemma, "pronoun", Node("irregular", End(FRONT, "N", "any")))


def _words() -> Iterator[tuple[str, str]]:
    for path in sorted(LEXICON.glob("*/*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield from ((path.parent.name, word) for word in line.split())


def _irregular() -> Iterator[list[str]]:
    for line in (LEXICON / "irregular.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def _entries_of(state: str, word: str) -> Iterator[tuple[str, Entry]]:
    word, _separator, elided = word.partition("~")
    word, _separator, marks = word.partition(":")
    pos = POS.get(state, state)
    if pos == "verb":
        tone = next((mark for mark in marks if mark in (BACK, FRONT)), "")
        ends, lemma = list(_verbal_ends(word, tone, elided)), infinitive(elided or word)
    else:
        ends, lemma = list(_nominal_ends(word, marks, elided)), word
    for spelling, end in ends:
        yield spelling, Entry(lemma, pos, Node(state, end))


def _verbal_ends(word: str, tone: str, elided: str) -> Iterator[tuple[str, End]]:
    if elided:
        yield word, _end(word, tone)._replace(joint="closed")
        yield elided, _end(word, tone)._replace(joint="open")
    else:
        yield from verbal_ends(word, tone)


def _nominal_ends(word: str, marks: str, elided: str) -> Iterator[tuple[str, End]]:
    for tone in _tones(word, marks):
        end = _end(word, tone)
        if elided:
            yield word, end._replace(joint="closed")
            yield elided, end._replace(joint="open")
        elif word.endswith("ь"):
            yield word, end._replace(joint="closed")
            yield word[:-1], end._replace(joint="open")
        elif "x" not in marks and is_voiced_before_vowels(word):
            yield word, end._replace(joint="closed")
            yield voiced(word), end._replace(joint="open")
        else:
            yield word, end
        if word[-2:-1] == word[-1] or word.endswith("зд") or (word.endswith("ст") and len(word) > LONG):
            yield word[:-1], _end(word[:-1], tone)._replace(joint="closed")
        if "i" in marks:
            yield f"{word}і", End(FRONT, "V", "any")


def _tones(word: str, marks: str) -> tuple[str, ...]:
    """Return the harmonies of a word: both if it has suffixes of both kinds.

    Both «кінәсі» and «кінәға» are written, both «Андреевтің» and «Тоқаевтың».
    """
    marked = tuple(mark for mark in marks if mark in (BACK, FRONT))
    if not marked and word.endswith(("ә", "ь", "ог", "ов", "ев")):
        return BACK, FRONT
    return marked or (harmony(word),)


def _end(word: str, tone: str) -> End:
    return End(tone or harmony(word), letter_class(word), "any")


def _surname(given: str) -> str:
    """Return the surname of a given name: «Омаров», «Әлиев», «Сәрсенбаев»."""
    given = given.partition(":")[0]
    if given[-1] in "йи":
        return f"{given.rstrip('й')}ев"
    return f"{given}ев" if letter_class(given) == "V" else f"{given}ов"
