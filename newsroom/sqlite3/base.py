"""Subclass Django's SQLite backend, as its documentation describes for third-party backends."""

import os
import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as StockFeatures


class DatabaseFeatures(StockFeatures):
    """Say that there is JSON, as in every SQLite that Python is built with, without asking the database.

    Django asks inside `atomic()`, which with `transaction_mode` IMMEDIATE needs the write lock. That fails while
    another process writes, and Django then remembers for the life of the thread that there is no JSON.
    """

    supports_json_field = True


class DatabaseWrapper(base.DatabaseWrapper):
    """Create the database file for its owner only: it holds drafts and sessions. Its journals get the same mode."""

    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        path = str(conn_params["database"])
        if not path.startswith("file:") and path != ":memory:":
            try:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                # SQLite says "unable to open database file" and not which.
                raise sqlite3.OperationalError(f"{error.strerror}: {path}") from error
        return super().get_new_connection(conn_params)
