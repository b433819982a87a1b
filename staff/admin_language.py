"""The language of the admin: that of the user's account."""

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

COOKIE = "admin_language"
COOKIE_AGE = timedelta(days=365)
ADMIN_PATH = "/admin/"


class AdminLanguageMiddleware:
    """Activate the user's language under ``/admin/``. Place it after AuthenticationMiddleware.

    Before the login it is the language last used in this browser, or the one the browser asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN_PATH):
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
    if remembered in dict(settings.LANGUAGES):
        return remembered
    return translation.get_language_from_request(request)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Answer ``POST /admin/language/``: store the language in the account and in a cookie, and redirect back."""
    # Before the login there is only the cookie.
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("Такого языка здесь нет."))
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    response = HttpResponseRedirect(_next_url(request))
    remember(chosen, response)
    return response


def _next_url(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe and wanted.startswith(ADMIN_PATH) else reverse("admin:index")


def remember(language: str, response: HttpResponse) -> None:
    """Store the language for the login page of this browser."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=COOKIE_AGE,
        path=ADMIN_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
