"""Brings a newsroom back from the file that `backup` has made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from newsroom.backup import restoring
from newsroom.backup.refusals import Refused
from newsroom.management.database import has_pending_migrations, hide


class Command(BaseCommand):
    """`restore FILE` into an empty newsroom; `--replace` in the place of what is there."""

    help = "Checks a backup to its last byte, then puts it in the place of an empty newsroom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="delete the newsroom that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with restoring.checked(options["file"]) as source:
                _demand_tables()
                restored = restoring.restore(source, replace=options["replace"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(f"База данных не отвечает или не подходит: {error}") from error
        manifest = restored.manifest
        self.stdout.write(
            f"Восстановлено на {manifest.created_at}: строк — {manifest.row_count}, снимков — "
            f"{manifest.picture_count}, без файла — {len(manifest.missing)}."
        )
        for name in manifest.missing:
            self.stderr.write(f"Нет файла снимка: {name}")
        if restored.plans_taken_back:
            self.stdout.write(f"Снято с плана, потому что час прошёл: {restored.plans_taken_back}.")
        self.stdout.write("Делаю указатель поиска и нарезку снимков; сайт уже отвечает. Прервётся — manage.py reindex.")
        self.stdout.flush()
        restoring.make_derived()


def _demand_tables() -> None:
    """Make the tables of an empty database; those of another version are not ours to change here."""
    hide(settings.DATABASES["default"], settings.VAR_DIR)
    if not MigrationRecorder(connection).has_table():
        call_command("migrate", verbosity=0, interactive=False)
    elif has_pending_migrations():
        raise CommandError("База данных не от этой версии программы. Сначала: manage.py migrate.")
