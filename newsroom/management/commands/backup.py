"""Writes the whole newsroom into one file, while everybody goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from newsroom.backup.making import make
from newsroom.backup.refusals import in_words
from newsroom.management.database import has_pending_migrations


class Command(BaseCommand):
    """`backup` makes `VAR_DIR/backups/newsroom-<day>-<time>.tar`; `backup FILE` the file named."""

    help = "Writes rows and pictures into one file that `restore` brings back on any database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"] or _default()
        try:
            if options["file"] is None:
                target.parent.mkdir(mode=0o700, exist_ok=True)
            if has_pending_migrations():
                raise CommandError("База данных не от этой версии программы. Сначала: manage.py migrate.")
            if target.exists():
                raise CommandError(f"Файл {target} уже есть: копия ничего не перезаписывает.")
            manifest = make(target)
        except OSError as error:
            raise CommandError(f"Копия {target} не записана: {in_words(error)}.") from error
        except DatabaseError as error:
            raise CommandError(f"Копия не сделана, база данных не отвечает: {error}") from error
        for name in manifest.missing:
            self.stderr.write(f"Нет файла снимка: {name}")
        self.stdout.write(
            f"{target}\nСтрок: {manifest.row_count}, снимков: {manifest.picture_count}, "
            f"без файла: {len(manifest.missing)}."
        )


def _default() -> Path:
    folder: Path = settings.VAR_DIR / "backups"
    return folder / f"newsroom-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar"
