"""What may be asked of a page that only shows."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def read_only(view: View) -> View:
    """Answers GET and HEAD, and 405 with `Allow` to all else (RFC 9110, 15.5.6).

    The key of a form is not asked for first: there is none, and a robot would be told of a form that is out of date.
    """
    return csrf_exempt(require_safe(view))
