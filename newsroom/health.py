"""Answers for the machine: is the process alive, can it do its work."""

import os
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from newsroom.page_cache import files
from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.switch import is_behind
from newsroom.utils.http_methods import read_only
from newsroom.worker.heartbeat import age_seconds

WORKER_SILENCE_SECONDS = 30
PROBE = b"\0" * 64 * 1024
"""Bytes: more than the free space that a full disk may still report."""


@read_only
def live(request: HttpRequest) -> HttpResponse:
    """`/health/live`: the process answers. Touches nothing, so that a dead database restarts no server."""
    return HttpResponse("ok\n", content_type="text/plain")


@read_only
def ready(request: HttpRequest) -> HttpResponse:
    """`/health/ready`: 200 if readers and staff can be served in full, else 503; says what is wrong in both cases."""
    findings = {name: check() for name, check in CHECKS}
    status = HTTPStatus.SERVICE_UNAVAILABLE if any(findings.values()) else HTTPStatus.OK
    return JsonResponse({name: finding or "ok" for name, finding in findings.items()}, status=status)


VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/health/live": live, "/health/ready": ready}


def database() -> str:
    """Return nothing if the database answers and can be written."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # On for a standby server, and for a database that its administrator has set to read only.
                cursor.execute("SHOW transaction_read_only")
                return "read only" if cursor.fetchone()[0] == "on" else ""
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    # No write of our own here: it would wait for the process that holds the write lock.
    file = Path(connection.settings_dict["NAME"])
    return write_probe(file.parent) if os.access(file, os.W_OK) else "read only"


def worker() -> str:
    """Return nothing if the background worker gave a sign of life of late."""
    age = age_seconds(settings.VAR_DIR, now=time.time())
    if age is None:
        return "never seen"
    return f"silent for {age:.0f} s" if age > WORKER_SILENCE_SECONDS else ""


def folder() -> str:
    """Return nothing if files can be written: uploads and stored pages need it."""
    return write_probe(settings.VAR_DIR)


def pages() -> str:
    """Return nothing if public pages can be stored, and the stored ones are those of the current version."""
    root = files.root()
    if root is None:
        return ""
    try:
        version = SiteVersion.newest()
    except DatabaseError:
        # The database says so itself; the pages of the last known version go on being served.
        return "of the last known version"
    if version is not None and is_behind(version):
        return "not of the current version"
    return write_probe(root)


def write_probe(path: Path) -> str:
    """Return why bytes cannot be written to the disk of a folder; a full one may refuse them only when synced."""
    try:
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(PROBE)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("database", database),
    ("worker", worker),
    ("folder", folder),
    ("pages", pages),
)
