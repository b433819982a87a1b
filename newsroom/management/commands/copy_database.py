"""Move a newsroom to another database: from SQLite to PostgreSQL or back."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom import env
from newsroom.backup.copying import copy_from
from newsroom.backup.exceptions import BackupError
from newsroom.databases.address import parse_database


class Command(BaseCommand):
    """`copy_database sqlite:///var/newsroom.sqlite3`, with `DATABASE_URL` naming the new database."""

    help = "Copies all rows of the database at an address into the empty one at DATABASE_URL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="FROM", help="the former database, written as in DATABASE_URL")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            database = parse_database(options["address"], base=settings.BASE_DIR)
        except ValueError as error:
            address = env.without_password(options["address"])
            raise BackupError(_("Это не адрес базы данных: %(address)s.") % {"address": address}) from error
        count = copy_from(database)
        self.stdout.write(_("Скопировано строк: %(count)d. Снимки остаются, где были.") % {"count": count})
