"""Brings an installation to the state of the code."""

import logging
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.migrations.exceptions import InconsistentMigrationHistory

from newsroom.demo import load
from newsroom.images.storage import names
from newsroom.management import static_files
from newsroom.management.ports import require_free_port
from newsroom.management.setup_lock import setup_lock


class Command(BaseCommand):
    """May be run at any time and by several at once, also while the server runs."""

    help = "Migrates the database and collects static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make the demo newsroom where nobody has an account")
        parser.add_argument("--check-port", action="store_true", help="first refuse if the server's port is busy")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check_port"]:
            require_free_port(settings.BIND, settings.PORT)
        try:
            with setup_lock(settings.VAR_DIR, on_wait=lambda: self.report("Жду, пока закончит другая подготовка…")):
                self.prepare(demo=options["demo"])
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"База данных не отвечает или не подходит / the database does not answer or is not usable: {reason}"
            ) from error
        except InconsistentMigrationHistory as error:
            raise CommandError(
                f"База данных от несовместимой версии / the database is of an incompatible version: {error}"
            ) from error
        except OSError as error:
            raise CommandError(
                f"Файл или папку нельзя прочитать или записать / a file or folder cannot be read or written: {error}"
            ) from error

    def prepare(self, *, demo: bool) -> None:
        """Do all steps; each does nothing where its work is done."""
        # Letters hold links of invitations; private pictures are unpublished, or the originals of public ones.
        for folder in ("mail", f"media/{names.PRIVATE}"):
            (settings.VAR_DIR / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.report("Готовлю базу данных…")
        call_command("migrate", verbosity=0, interactive=False)
        self.report("Собираю статические файлы…")
        static_files.collect(settings.STATIC_ROOT)
        if demo:
            self.make_demo()

    def make_demo(self) -> None:
        """Make the demo newsroom where there is nothing, and print its users. All of it is made, or nothing."""
        if load.is_empty():
            self.report("Создаю демонстрационную редакцию…")
            # Granted roles are worth a line of the log only for real people; what fails ends the command.
            logging.disable(logging.ERROR)
            try:
                load.load(os.environ.get("DEMO_PASSWORD", ""))
            except ValidationError as error:
                # A picture that could not be stored.
                raise CommandError(" ".join(error.messages)) from error
            finally:
                logging.disable(logging.NOTSET)
        people = load.passwords_file()
        if people.is_file():
            self.report("\n" + people.read_text(encoding="utf-8").strip("\n"))

    def report(self, line: str) -> None:
        """Print what is done now."""
        self.stdout.write(line)
        self.stdout.flush()
