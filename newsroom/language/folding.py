"""Kazakh as typed on a Russian keyboard: «казакстан» for «қазақстан»."""

KAZAKH_LETTERS = "әғқңөұүһі"
_FOLDED = str.maketrans(KAZAKH_LETTERS, "агкноуухи")
_SUBSTITUTES = "агкноух"


def fold(word: str) -> str:
    """Replace the Kazakh letters of `word` by their Russian neighbours."""
    return word.translate(_FOLDED)


def has_kazakh_letters(word: str) -> bool:
    return any(letter in KAZAKH_LETTERS for letter in word)


def may_lack_letters(word: str) -> bool:
    """Return whether `word` may lack Kazakh letters: «кала» for «қала», or «мугалім» of a layout that has only «і»."""
    if "і" in word:
        return not has_kazakh_letters(word.replace("і", "")) and any(letter in _SUBSTITUTES for letter in word)
    return not has_kazakh_letters(word)
