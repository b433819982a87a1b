"""The lock that lets one `setup` work at a time."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

ADVISORY_LOCK = 0x6E657773726F6F6D
"""The key of the lock on PostgreSQL: "newsroom" in ASCII."""


@contextmanager
def setup_lock(var_dir: Path, *, on_wait: Callable[[], None]) -> Iterator[None]:
    """Wait until no other `setup` works on this folder or, on PostgreSQL, on this database.

    Call `on_wait` once if there is another. Both locks end with the process, however it ends.
    """
    with (var_dir / "setup.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        # Two machines may prepare one database, each with a folder of its own.
        with _database_locked(on_wait):
            yield


@contextmanager
def _database_locked(on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock that ends with its transaction, on a connection of its own.

    A lock that ends with the connection would stay behind in pgbouncer, which gives that to somebody else.
    """
    own: Any = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
            if not cursor.fetchone()[0]:
                on_wait()
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        yield
    finally:
        own.close()
