"""The page of a one-time link: choose a login and a password, or a new password."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.exceptions import ActionRefused
from newsroom.utils.text import drop_junk
from staff import admin_language, invitations, login_throttle
from staff.models import Invitation, User
from staff.models.user import USERNAME_LENGTH

PASSWORD_LENGTH = 256
TAKEN = _("Такой логин уже занят.")
BACKEND = "staff.backends.RoleBackend"


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, typed twice."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        for name, label in (("new_password1", _("Пароль")), ("new_password2", _("Пароль ещё раз"))):
            self.fields[name].label = label
            self.fields[name].validators.append(_at_most)


class JoinForm(PasswordForm):
    """A login and a password for a new account."""

    username = UsernameField(label=_("Логин"), max_length=USERNAME_LENGTH)
    field_order = ("username", "new_password1", "new_password2")

    def clean_username(self) -> str:
        self.user.username = drop_junk(self.cleaned_data["username"])
        try:
            self.user.full_clean(exclude=["password", "username_key", "username_skeleton", "email_key"])
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return str(self.user.username)


def _at_most(password: str) -> None:
    if len(password) > PASSWORD_LENGTH:
        raise ValidationError(_("Пароль слишком длинный: хватит 256 знаков."))


@sensitive_post_parameters()
@csrf_protect
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Answer ``/admin/invitation/<token>/``; with the same 404 for expired, used, revoked and unknown links."""
    invitation = invitations.find(token)
    if invitation is None:
        return _page(request, "staff/invitation_invalid.html", HTTPStatus.NOT_FOUND)
    translation.activate(invitation.language)
    form = _form(invitation, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return _page(request, "staff/invitation.html", status, form=form, invitation=invitation)
    try:
        user = _use(invitation, form)
    except ActionRefused:
        return _page(request, "staff/invitation_invalid.html", HTTPStatus.NOT_FOUND)
    except IntegrityError:
        form.add_error("username", TAKEN)
        status = HTTPStatus.CONFLICT
        return _page(request, "staff/invitation.html", status, form=form, invitation=invitation)
    return _log_in(request, user)


def _form(invitation: Invitation, data: Any) -> PasswordForm:
    if invitation.user is not None:
        return PasswordForm(invitation.user, data)
    return JoinForm(User(name=invitation.name, language=invitation.language), data)


def _use(invitation: Invitation, form: PasswordForm) -> User:
    password = form.cleaned_data["new_password1"]
    if invitation.user is not None:
        return invitations.set_password(invitation, password)
    return invitations.accept(invitation, form.cleaned_data["username"], password)


def _log_in(request: HttpRequest, user: User) -> HttpResponse:
    """Log the user in and record this browser as known."""
    login(request, user, backend=BACKEND)
    response = HttpResponseRedirect(reverse("admin:index"))
    login_throttle.remember_device(user, request, response)
    admin_language.remember(user.language, response)
    return response


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    site = admin.site.each_context(request)
    # Without the admin's menu: the browser's user and the receiver of the link may differ.
    shown = {**site, "has_permission": False, "is_nav_sidebar_enabled": False, **context}
    return TemplateResponse(request, template, shown, status=status)
