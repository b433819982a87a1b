"""The WSGI layer that answers from stored pages, without Django and without the database."""

import os
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from newsroom.page_cache import encodings, files
from newsroom.page_cache.release import release
from newsroom.page_cache.response import Page, not_modified
from newsroom.page_cache.single_flight import single_flight
from newsroom.page_cache.version import is_today

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MEMORY_BYTES = 32 * 1024 * 1024
"""How much of the pages of a version each process keeps in memory."""


Found = tuple[Page, list[tuple[str, str]]]
"""A page and its headers."""


class StoredVersion:
    """The folder of one version, and what of it is in memory."""

    def __init__(self, root: Path, folder: str) -> None:
        self.path = root / folder
        self.folder = folder
        self.pages: dict[tuple[str, str], Found] = {}
        self.free_bytes = MEMORY_BYTES

    def find(self, path: str, codings: Iterable[str]) -> Found | None:
        """Return a page with its headers in the first of `codings` that is stored."""
        for coding in codings:
            found = self.pages.get((path, coding)) or self._read(path, coding)
            if found is not None:
                # On the next day the page may list other articles, until the worker has bumped the version.
                return found if is_today(found[0].modified) else None
        return None

    def _read(self, path: str, coding: str) -> Found | None:
        for name in files.names(path):
            file = f"{self.path}{path}{name.end}{encodings.SUFFIXES[coding]}"
            if (stored := _read_file(file)) is not None:
                content, modified = stored
                page = Page(path, name.status, name.content_type, content, coding, modified)
                found = (page, list(page.headers.items()))
                self._keep(path, coding, found)
                return found
        return None

    def _keep(self, path: str, coding: str, found: Found) -> None:
        size = len(found[0].content)
        if size <= self.free_bytes:
            self.free_bytes -= size
            self.pages[path, coding] = found


class PageCacheLayer:
    """Answers GET and HEAD from the stored pages of the current version; everything else is for `application`."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self.version: StoredVersion | None = None

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        root = files.root()
        if root is None or not is_candidate(environ):
            return self.application(environ, start_response)
        path = environ["PATH_INFO"]
        codings = encodings.preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if (found := self._find(root, path, codings)) is not None:
            return respond(environ, start_response, *found)
        with single_flight(root, path, lambda: self._find(root, path, codings)) as found:
            if found is not None:
                return respond(environ, start_response, *found)
            return self.application(environ, start_response)

    def _find(self, root: Path, path: str, codings: Iterable[str]) -> Found | None:
        """Look into the folder that the link leads to at this very moment."""
        try:
            folder = os.readlink(f"{root}/{files.CURRENT}")  # noqa: PTH115 (half the time of pathlib)
        except OSError:
            return None
        if not folder.endswith(f"-{release()}"):
            # During a reload: the pages of other code.
            return None
        version = self.version
        if version is None or version.folder != folder or version.path.parent != root:
            version = self.version = StoredVersion(root, folder)
        return version.find(path, codings)


def is_candidate(environ: "WSGIEnvironment") -> bool:
    """Return whether a stored page may answer: a safe method, a known host, the one spelling of the path."""
    path = environ["PATH_INFO"]
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and files.is_storable(path)
        and is_allowed_host(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))
        and raw_path(environ) == path
    )


def raw_path(environ: "WSGIEnvironment") -> str:
    """Return the path as the client wrote it, before percent-decoding; PATH_INFO if the server does not give it."""
    raw: str = environ.get("RAW_URI", "")
    if not raw:
        path: str = environ["PATH_INFO"]
        return path
    return raw.partition("?")[0] if raw.startswith("/") else urlsplit(raw).path


@lru_cache(maxsize=256)
def is_allowed_host(host: str, allowed: tuple[str, ...]) -> bool:
    """Return whether Django would accept this Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


def respond(
    environ: "WSGIEnvironment", start_response: "StartResponse", page: Page, headers: list[tuple[str, str]]
) -> Iterable[bytes]:
    """Send the page, its headers alone for HEAD, or 304."""
    if page.is_known(environ.get("HTTP_IF_NONE_MATCH", ""), environ.get("HTTP_IF_MODIFIED_SINCE", "")):
        start_response("304 Not Modified", list(not_modified(dict(headers)).items()))
        return [b""]
    status = HTTPStatus(page.status)
    start_response(f"{status.value} {status.phrase}", headers[:])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else page.body]


def _read_file(path: str) -> tuple[bytes, int] | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (pathlib takes twice as long)
            return file.read(), int(os.fstat(file.fileno()).st_mtime)
    except OSError:
        return None
