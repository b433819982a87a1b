"""Public URLs and the language that they are in."""

from functools import cache, lru_cache

from django.conf import settings
from django.core.validators import slug_re
from django.urls import reverse
from django.utils.translation import get_language, override

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def current_language() -> str:
    """Return the language of the page that is being rendered."""
    return get_language() or settings.LANGUAGE_CODE


def other_language(language: str) -> str:
    """Return the first language that is not `language`."""
    return next(code for code in LANGUAGES if code != language)


@lru_cache(maxsize=4096)
def public_path(language: str, name: str, *args: object) -> str:
    """Return the path of the URL pattern `website:<name>` under the prefix of `language`."""
    with override(language):
        return reverse(f"website:{name}", args=args)


def article_path(language: str, pk: int, slug: str) -> str:
    """Return the path of an article. There are too many to remember each, as `public_path` does."""
    if slug_re.fullmatch(slug):
        return f"{_articles_path(language)}{pk}-{slug}/"
    return public_path(language, "article", pk, slug)


@cache
def _articles_path(language: str) -> str:
    return public_path(language, "article", 1, "x").removesuffix("1-x/")


def absolute_url(path: str) -> str:
    """Return the public address of a path that starts at the root of the site."""
    return path if path.startswith(("https://", "http://")) else f"{settings.SITE_URL}{path}"
