"""Reading public pages from a replica of the database, without showing readers anything old.

DATABASE_REPLICA_URL names a server that follows the primary and may lag. A request for a public page reads it if, when
the request begins to read, the replica has the site version that the primary has; else the whole request reads the
primary. Everything else, and every write, goes to the primary.

This keeps the rule of the page cache, that a stored page may be newer than its version but never older:

* Every change that readers can see bumps the site version in the same transaction, and these transactions commit one
  after the other because they update the same row. A replica applies commits in their order. So a replica that has
  the version has all that readers can see of it.
* The version of a page is read after this choice and by the same alias as the page. So it is the version of what the
  page is rendered from, and a replica only goes forward afterwards. A page from a replica is never stored under a
  version that the replica has not seen.
* The choice is made anew for each request, because a version read earlier says nothing about the primary at this
  moment. It costs one statement on each server.

The address must lead to one server. Behind an address that spreads statements over several, a later statement of a
request may be answered by one that lags more.

While the primary is away, pages are read from the replica as it is: readers get the last version that it has. While
the replica is away, the primary does all the work.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.databases.address import REPLICA
from newsroom.page_cache.models import SiteVersion

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PRIMARY = DEFAULT_DB_ALIAS
PRIMARY_PATHS = ("/admin/", "/health/", "/media/", "/preview/", "/static/")
"""The address of an image is secret, and only the primary knows at once that an image is withdrawn or a link ended."""
PAUSE_SECONDS = 5.0
"""How long a server that did not answer is not asked again, so that not every reader waits for it."""

_choice: ContextVar[str | None] = ContextVar("replica_choice", default=PRIMARY)
"""The database that the present request reads; None for a public page that has read nothing yet."""
_paused_until: dict[str, float] = {}


class PublicReadsMiddleware:
    """Read the replica in requests for public pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_public = request.method in ("GET", "HEAD") and not request.path_info.startswith(PRIMARY_PATHS)
        if not is_public or REPLICA not in connections:
            return self.get_response(request)
        former = _choice.set(None)
        try:
            return self.get_response(request)
        finally:
            _choice.reset(former)


class Router:
    """Django's database router for the replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        alias = _choice.get()
        if alias is None:
            alias = _choose()
            _choice.set(alias)
        return REPLICA if alias == REPLICA else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return PRIMARY if REPLICA in connections else None

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None


def _choose() -> str:
    followed = _version(REPLICA)
    if followed is None:
        return PRIMARY
    present = _version(PRIMARY)
    return REPLICA if present is None or followed >= present else PRIMARY


def _version(alias: str) -> int | None:
    """Return the number of the site version, or None if the server does not answer."""
    if time.monotonic() < _paused_until.get(alias, 0.0):
        return None
    try:
        number = SiteVersion.objects.using(alias).values_list("number", flat=True).first()
    except Error as error:
        if alias not in _paused_until:
            logger.error("The %s database does not answer: %s", alias, str(error).partition("\n")[0])
        _paused_until[alias] = time.monotonic() + PAUSE_SECONDS
        return None
    if _paused_until.pop(alias, None):
        logger.warning("The %s database answers again", alias)
    return -1 if number is None else number
