"""An id for each request, so that its log lines can be found together."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")

current: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that this thread works on; empty outside of requests."""


class RequestIdMiddleware:
    """Take the id that a proxy has given in `X-Request-ID`, or make one.

    Only answers that nobody may store name it: a stored page is the same bytes for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if ACCEPTED.fullmatch(given) else secrets.token_hex(16)
        token = current.set(name)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        if "no-store" in response.get("Cache-Control", ""):
            response.headers[HEADER] = name
        return response


class RequestIdFilter(logging.Filter):
    """Add the id to each log record of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if name := current.get():
            record.request_id = name
        return True
