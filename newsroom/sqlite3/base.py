"""Subclass Django's SQLite backend, as its documentation describes for third-party backends."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as StockFeatures

from newsroom.sqlite3.like import register_like


class DatabaseFeatures(StockFeatures):
    """Say that there is JSON, as in every SQLite that Python is built with, without asking the database.

    Django asks inside `atomic()`, which with `transaction_mode` IMMEDIATE needs the write lock. That fails while
    another process writes, and Django then remembers for the life of the thread that there is no JSON.
    """

    supports_json_field = True


class DatabaseWrapper(base.DatabaseWrapper):
    """Create the database file for its owner only: it holds drafts and sessions. Its journals get the same mode.

    LIKE ignores the case of every alphabet.
    """

    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        path = str(conn_params["database"])
        if not path.startswith("file:") and path != ":memory:":
            _create_for_owner(path)
        connection = super().get_new_connection(conn_params)
        register_like(connection)
        return connection


def _create_for_owner(path: str) -> None:
    """Create the file at `path` with mode 0600 if there is none; raise OperationalError that names an unusable path.

    An existing file is never opened here. POSIX drops all locks that a process has on a file when the process closes
    any descriptor of it, also the locks of SQLite connections in other threads. Another process then removes the
    journal that they read: "disk I/O error", or a damaged database.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if Path(path).is_dir():
            raise _unusable(errno.EISDIR, path) from None
        if not os.access(path, os.R_OK | os.W_OK):
            raise _unusable(errno.EACCES, path) from None
    except OSError as error:
        raise _unusable(error.errno or errno.EIO, path) from error


def _unusable(code: int, path: str) -> sqlite3.OperationalError:
    """Return an error with the path, which SQLite's own "unable to open database file" leaves out."""
    return sqlite3.OperationalError(f"{os.strerror(code)}: {path}")
