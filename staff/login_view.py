"""The door of the desk: the stock admin's login behind the throttle."""

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.utils.text import drop_junk
from staff import admin_language, login_throttle
from staff.auth import current_user
from staff.models.user import USERNAME_LENGTH

log = logging.getLogger("staff.security")

WRONG = _("Логин или пароль не подходит. Прописные и строчные буквы в пароле различаются.")


class LoginForm(AdminAuthenticationForm):
    """The stock form with one answer to a wrong login, a wrong password and a closed account."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    required_css_class = "required"

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("Логин")
        self.fields["password"].label = _("Пароль")

    def clean(self) -> dict[str, Any]:
        attempt: login_throttle.Attempt | None = getattr(self.request, "login_attempt", None)
        if attempt is not None and attempt.is_refused:
            raise ValidationError(login_throttle.sentence(attempt), code="throttled")
        return super().clean()

    def confirm_login_allowed(self, user: Any) -> None:
        if not user.is_staff:
            raise ValidationError(WRONG, code="invalid_login")


@sensitive_post_parameters("password")
@csrf_protect
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Answer ``/admin/login/``: 429 with the waiting time for who guesses, else the stock login."""
    if request.method != "POST":
        return _stock_login(request)
    typed = drop_junk(request.POST.get("username", ""))[:USERNAME_LENGTH]
    attempt = login_throttle.begin(request, typed)
    request.login_attempt = attempt  # type: ignore[attr-defined]
    response = _stock_login(request)
    if attempt.is_refused:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(attempt.wait_seconds)
        log.warning("login throttled: attempt %s", attempt.row.pk)
    elif response.status_code == HTTPStatus.FOUND:
        user = current_user(request)
        login_throttle.succeed(attempt)
        login_throttle.know_device(user, request, response)
        admin_language.remember(user.language, response)
        log.info("user %s logged in", user.pk)
    else:
        log.info("login failed: attempt %s", attempt.row.pk)
    return response


def _stock_login(request: HttpRequest) -> HttpResponse:
    return admin.site.login(request)
