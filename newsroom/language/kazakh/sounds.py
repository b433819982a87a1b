"""Vowel harmony, classes of final letters, and the joint between a stem and a suffix."""

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

BACK, FRONT = "b", "f"
VOWELS = frozenset("аәеёоөуұүыіиэюя")
_BACK_LETTERS, _FRONT_LETTERS = frozenset("аоұыя"), frozenset("әеөүіэё")
DECISIVE = _BACK_LETTERS | _FRONT_LETTERS
# Loans with these endings take front suffixes whatever their vowel: «банкке», «паркте».
_FRONT_CLUSTERS = ("рк", "рг", "нк", "нг", "кс", "кт", "ск", "лк")
_SOFT = re.compile(r"[бвгджзклмнпрстфхцчшщ][лр]ь$")
# Words with no other vowel than «и» are front, except these.
_BACK_I = re.compile(r"^(ми|қи|жи)$|қ|ғ")
_CLASSES = {
    **dict.fromkeys("аәеэоөыіұүя", "V"),
    **dict.fromkeys("рйуиюё", "R"),
    "л": "L",
    **dict.fromkeys("мнң", "N"),
    **dict.fromkeys("зж", "Z"),
}
VOICED = {"п": "б", "к": "г", "қ": "ғ"}


JOINTS = ("any", "closed", "open", "hard", "melted", "glide", "full", "narrow", "narrow_i", "narrow_u", "rounded")


class End(NamedTuple):
    """What a suffix sees of a stem.

    `letters` is the class of the last letter: V, R, L, N, Z or T. `joint` says which suffixes may follow:

    * `any`: all; `closed`: none that begins with a vowel; `open`: only those that do;
    * `hard`: a stem in й, before which «а» and «у» would melt; `melted`: only these, as «я» and «ю»;
    * `glide`: a stem in и, after which «а» and «у» are «я» and «ю»;
    * `rounded`: «тау» of «тап», which only has a converb: «тауып»;
    * `full`: a verb in ы or і, which loses it before «у» and «и»; `narrow`: such a verb without its vowel;
      `narrow_i`, `narrow_u`: the same for verbs in йы and йі, of which «у» melts with й.
    """

    harmony: str
    letters: str
    joint: str


EVERY_END = [End(*parts) for parts in product((BACK, FRONT), "VRLNZT", JOINTS)]


@lru_cache(maxsize=4096)
def harmony(stem: str) -> str:
    """Return whether suffixes of the stem have back or front vowels: the last decisive letter wins."""
    if stem.endswith(_FRONT_CLUSTERS) or _SOFT.search(stem) or (stem.endswith("ь") and _syllables(stem) == 1):
        return FRONT
    for place in range(len(stem) - 1, -1, -1):
        letter = stem[place]
        if letter in _FRONT_LETTERS:
            return FRONT
        if letter in _BACK_LETTERS or _is_back_u(stem, place):
            return BACK
        if letter == "и" and 0 < place < len(stem) - 1 and _syllables(stem) > 1:
            return BACK if stem[place + 1] in "хқғ" or stem[place - 1] in "қғ" else FRONT
    return _harmony_of_rest(stem)


def _syllables(stem: str) -> int:
    return sum(letter in VOWELS for letter in stem)


def _is_back_u(stem: str, place: int) -> bool:
    """Return whether «у» stands between consonants: «институт», not «келу»."""
    if stem[place] != "у" or not 0 < place < len(stem) - 1:
        return False
    return stem[place - 1] not in VOWELS and stem[place + 1] not in VOWELS


def _harmony_of_rest(stem: str) -> str:
    if "и" in stem:
        return BACK if _BACK_I.search(stem) else FRONT
    if any(letter in "қғ" for letter in stem):
        return BACK
    if any(letter in "кг" for letter in stem):
        return FRONT
    return BACK if "у" in stem else FRONT


def letter_class(stem: str) -> str:
    """Return the class of the last letter. Final б, в, г and д count as voiceless: «клубқа»."""
    return _CLASSES.get(stem.rstrip("ьъ")[-1:], "T")


def is_voiced_before_vowels(stem: str) -> bool:
    """Return whether the last consonant changes before a vowel: «сабақ», «сабағы», but «парк», «паркі»."""
    return len(stem) > 1 and stem[-1] in VOICED and stem[-2] in VOWELS


def voiced(stem: str) -> str:
    return stem[:-1] + VOICED[stem[-1]]
