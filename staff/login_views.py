"""Login and change of the own password: the admin's views behind the throttle."""

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.utils.text import drop_junk
from staff import admin_language, login_throttle
from staff.auth import current_user
from staff.login_throttle import Attempt
from staff.models.user import USERNAME_LENGTH

log = logging.getLogger("staff.security")

WRONG = _("Логин или пароль не подходит. Прописные и строчные буквы в пароле различаются.")


class LoginForm(AdminAuthenticationForm):
    """Django's form with one answer to a wrong login, a wrong password and a closed account."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    required_css_class = "required"

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("Логин")
        self.fields["password"].label = _("Пароль")

    def clean(self) -> dict[str, Any]:
        attempt: Attempt | None = getattr(self.request, "login_attempt", None)
        if attempt is not None and attempt.is_refused:
            raise ValidationError(attempt.message, code="throttled")
        return super().clean()

    def confirm_login_allowed(self, user: Any) -> None:
        if not user.is_staff:
            raise ValidationError(WRONG, code="invalid_login")


@sensitive_post_parameters("password")
@csrf_protect
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Answer ``/admin/login/`` with the admin's login, or with 429 after too many failures."""
    if request.method != "POST":
        return admin.site.login(request)
    typed = drop_junk(request.POST.get("username", ""))[:USERNAME_LENGTH]
    attempt = login_throttle.record_attempt(request, typed)
    request.login_attempt = attempt  # type: ignore[attr-defined]
    response = admin.site.login(request)
    if attempt.is_refused:
        _refuse(response, attempt)
    elif response.status_code == HTTPStatus.FOUND:
        user = current_user(request)
        login_throttle.record_success(attempt)
        login_throttle.remember_device(user, request, response)
        admin_language.remember(user.language, response)
        log.info("user %s logged in", user.pk)
    else:
        log.info("login failed: attempt %s", attempt.pk)
    return response


class OwnPasswordForm(AdminPasswordChangeForm):
    """Django's form, which checks the old password only if the throttle allows it."""

    attempt: Attempt | None = None

    def clean_old_password(self) -> str:
        if self.attempt is not None and self.attempt.is_refused:
            raise ValidationError(self.attempt.message, code="throttled")
        old_password: str = super().clean_old_password()
        if self.attempt is not None:
            login_throttle.record_success(self.attempt)
        return old_password


class OwnPasswordView(PasswordChangeView):
    """Answer ``/admin/password_change/``. Wrong old passwords count as failed logins."""

    form_class = OwnPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")
    attempt: Attempt | None = None

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        self.attempt = login_throttle.record_attempt(request, current_user(request).username)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        form.attempt = self.attempt
        return form

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if self.attempt is not None and self.attempt.is_refused:
            _refuse(response, self.attempt)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**admin.site.each_context(self.request), **kwargs)


@sensitive_post_parameters()
def change_own_password(request: HttpRequest) -> HttpResponseBase:
    """Answer ``/admin/password_change/`` for logged-in users; others are sent to the login."""
    return admin.site.admin_view(OwnPasswordView.as_view(), cacheable=True)(request)


def _refuse(response: HttpResponse, attempt: Attempt) -> None:
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(attempt.seconds)
    log.warning("password check throttled: attempt %s", attempt.pk)
