"""Rows as lines of JSON: out of any database, and into any."""

import gzip
import itertools
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from newsroom.backup import contents
from newsroom.backup.archive import Reading
from newsroom.backup.columns import columns, reading, writing
from newsroom.backup.manifest import Rows
from newsroom.backup.refusals import Damaged

BATCH = 1000
# A text may have ten megabytes, and a row several such texts; nothing that we wrote has more.
LINE_BYTES = 256 * 1024 * 1024
LOCK_SECONDS = 30


def member_name(label: str) -> str:
    """Where the rows of a model stand inside a backup."""
    return f"rows/{label}.jsonl.gz"


def dump(model: type[Model], file: IO[bytes]) -> Rows:
    """Write the rows of a model into a file, a list of values a line, in the order of their keys."""
    fields = columns(model)
    conversions = [writing(field) for field in fields.values()]
    count = 0
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=3, mtime=0, filename="") as packed:
        for row in contents.kept(model).order_by("pk").values_list(*fields).iterator(BATCH):
            values = [None if value is None else write(value) for value, write in zip(row, conversions, strict=True)]
            packed.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return Rows(count, list(fields))


def read(source: Reading, label: str) -> Iterator[list[Any]]:
    """The rows of a model in a backup, as values for its columns. Raises Damaged for a row that is none."""
    listed = source.manifest.models[label]
    fields = columns(contents.models()[label])
    conversions = [(reading(fields[name]), fields[name].null) for name in listed.columns]
    found = 0
    for found, line in enumerate(_lines(source, label), start=1):
        if found > listed.count:
            break
        yield _row(label, line, conversions)
    if found != listed.count:
        raise Damaged(f"строк {label} не столько, сколько в описи")


def _row(label: str, line: bytes, conversions: list[Any]) -> list[Any]:
    try:
        return [
            None if value is None and may_be_null else convert(value)
            for value, (convert, may_be_null) in zip(json.loads(line), conversions, strict=True)
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Damaged(f"строка {label} не читается") from None


def _lines(source: Reading, label: str) -> Iterator[bytes]:
    try:
        with source.open(member_name(label)) as file, gzip.GzipFile(fileobj=file) as packed:
            while line := packed.readline(LINE_BYTES):
                yield line
    except (OSError, EOFError, zlib.error):
        raise Damaged(f"строки {label} не распаковываются") from None


def keep_others_out() -> None:
    """Let nobody write until the transaction ends; readers go on. On SQLite it is so anyway."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _touched())
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def clear() -> None:
    """Delete all rows that a backup replaces, the log of steps included, which no queryset would delete."""
    with connection.cursor() as cursor:
        for model in _touched():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def load(source: Reading) -> None:
    """Insert all rows of a backup under their own keys. Raises Damaged, or DatabaseError."""
    for label, listed in source.manifest.models.items():
        _insert(contents.models()[label], listed.columns, read(source, label))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(contents.models().values())):
            cursor.execute(statement)


def _insert(model: type[Model], given: list[str], rows: Iterable[list[Any]]) -> None:
    # Written out, because the ORM would set the columns that it fills by itself, `created_at` and the like, to now.
    fields = columns(model)
    absent = [name for name in fields if name not in given]
    filled = [fields[name].get_default() for name in absent]
    names = [*given, *absent]
    quoted = ", ".join(connection.ops.quote_name(fields[name].column or name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"  # noqa: S608
    prepared = (
        [fields[name].get_db_prep_save(value, connection) for name, value in zip(names, [*row, *filled], strict=True)]
        for row in rows
    )
    with connection.cursor() as cursor:
        while batch := list(itertools.islice(prepared, BATCH)):
            cursor.executemany(statement, batch)


def _touched() -> list[type[Model]]:
    return [*contents.emptied(), *contents.models().values()]
