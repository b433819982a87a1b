"""The lemma of a verb, the infinitive, and the ends of a verb's stem."""

from collections.abc import Iterator

from newsroom.language.kazakh.sounds import BACK, VOWELS, End, harmony, is_voiced_before_vowels, letter_class, voiced

_NARROW = "ыі"


def infinitive(stem: str) -> str:
    """Return the infinitive: «бару», «оқу» of «оқы», «қою» of «қой», «баю» of «байы», «табу» of «тап»."""
    if stem[-1] in _NARROW:
        stem = stem[:-1]
        return f"{stem[:-1]}ю" if stem[-1] == "й" else f"{stem}у"
    if stem[-1] == "й":
        return f"{stem[:-1]}ю"
    if stem[-1] == "и":
        return f"{stem}ю"
    return f"{voiced(stem)}у" if is_voiced_before_vowels(stem) else f"{stem}у"


def verbal_ends(stem: str, tone: str = "") -> Iterator[tuple[str, End]]:
    """Yield the spellings of a verb's stem with what may follow each; `tone` is a harmony that the stem hides."""
    end = End(tone or harmony(stem), letter_class(stem), "any")
    if stem[-1] in _NARROW:
        yield from _narrow_ends(stem, end)
    elif stem[-1] == "й":
        yield stem, end._replace(joint="hard")
        yield stem[:-1], end._replace(joint="melted")
    elif stem[-1] == "и":
        yield stem, end._replace(joint="glide")
    elif is_voiced_before_vowels(stem):
        yield stem, end._replace(joint="closed")
        yield voiced(stem), end._replace(joint="open")
        yield from _rounded_end(stem, end)
    else:
        yield stem, end


def _narrow_ends(stem: str, end: End) -> Iterator[tuple[str, End]]:
    yield stem, end._replace(joint="full")
    if stem[-2] == "й":
        yield stem[:-1], end._replace(joint="narrow_i")
        yield stem[:-2], end._replace(joint="narrow_u")
    else:
        yield stem[:-1], end._replace(joint="narrow")


def _rounded_end(stem: str, end: End) -> Iterator[tuple[str, End]]:
    """Yield «тау» of «тап», which has the converb «тауып»."""
    is_short = sum(letter in VOWELS for letter in stem) == 1
    if stem[-1] == "п" and stem[-2] in "ае" and is_short:
        yield f"{stem[:-1]}у", End(BACK if stem[-2] == "а" else end.harmony, "R", "rounded")
