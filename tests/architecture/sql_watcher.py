"""Watches the database: no transaction that readers can see may end without a new edition.

The table below is written apart from the product: what stands in it is what a public page prints or goes by.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

ALL = frozenset({"INSERT", "UPDATE", "DELETE"})
SEEN: dict[str, frozenset[str]] = {
    "website_publishedarticle": ALL,
    "website_publishedtag": ALL,
    "website_publishedbyline": ALL,
    "website_publishedtext": ALL,
    "website_section": ALL,
    # A tag answers only where a live publication carries it, and such a tag cannot be deleted: a new tag, typed into
    # a draft, and the end of an unused one change nothing that anybody could read.
    "website_tag": frozenset({"UPDATE"}),
    "website_outlet": ALL,
    "staff_person": ALL,
    "staff_position": ALL,
    "redirects_redirect": ALL,
    # The rest of a picture's row is the desk's, or is copied into the publication; a moved focal point changes the
    # addresses of a public picture only, which is tested by name.
    "images_image": frozenset({"UPDATE"}),
}
COLUMNS: dict[str, frozenset[str]] = {"images_image": frozenset({"public_token"})}
UNSEEN_COLUMNS: dict[str, frozenset[str]] = {"staff_person": frozenset({"user_id"})}
"""Columns that are written for the desk alone."""

EDITION = "page_cache_siteversion"
WRITE = re.compile(r'(INSERT|UPDATE|DELETE)(?: OR IGNORE)?(?: INTO| FROM)? "(\w+)"(?: SET (.*?)(?: WHERE |$))?', re.S)
COLUMN = re.compile(r'(?:^|, )"(\w+)" = ')
SAVEPOINT = re.compile(r'(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)"?')


@dataclass
class Watch:
    """What was written while it watched, by transaction; what was rolled back is forgotten.

    A transaction of the product is the outermost savepoint inside the one that the test itself is.
    """

    writes: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    number: int = 0

    def note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """The wrapper of every statement."""
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            self._move(found[1], found[2])
        elif (found := WRITE.match(sql)) and (found[2] == EDITION or is_seen(found[1], found[2], found[3] or "")):
            if not self.open:
                self.number += 1  # Alone, and so a transaction of its own.
            self.writes.append((self.number, f"{found[1]} {found[2]}"))
        return result

    def _move(self, what: str, name: str) -> None:
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
    def begun(self) -> int:
        """How many editions began."""
        return sum(EDITION in write for _number, write in self.writes)

    @property
    def forgotten(self) -> list[str]:
        """Writes that readers see and after which no edition began before the transaction ended."""
        left: dict[int, list[str]] = {}
        for number, write in self.writes:
            if EDITION in write:
                left.pop(number, None)
            else:
                left.setdefault(number, []).append(write)
        return [write for writes in left.values() for write in writes]


def is_seen(verb: str, table: str, columns: str) -> bool:
    """Whether readers can see what this statement writes."""
    if verb not in SEEN.get(table, ()):
        return False
    written = frozenset(COLUMN.findall(columns))
    if not written:
        return True
    return bool(written & COLUMNS.get(table, written) - UNSEEN_COLUMNS.get(table, frozenset()))


@contextmanager
def watched() -> Iterator[Watch]:
    """Fail if anything that readers see was written without an edition after it."""
    watch = Watch()
    with connection.execute_wrapper(watch.note):
        yield watch
    assert watch.forgotten == [], "readers see it, and no edition began"
