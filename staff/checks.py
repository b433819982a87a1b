"""System checks of the settings on which access to the admin depends."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.urls import Resolver404, resolve

BACKEND = "staff.backends.RoleBackend"
MIDDLEWARE = "staff.admin_language.AdminLanguageMiddleware"


@register(Tags.security)
def check_backend(**kwargs: Any) -> list[Error]:
    """`staff.E001`: another backend would accept groups that are not roles, and robots."""
    if settings.AUTHENTICATION_BACKENDS == [BACKEND]:
        return []
    hint = f'AUTHENTICATION_BACKENDS = ["{BACKEND}"]'
    return [Error("Права давали бы не только роли.", hint=hint, id="staff.E001")]


@register(Tags.urls)
def check_login(**kwargs: Any) -> list[Error]:
    """`staff.E002`: Django's login and password change do not count failures."""
    try:
        views = [resolve(path).func for path in ("/admin/login/", "/admin/password_change/")]
    except Resolver404:
        views = []
    if views and all(getattr(view, "__module__", "") == "staff.login_views" for view in views):
        return []
    hint = 'Включите "staff.urls" под admin/ раньше адресов рабочего места.'
    return [Error("Подбор пароля ко входу ничто не сдерживает.", hint=hint, id="staff.E002")]


@register(Tags.translation)
def check_language_middleware(**kwargs: Any) -> list[Error]:
    """`staff.E003`: without the middleware everybody gets the admin in Russian."""
    if MIDDLEWARE in settings.MIDDLEWARE:
        return []
    hint = f"Поставьте {MIDDLEWARE} после AuthenticationMiddleware."
    return [Error("Рабочее место не заговорит на языке человека.", hint=hint, id="staff.E003")]
