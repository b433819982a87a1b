"""Public URLs and the language that they are in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def current_language() -> str:
    """Return the language of the page that is being rendered."""
    return get_language() or settings.LANGUAGE_CODE


def other_language(language: str) -> str:
    """Return the first language that is not `language`."""
    return next(code for code in LANGUAGES if code != language)


def public_path(language: str, name: str, *args: object) -> str:
    """Return the path of the URL pattern `website:<name>` under the prefix of `language`."""
    with override(language):
        return reverse(f"website:{name}", args=args)


def absolute_url(path: str) -> str:
    """Return the public address of a path that starts at the root of the site."""
    return path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
