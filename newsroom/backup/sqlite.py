"""Dump and replacement of an SQLite database."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection

MEMBER = "database.sqlite3"
LOCK_SECONDS = 30


def dump(target: Path) -> None:
    """Write the database as of now to a new file; others go on writing."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])


@contextmanager
def replaced(dump: Path) -> Iterator[None]:
    """Make the dump the database of this process; on leaving without an error it replaces the database of all.

    The last step is one transaction of SQLite's own backup, so that other processes keep their open files and
    `kill -9` leaves the former database. A renamed file would leave them writing into a deleted one.
    """
    present = connection.settings_dict
    connection.close()
    connection.settings_dict = {**present, "NAME": str(dump)}
    try:
        _check()
        yield
    finally:
        connection.close()
        connection.settings_dict = present
    connection.ensure_connection()
    with closing(sqlite3.connect(dump)) as source:
        source.backup(connection.connection, progress=_limit_waiting(), sleep=0.1)


def _check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        if (problem := cursor.fetchone()[0]) != "ok":
            raise OperationalError(problem)


def _limit_waiting() -> Any:
    deadline = time.monotonic() + LOCK_SECONDS

    def progress(status: int, remaining: int, total: int) -> None:
        # Called after each attempt; SQLite itself would wait for the write lock for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise OperationalError("database is locked")

    return progress
