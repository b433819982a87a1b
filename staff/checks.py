"""Mistakes of configuration that would open the desk, told before the server starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.urls import Resolver404, resolve

BACKEND = "staff.backends.RoleBackend"
MIDDLEWARE = "staff.admin_language.DeskLanguageMiddleware"


@register(Tags.security)
def rights_come_from_roles(**kwargs: Any) -> list[Error]:
    """`staff.E001`: another backend would count groups that are no roles, and let robots in."""
    if settings.AUTHENTICATION_BACKENDS == [BACKEND]:
        return []
    hint = f'AUTHENTICATION_BACKENDS = ["{BACKEND}"]'
    return [Error("Права давали бы не только роли.", hint=hint, id="staff.E001")]


@register(Tags.urls)
def login_is_throttled(**kwargs: Any) -> list[Error]:
    """`staff.E002`: the stock login in front of ours would count no guesses."""
    try:
        view = resolve("/admin/login/").func
    except Resolver404:
        view = None
    if getattr(view, "__module__", "") == "staff.login_view":
        return []
    hint = 'Включите "staff.urls" под admin/ раньше адресов рабочего места.'
    return [Error("Подбор пароля ко входу ничто не сдерживает.", hint=hint, id="staff.E002")]


@register(Tags.translation)
def desk_speaks_the_persons_language(**kwargs: Any) -> list[Error]:
    """`staff.E003`: without the middleware the desk speaks Russian to everybody."""
    if MIDDLEWARE in settings.MIDDLEWARE:
        return []
    hint = f"Поставьте {MIDDLEWARE} после AuthenticationMiddleware."
    return [Error("Рабочее место не заговорит на языке человека.", hint=hint, id="staff.E003")]
