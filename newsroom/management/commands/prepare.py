"""Brings database and static files to the state of the code; does nothing where they are there already."""

import logging
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article
from newsroom import fingerprint


class Command(BaseCommand):
    """`prepare`; with `--demo` an empty newsroom gets its demo people and articles."""

    help = "Migrates the database and collects static files, each only if something has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make the demo newsroom where there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        stamp = settings.VAR_DIR / "prepared"
        code = fingerprint.of_code()
        changed = not stamp.is_file() or stamp.read_text(encoding="utf-8") != code
        hide(settings.DATABASES["default"], settings.VAR_DIR)
        try:
            if changed or has_pending_migrations():
                self.echo("Готовлю базу данных…")
                call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError as error:
            raise CommandError(f"База данных не отвечает или не подходит: {error}") from error
        if changed or not (settings.STATIC_ROOT / "staticfiles.json").is_file():
            self.echo("Собираю статические файлы…")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(code, encoding="utf-8")
        if options["demo"] and not Article.objects.exists():
            self.echo("Создаю демонстрационную редакцию…")
            # Who is granted what role is worth a line of the log when it is somebody real.
            logging.disable(logging.INFO)
            call_command("make_demo", if_empty=True, stdout=StringIO())
            logging.disable(logging.NOTSET)

    def echo(self, line: str) -> None:
        """Say what takes its time just now."""
        self.stdout.write(line)
        self.stdout.flush()


def hide(database: dict[str, Any], var_dir: Path) -> None:
    """Let nobody else on this machine read drafts, sessions and the links of invitations."""
    (var_dir / "mail").mkdir(mode=0o700, exist_ok=True)
    if database["ENGINE"].endswith("sqlite3"):
        # Its journals get the same rights as the file.
        Path(database["NAME"]).touch(mode=0o600)


def has_pending_migrations() -> bool:
    """Whether the database lacks a migration that the code has."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
