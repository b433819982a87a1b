"""The language of the desk: each person's own, whatever the browser or the address says."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from staff.models import User

COOKIE = "desk_language"
COOKIE_AGE = timedelta(days=365)
DESK = "/admin/"


class DeskLanguageMiddleware:
    """Speak the person's language under ``/admin/``; stands after AuthenticationMiddleware.

    Before login the language is the one last used at the desk in this browser, or the one the
    browser asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        language = _language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _language_of(request: HttpRequest) -> str:
    if isinstance(request.user, User):
        return request.user.language
    remembered = request.COOKIES.get(COOKIE, "")
    if remembered in User.Language.values:
        return remembered
    return translation.get_language_from_request(request)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Answer ``POST /admin/language/``: keep the chosen language and go back.

    With the person, or, on the login page, with the browser only.
    """
    chosen = request.POST.get("language", "")
    if chosen not in User.Language.values:
        return HttpResponseBadRequest(_("Такого языка здесь нет."))
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    response = HttpResponseRedirect(_way_back(request))
    remember(chosen, response)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith(DESK) else reverse("admin:index")


def remember(language: str, response: HttpResponse) -> None:
    """Let the login page of this browser speak this language next time."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=COOKIE_AGE,
        path=DESK,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
