"""The rule and the sentence that explain a change of typography."""

from django.utils.translation import gettext as _

_QUOTES = set('«»„“”"')


def describe(before: str, after: str) -> tuple[str, str]:
    """Return the name of the rule and the message for the person."""
    if any(letter.isalpha() for letter in before):
        return "look-alikes", _("В слове кириллицей есть латинские буквы.")
    added = set(after) - set(before)
    if _QUOTES & set(before + after):
        return "quotes", _("Кавычки: внешние «ёлочки», внутренние „лапки“.")
    if "…" in added:
        return "ellipsis", _("Многоточие ставится одним знаком.")
    if "−" in added:
        return "minus", _("Перед отрицательным числом ставится минус.")
    if "–" in added:
        return "range", _("Между числами ставится короткое тире без пробелов.")
    if "—" in after:
        return "dash", _("Тире длинное, перед ним неразрывный пробел.")
    if "\u00a0" in after:
        return "no-break-space", _("Здесь нужен неразрывный пробел.")
    return "spaces", _("Лишний пробел.")
