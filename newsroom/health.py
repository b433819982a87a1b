"""Answers for the machine: is the process alive, can it do its work."""

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from newsroom.utils.http_methods import read_only
from newsroom.worker.heartbeat import age_seconds

WORKER_SILENCE_SECONDS = 30


@read_only
def live(request: HttpRequest) -> HttpResponse:
    """`/health/live`: the process answers. Touches nothing, so that a dead database restarts no server."""
    return HttpResponse("ok\n", content_type="text/plain")


@read_only
def ready(request: HttpRequest) -> HttpResponse:
    """`/health/ready`: 200 if readers and desk can be served in full, else 503; says what is wrong in both cases."""
    findings = {name: check() for name, check in CHECKS}
    status = HTTPStatus.SERVICE_UNAVAILABLE if any(findings.values()) else HTTPStatus.OK
    return JsonResponse({name: finding or "ok" for name, finding in findings.items()}, status=status)


def database() -> str:
    """Empty if the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return ""


def worker() -> str:
    """Empty if the background worker gave a sign of life of late."""
    age = age_seconds(settings.VAR_DIR, now=time.time())
    if age is None:
        return "never seen"
    return f"silent for {age:.0f} s" if age > WORKER_SILENCE_SECONDS else ""


def folder() -> str:
    """Empty if files can be written: uploads and stored pages need it."""
    try:
        probe = settings.VAR_DIR / ".probe"
        probe.write_text("")
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("database", database),
    ("worker", worker),
    ("folder", folder),
)
