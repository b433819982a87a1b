"""Imports published articles from JSON Lines."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.actions import import_published
from articles.actions.bulk_import import ImportedArticle
from articles.import_lines import LineReader
from newsroom.exceptions import ActionRefused
from staff.permission_groups import importer

BATCH = 500
"""Articles in one transaction."""
BAR_WIDTH = 30


class Command(BaseCommand):
    """`import_articles FILE`; prints each refused line with its reasons and exits with 1 if there were any."""

    help = "Imports published articles from a file of JSON Lines. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.imported = self.known = self.refused = 0
        try:
            with file.open("rb") as lines:
                self._import(lines, LineReader(file.parent), total=_count(file))
        except OSError as error:
            raise CommandError(_("Файл не читается: %(reason)s") % {"reason": error}) from error
        except DatabaseError as error:
            raise CommandError(_("База данных отказала, импортировано %(count)d: %(reason)s")
                               % {"count": self.imported, "reason": error}) from error  # fmt: skip
        self.stdout.write(_("Импортировано: %(imported)d. Были раньше: %(known)d. Отказано: %(refused)d.") % vars(self))
        if self.refused:
            sys.exit(1)

    def _import(self, lines: BinaryIO, reader: LineReader, *, total: int) -> None:
        by = importer()
        articles = self._read(lines, reader, total)
        while batch := list(islice(articles, BATCH)):
            import_published(batch, by=by)
            self.imported += len(batch)
        self._show_progress(total, total, end="\n")

    def _read(self, lines: BinaryIO, reader: LineReader, total: int) -> Iterator[ImportedArticle]:
        for number, line in enumerate(lines, start=1):
            if number % 100 == 0:
                self._show_progress(number, total)
            if not line.strip():
                continue
            try:
                article = reader.read(number, line)
            except ActionRefused as refusal:
                self.refused += 1
                self._say(
                    _("Строка %(number)d: %(reasons)s") % {"number": number, "reasons": " ".join(refusal.reasons)}
                )
                continue
            if article is None:
                self.known += 1
            else:
                yield article

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"\r\x1b[K{sentence}" if self.stdout.isatty() else sentence)

    def _show_progress(self, done: int, total: int, end: str = "") -> None:
        """Draw a bar, on a terminal only."""
        if self.stdout.isatty() and total:
            filled = BAR_WIDTH * done // total
            self.stdout.write(f"\r[{'█' * filled}{'·' * (BAR_WIDTH - filled)}] {done}/{total}", ending=end)
            self.stdout.flush()


def _count(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _line in lines)
