"""Spelling of a suffix after a stem.

A suffix is written with capitals for letters that depend on the stem:

* A is а or е, Y is ы or і, K is қ or к, G is ғ or г, after a voiceless consonant қ or к;
* L, N, C, D, B, M, W are consonants of the table below;
* a vowel in brackets stands only after consonants: (Y)м, (A)р;
* `V:`, `C:`, `X:` before a suffix restrict it to stems in a vowel, in a consonant, in another consonant than л;
  `S:` to stems in a vowel, р or л; `E:` to stems in л; `W:` to stems in а, е, ә;
  `I:` to verbs that have lost their ы or і.
"""

from newsroom.language.kazakh.sounds import BACK, VOWELS, End, letter_class

_BACK_SPELLING = {"A": "а", "Y": "ы", "K": "қ", "G": "ғ"}
_FRONT_SPELLING = {"A": "е", "Y": "і", "K": "к", "G": "г"}
_ORDER = "VRLNZT"
_CONSONANTS = {
    "L": "ллдддт",
    "N": "нддндт",
    "C": "нддддт",
    "D": "дддддт",
    "B": "дддндт",
    "M": "мммббп",
    "W": "ммммбп",
}
_CONDITIONS = {"V": "V", "C": "RLNZT", "X": "RNZT", "S": "VRL", "E": "L", "W": "V", "I": _ORDER}
_INITIAL_VOWELS = "AYу"
_CONVERB = "(Y)п"


def spelled(template: str, end: End) -> str | None:
    """Return the suffix as it is spelled after such a stem, or None if it cannot follow."""
    condition, separator, suffix = template.rpartition(":")
    if separator and not _is_met(condition, end):
        return None
    if end.joint.startswith("narrow") and condition != "I" and suffix[0] != "у":
        return None
    if end.joint == "rounded" and suffix != _CONVERB:
        return None
    if suffix[0] == "(":
        suffix = suffix[3:] if end.letters == "V" else suffix[1] + suffix[3:]
    begun = _beginning(suffix, end)
    return None if begun is None else _rest_spelled(begun, suffix[1:], end.harmony)


def _is_met(condition: str, end: End) -> bool:
    if condition == "I":
        return end.joint in ("narrow", "narrow_i")
    if condition == "W" and end.joint == "full":
        return False
    return end.letters in _CONDITIONS[condition]


def _beginning(suffix: str, end: End) -> str | None:
    first = suffix[0]
    if first in _INITIAL_VOWELS:
        return _initial_vowel(first, end)
    if end.joint in ("open", "melted", "narrow_u", "rounded") or (end.joint in ("narrow", "narrow_i") and first != "и"):
        return None
    return _letter(first, end.letters, end.harmony)


def _initial_vowel(first: str, end: End) -> str | None:
    """Return the vowel that begins a suffix, as it is spelled after the stem."""
    plain = first if first == "у" else _letter(first, end.letters, end.harmony)
    melts = first == "у" or (first == "A" and end.harmony == BACK)
    match end.joint:
        case "any":
            return plain if first == "у" or end.letters != "V" else None
        case "open" | "rounded":
            return plain
        case "hard":
            return None if melts else plain
        case "melted":
            return ("ю" if first == "у" else "я") if melts else None
        case "glide":
            return ("ю" if first == "у" else "я") if melts else plain
        case "narrow":
            return "у" if first == "у" else None
        case "narrow_u":
            return "ю" if first == "у" else None
    return None


def _rest_spelled(begun: str, rest: str, harmony: str) -> str:
    for letter in rest:
        begun += _letter(letter, "V" if begun[-1] in VOWELS else letter_class(begun), harmony)
    return begun


def _letter(letter: str, letters: str, harmony: str) -> str:
    if letter in _CONSONANTS:
        return _CONSONANTS[letter][_ORDER.index(letters)]
    if letter == "G" and letters == "T":
        letter = "K"
    return (_BACK_SPELLING if harmony == BACK else _FRONT_SPELLING).get(letter, letter)
