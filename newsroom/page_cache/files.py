"""Where pages are stored: `PAGES_DIR/<number>-<token>-<release>/<path>`, and the link `current` to one such folder.

A page with the status 200 is `<path>index.html`, `.rss` or `.atom`, or the path itself for an address such as
`/feed.json`. A page with another status is `<path>410.html` or `<path>301.txt`. None of these names can be requested,
because `is_storable` refuses an address that ends in one.
"""

import re
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

CURRENT = "current"
MAX_PATH_LENGTH = 200
STORABLE = re.compile(r"/(?:[a-z0-9_-][a-z0-9._-]*/)*(?:[a-z0-9_-]+\.(?:json|xml)|robots\.txt)?")
NEVER_STORED = re.compile(r"/(?:admin|health|static|media|preview|(?:kk/)?search)/|/sitemap-news\.xml")


class Name(NamedTuple):
    """The end of the name of a stored file, and the status and the type that it stands for."""

    end: str
    status: int
    content_type: str


INDEXES = (
    Name("index.html", HTTPStatus.OK, "text/html; charset=utf-8"),
    Name("index.rss", HTTPStatus.OK, "application/rss+xml; charset=utf-8"),
    Name("index.atom", HTTPStatus.OK, "application/atom+xml; charset=utf-8"),
    Name("410.html", HTTPStatus.GONE, "text/html; charset=utf-8"),
    Name("301.txt", HTTPStatus.MOVED_PERMANENTLY, "text/html; charset=utf-8"),
)
FILES = {
    ".json": Name("", HTTPStatus.OK, "application/feed+json; charset=utf-8"),
    ".xml": Name("", HTTPStatus.OK, "application/xml; charset=utf-8"),
    ".txt": Name("", HTTPStatus.OK, "text/plain; charset=utf-8"),
}


def is_storable(path: str) -> bool:
    """Return whether a page of this path may be stored: the one spelling of a public address."""
    return len(path) <= MAX_PATH_LENGTH and bool(STORABLE.fullmatch(path)) and not NEVER_STORED.match(path)


def names(path: str) -> tuple[Name, ...]:
    """Return the names that the page of a storable path may have."""
    return INDEXES if path.endswith("/") else (FILES[path[path.rindex(".") :]],)


def name_for(path: str, status: int, content_type: str) -> Name | None:
    """Return the name under which a response is stored; None if it cannot be."""
    if not is_storable(path):
        return None
    return next((name for name in names(path) if (name.status, name.content_type) == (status, content_type)), None)


def root() -> Path | None:
    """Return the folder of all versions; None if pages are not stored (with DEBUG)."""
    path: Path | None = settings.PAGES_DIR
    return path


def linked(root: Path) -> str:
    """Return the name of the folder that `current` leads to; empty if there is no link."""
    try:
        return str((root / CURRENT).readlink())
    except OSError:
        return ""
