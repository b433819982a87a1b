"""Names of Kazakhstan in Russian texts, which the dictionary lacks or takes for forms of other words."""

import re
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("russian_names.txt")
# Cases of a surname: of a man, of a woman, of a family.
_SURNAME = ("", "а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми")
# Without the genitive plural: «ержанов» is a surname.
_HARD = ("", "а", "у", "ом", "е", "ы", "ам", "ами", "ах")
_SOFT = ("й", "я", "ю", "ем", "е", "и", "ям", "ями", "ях")
_SOFT_SIGN = ("ь", "я", "ю", "ем", "е", "и", "ью")
_FEMININE = ("а", "ы", "и", "е", "у", "ой", "ою")
_SURNAME_FORM = re.compile(r"([а-я]{2,40}(?:[ое]в|ин))(?:а|у|ым|ом|е|ой|ою|ы|ых|ыми)?")
_PATRONYMIC_FORM = re.compile(r"([а-я]{2,40}(?:бай|бек|хан|жан|гали))(?:а|у|ом|е)?")


def lemma(word: str) -> str | None:
    """Return the first form of a listed name."""
    return _forms().get(word)


def guess(word: str) -> str | None:
    """Return the first form of a word that no dictionary knows and that is built like a surname or given name."""
    if match := _SURNAME_FORM.fullmatch(word) or _PATRONYMIC_FORM.fullmatch(word):
        return match[1]
    return None


@cache
def _forms() -> dict[str, str]:
    """Return the first form of each form. A form of two names belongs to the one it is itself, else to the first."""
    names = [name for line in _LIST.read_text("utf-8").splitlines() if line[:1] != "#" for name in line.split()]
    forms = {name: name for name in names}
    for name in names:
        for form in _decline(name):
            forms.setdefault(form, name)
    return forms


def _decline(name: str) -> list[str]:
    if name.endswith(("ов", "ев", "ин")):
        return [name + ending for ending in _SURNAME]
    for last, endings in (("й", _SOFT), ("ь", _SOFT_SIGN), ("а", _FEMININE)):
        if name.endswith(last):
            return [name[:-1] + ending for ending in endings]
    if name.endswith(tuple("оуыэюеи")):
        return [name]
    return [name + ending for ending in _HARD]
