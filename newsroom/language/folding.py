"""Kazakh as it is typed on a Russian keyboard: «казакстан» for «қазақстан» (domain, section 5)."""

KAZAKH_LETTERS = "әғқңөұүһі"
_FOLDED = str.maketrans(KAZAKH_LETTERS, "агкноуухи")
_STAND_INS = "агкноух"


def fold(word: str) -> str:
    """The word without Kazakh letters."""
    return word.translate(_FOLDED)


def has_kazakh_letters(word: str) -> bool:
    return any(letter in KAZAKH_LETTERS for letter in word)


def may_lack_letters(word: str) -> bool:
    """Whether its letters may stand in for Kazakh ones: «кала» for «қала», and «мугалім», of a layout with і alone."""
    if "і" in word:
        return not has_kazakh_letters(word.replace("і", "")) and any(letter in _STAND_INS for letter in word)
    return not has_kazakh_letters(word)
