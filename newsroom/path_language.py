"""The language of a public page: its address says it, and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation


class PathLanguageMiddleware:
    """Kazakh under `/kk/`, the default language everywhere else.

    Stands in the place of Django's LocaleMiddleware, which asks the browser too: a stored page must be the same for
    everybody. The desk's own middleware comes after it and changes the language under `/admin/`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response


def language_of(path: str) -> str:
    """The language of an address: `kk` for `/kk` and all below it, else the default one."""
    first = path.removeprefix("/").partition("/")[0]
    prefixed = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in prefixed else settings.LANGUAGE_CODE
