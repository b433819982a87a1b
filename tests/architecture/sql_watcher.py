"""Watches SQL statements: a transaction that changes public data must bump the site version at its end.

The tables below are written independently of the product: they list what public pages read.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

ALL = frozenset({"INSERT", "UPDATE", "DELETE"})
PUBLIC: dict[str, frozenset[str]] = {
    "website_publishedarticle": ALL,
    "website_publishedtag": ALL,
    "website_publishedbyline": ALL,
    "website_publishedtext": ALL,
    "website_section": ALL,
    # Only a tag of a live article has a page, and it cannot be deleted. Inserting and deleting others is not public.
    "website_tag": frozenset({"UPDATE"}),
    "website_outlet": ALL,
    "staff_person": ALL,
    "staff_position": ALL,
    "redirects_redirect": ALL,
    # Other columns of an image are copied to the public article or not public. A new focal point is tested by name.
    "images_image": frozenset({"UPDATE"}),
}
COLUMNS: dict[str, frozenset[str]] = {"images_image": frozenset({"public_token"})}
PRIVATE_COLUMNS: dict[str, frozenset[str]] = {"staff_person": frozenset({"user_id"})}

SITE_VERSION = "page_cache_siteversion"
WRITE = re.compile(r'(INSERT|UPDATE|DELETE)(?: OR IGNORE)?(?: INTO| FROM)? "(\w+)"(?: SET (.*?)(?: WHERE |$))?', re.S)
COLUMN = re.compile(r'(?:^|, )"(\w+)" = ')
SAVEPOINT = re.compile(r'(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)"?')


@dataclass
class Watch:
    """The public writes by transaction, without those rolled back.

    A transaction of the product is the outermost savepoint inside the transaction of the test.
    """

    writes: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    number: int = 0

    def note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Wrap the execution of a statement."""
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            self._savepoint(found[1], found[2])
        elif (found := WRITE.match(sql)) and is_watched(*found.groups("")):
            if found[1] != "INSERT" and context["cursor"].rowcount == 0:
                return result
            if not self.open:
                self.number += 1  # Outside savepoints each statement is a transaction.
            self.writes.append((self.number, f"{found[1]} {found[2]}"))
        return result

    def _savepoint(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self.number += not self.open
            self.open.append((name, len(self.writes)))
            return
        while self.open and self.open[-1][0] != name:
            self.open.pop()
        if not self.open:
            return
        if what == "ROLLBACK TO SAVEPOINT":
            del self.writes[self.open[-1][1] :]
        else:
            self.open.pop()

    @property
    def bumps(self) -> int:
        """The number of bumps."""
        return sum(SITE_VERSION in write for _number, write in self.writes)

    @property
    def forgotten(self) -> list[str]:
        """Public writes without a later bump in the same transaction."""
        left: dict[int, list[str]] = {}
        for number, write in self.writes:
            if SITE_VERSION in write:
                left.pop(number, None)
            else:
                left.setdefault(number, []).append(write)
        return [write for writes in left.values() for write in writes]


def is_watched(kind: str, table: str, columns: str) -> bool:
    """Return whether the statement writes public data or the site version."""
    if table == SITE_VERSION:
        return True
    if kind not in PUBLIC.get(table, ()):
        return False
    written = frozenset(COLUMN.findall(columns))
    if not written:
        return True
    return bool(written & COLUMNS.get(table, written) - PRIVATE_COLUMNS.get(table, frozenset()))


@contextmanager
def watch_sql() -> Iterator[Watch]:
    """Fail if a transaction in the body changes public data and does not bump the site version afterwards."""
    watch = Watch()
    with connection.execute_wrapper(watch.note):
        yield watch
    assert watch.forgotten == [], "public data changed, the site version did not"


Act = Callable[[], object]


def assert_bumps(act: Act) -> None:
    """Fail unless `act` bumps the site version, after every public write."""
    with watch_sql() as watch:
        act()
    assert watch.bumps > 0


def assert_does_not_bump(act: Act, raises: type[Exception] | None = None) -> None:
    """Fail if `act` writes public data or bumps the site version, or does not raise `raises`."""
    with watch_sql() as watch, pytest.raises(raises) if raises else nullcontext():
        act()
    assert (watch.bumps, watch.writes) == (0, [])
