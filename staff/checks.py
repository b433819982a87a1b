"""Mistakes of configuration that would open the desk, told before the server starts."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.urls import Resolver404, resolve

BACKEND = "staff.backends.RoleBackend"
MIDDLEWARE = "staff.language.DeskLanguageMiddleware"


@register(Tags.security)
def rights_come_from_roles(**kwargs: Any) -> list[Error]:
    """`staff.E001`: another backend would count groups that are no roles, and let robots in."""
    if settings.AUTHENTICATION_BACKENDS == [BACKEND]:
        return []
    hint = f'AUTHENTICATION_BACKENDS = ["{BACKEND}"]'
    return [Error("Rights would not come from the roles alone.", hint=hint, id="staff.E001")]


@register(Tags.urls)
def login_is_throttled(**kwargs: Any) -> list[Error]:
    """`staff.E002`: the stock login in front of ours would count no guesses."""
    try:
        view = resolve("/admin/login/").func
    except Resolver404:
        view = None
    if getattr(view, "__module__", "") == "staff.login":
        return []
    hint = 'Include "staff.urls" under admin/ before the addresses of the admin site.'
    return [Error("The login of the desk is not throttled.", hint=hint, id="staff.E002")]


@register(Tags.translation)
def desk_speaks_the_persons_language(**kwargs: Any) -> list[Error]:
    """`staff.E003`: without the middleware the desk speaks Russian to everybody."""
    if MIDDLEWARE in settings.MIDDLEWARE:
        return []
    hint = f"Put {MIDDLEWARE} after AuthenticationMiddleware."
    return [Error("The desk would not speak the person's language.", hint=hint, id="staff.E003")]
