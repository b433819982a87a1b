"""Access to pairs of model fields that hold one text in each language: `name_ru` and `name_kk`."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language


def localized(obj: Any, name: str, *, fallback: bool = True) -> str:
    """Return the field `<name>_<language>` of `obj` in the active language.

    An empty text is replaced by that of the default language, unless `fallback` is false. A language outside
    `settings.LANGUAGES` counts as the default language.
    """
    language = get_language()
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    text: str = getattr(obj, f"{name}_{language}")
    if text or not fallback:
        return text
    default: str = getattr(obj, f"{name}_{settings.LANGUAGE_CODE}")
    return default
