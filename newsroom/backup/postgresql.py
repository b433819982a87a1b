"""Dump and replacement of a PostgreSQL database, by pg_dump; restoring needs no program."""

import gzip
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from newsroom.backup.exceptions import BackupError

MEMBER = "database.sql.gz"
FORMER = "newsroom_former"
LOCK_SECONDS = 30
# A row has at most a few texts of ten megabytes.
LINE_BYTES = 256 * 1024 * 1024
COPY = re.compile(rb"COPY .* FROM stdin;\n")
# Where the server is; pg_dump may not know all parameters of a later client library.
PARAMETERS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "connect_timeout", "options")
# Commands of psql, and a setting that later versions of pg_dump write and earlier servers do not know.
SKIPPED = (b"\\restrict ", b"\\unrestrict ", b"SET transaction_timeout ")


def dump(target: Path) -> None:
    """Write the schema of the newsroom as of now to a new file; others go on writing."""
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        # It would change settings of connections that others get next.
        raise BackupError(_("Через pgbouncer копию не сделать: укажите в DATABASE_URL адрес самого сервера."))
    connection.ensure_connection()
    server: Any = connection.connection.info
    parameters = {name: value for name, value in server.get_parameters().items() if name in PARAMETERS}
    command = [
        settings.PG_DUMP,
        *("--format=plain", "--compress=6", "--no-owner", "--no-privileges", "--no-password"),
        f"--schema={connection.ops.quote_name(_schema())}",
        f"--file={target}",
        f"--dbname={make_conninfo(**parameters)}",
    ]
    environment = {**os.environ, "LC_ALL": "C", "PGPASSWORD": server.password}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        sentence = _("Нет программы %(program)s: установите клиент PostgreSQL или укажите её путь в PG_DUMP.")
        raise BackupError(sentence % {"program": settings.PG_DUMP}) from error
    if "server version mismatch" in done.stderr:
        sentence = _("Программа %(program)s старше сервера PostgreSQL: укажите в PG_DUMP путь к той же версии.")
        raise BackupError(sentence % {"program": settings.PG_DUMP})
    if done.returncode:
        sentence = _("Программа %(program)s не сделала копию: %(detail)s")
        raise BackupError(sentence % {"program": settings.PG_DUMP, "detail": " ".join(done.stderr.split())})


@contextmanager
def replaced(dump: Path) -> Iterator[None]:
    """Make the dump the database of this process; on leaving without an error it replaces the database of all.

    It is one transaction: the present schema gets another name, so that readers go on reading it, and writers wait.
    """
    _drop_former()
    schema = _schema()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            _lock_tables(schema)
            cursor.execute(f"ALTER SCHEMA {connection.ops.quote_name(schema)} RENAME TO {FORMER}")
            with gzip.open(dump) as script:
                _run(script)
            # The script changes settings of the session.
            cursor.execute("RESET search_path; SET CONSTRAINTS ALL IMMEDIATE")
        yield
        with connection.cursor() as cursor:
            # The script has changed settings of the connection, which pgbouncer gives to somebody else.
            cursor.execute("RESET ALL")
    connection.close()
    # If somebody still reads it, the next restore removes it.
    with suppress(DatabaseError):
        _drop_former()


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _lock_tables(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        quote = connection.ops.quote_name
        tables = ", ".join(f"{quote(schema)}.{quote(name)}" for (name,) in cursor.fetchall())
        if tables:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def _run(script: gzip.GzipFile) -> None:
    """Execute a script of pg_dump: statements, and between them the rows of each table."""
    lines = iter(partial(script.readline, LINE_BYTES), b"")
    statements: list[bytes] = []
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        for line in lines:
            if COPY.fullmatch(line):
                cursor.execute(b"".join(statements))
                statements.clear()
                with cursor.copy(line) as copy:
                    for row in iter(partial(next, lines), b"\\.\n"):
                        copy.write(row)
            elif not line.startswith(SKIPPED):
                statements.append(line)
        cursor.execute(b"".join(statements))


def _drop_former() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute(f"DROP SCHEMA IF EXISTS {FORMER} CASCADE")
