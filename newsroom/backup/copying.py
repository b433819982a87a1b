"""Copying a newsroom into an empty database of another kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from newsroom.backup.exceptions import BackupError, first_line, reason_of
from newsroom.backup.tables import all_models, is_empty
from newsroom.page_cache.models import SiteVersion

SOURCE = "copied"
BATCH = 1000


def copy_from(database: dict[str, Any]) -> int:
    """Copy every row of another database into the present, empty one; return their number.

    `database` has the form of an entry of `settings.DATABASES`. Raises BackupError, and then nothing was copied.
    """
    _require_file(database)
    if not is_empty():
        raise BackupError(_("В этой редакции уже работают: копировать можно только в пустую базу данных."))
    call_command("migrate", verbosity=0, interactive=False)
    try:
        with _one_moment(database), transaction.atomic():
            count = _copy()
            connection.check_constraints()
            SiteVersion.bump()
    except DatabaseError as error:
        sentence = _("Редакция не скопирована: %(detail)s")
        raise BackupError(sentence % {"detail": first_line(error)}) from error
    return count


def _require_file(database: dict[str, Any]) -> None:
    """Refuse a file of SQLite that is not there: connecting to it would create an empty one."""
    if database["ENGINE"] == "newsroom.sqlite3":
        try:
            Path(database["NAME"]).stat()
        except OSError as error:
            sentence = _("Файл %(file)s не открывается: %(reason)s.")
            raise BackupError(sentence % {"file": database["NAME"], "reason": reason_of(error)}) from error


@contextmanager
def _one_moment(database: dict[str, Any]) -> Iterator[None]:
    """Open the source under its alias, in one transaction that sees one moment."""
    both = {"default": settings.DATABASES["default"], SOURCE: database}
    connections.settings[SOURCE] = connections.configure_settings(both)[SOURCE]
    source = connections[SOURCE]
    try:
        executor = MigrationExecutor(source)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise BackupError(_("База данных не от этой версии программы. Сначала: manage.py migrate."))
        with transaction.atomic(using=SOURCE):
            if source.vendor == "postgresql":
                with source.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        source.close()
        del connections[SOURCE], connections.settings[SOURCE]


def _copy() -> int:
    models = all_models()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")  # noqa: S608
        count = sum(_copy_rows(model) for model in models)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    return count


def _copy_rows(model: type[Model]) -> int:
    # Not by bulk_create, which sets `auto_now_add` columns to now.
    quote = connection.ops.quote_name
    fields: list[Field[Any, Any]] = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = ", ".join(quote(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    found = model._base_manager.using(SOURCE).order_by("pk").values_list(*(field.attname for field in fields))
    count = 0
    with connection.cursor() as cursor:
        rows_left = found.iterator(BATCH)
        while rows := list(islice(rows_left, BATCH)):
            cursor.executemany(statement, [_prepared(fields, row) for row in rows])
            count += len(rows)
    return count


def _prepared(fields: list[Field[Any, Any]], row: tuple[Any, ...]) -> list[Any]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
