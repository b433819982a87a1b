"""Tell a database that does not answer for the moment from a mistake in our own statements."""

import logging
import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError

READ_ONLY_TRANSACTION = "25006"
"""The SQLSTATE of a write to a PostgreSQL server that is read-only, such as a standby."""

SQLITE_PRIMARY_CODE = 0xFF
"""SQLite puts details into the higher bits of a result code."""


def database_fault(error: BaseException | None) -> OperationalError | InterfaceError | InternalError | None:
    """Return the database's own error among the causes of `error`; None if the cause is another.

    Such an error passes by itself: no connection, no lock in time, a full disk. SQLite says "no such table" with the
    same class, which does not pass.
    """
    for cause in _causes(error):
        if isinstance(cause, OperationalError | InterfaceError) and not _is_wrong_statement(cause):
            return cause
        if isinstance(cause, InternalError) and getattr(cause.__cause__, "sqlstate", "") == READ_ONLY_TRANSACTION:
            return cause
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_wrong_statement(error: BaseException) -> bool:
    code: int = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & SQLITE_PRIMARY_CODE == sqlite3.SQLITE_ERROR


class NoDatabaseFaults(logging.Filter):
    """Drop the traceback of each failed request: `error_views` logs one line for it."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and database_fault(record.exc_info[1]))
