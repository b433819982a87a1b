"""Kazakh as it is typed on a Russian keyboard: «казакстан» for «қазақстан» (domain, section 5)."""

KAZAKH_LETTERS = "әғқңөұүһіə"
_FOLDED = str.maketrans("әəғқңөұүһі", "аагкноуухи")


def fold(word: str) -> str:
    """The word without Kazakh letters; a Latin look-alike of ә counts as ә."""
    return word.translate(_FOLDED)


def has_kazakh_letters(word: str) -> bool:
    return any(letter in KAZAKH_LETTERS for letter in word)
