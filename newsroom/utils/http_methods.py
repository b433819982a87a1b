"""Restriction of views to safe HTTP methods."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def read_only(view: View) -> View:
    """Allow GET and HEAD only; answer 405 with `Allow` otherwise (RFC 9110, 15.5.6).

    The CSRF check is skipped, so that a POST gets this answer and not that of an expired form.
    """
    return csrf_exempt(require_safe(view))
