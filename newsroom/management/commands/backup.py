"""Write the whole newsroom into one file, or verify such a file."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.backup import retention
from newsroom.backup.archive import opened
from newsroom.backup.exceptions import BackupError, first_line, reason_of
from newsroom.backup.making import make
from newsroom.backup.manifest import Manifest
from newsroom.backup.restoring import check


class Command(BaseCommand):
    """`backup` makes `VAR_DIR/backups/newsroom-<day>-<time>.tar`, `backup FILE` the file named."""

    help = "Writes the database, the master pictures and the attached files into one file for `restore`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--verify", type=Path, metavar="FILE", help="only check whether FILE can be restored here")
        parser.add_argument(
            "--keep", type=_count, metavar="N", help="then delete all but the last N backups in VAR_DIR/backups"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"]:
            with opened(options["verify"]) as archive:
                check(archive.manifest)
                self._describe(options["verify"], archive.manifest)
            return
        folder: Path = settings.VAR_DIR / "backups"
        target: Path = options["file"] or retention.new_file(folder, at=timezone.localtime())
        try:
            if options["file"] is None:
                target.parent.mkdir(mode=0o700, exist_ok=True)
            if target.exists():
                raise BackupError(_("Файл %(file)s уже есть: копия ничего не перезаписывает.") % {"file": target})
            made = make(target)
            if options["keep"]:
                retention.remove_old(folder, keep=options["keep"])
        except OSError as error:
            sentence = _("Копия %(file)s не записана: %(reason)s.")
            raise BackupError(sentence % {"file": target, "reason": reason_of(error)}) from error
        except DatabaseError as error:
            sentence = _("Копия не сделана, база данных не отвечает или не подходит: %(detail)s")
            raise BackupError(sentence % {"detail": first_line(error)}) from error
        for name in made.without_file:
            self.stderr.write(_("Нет файла: %(name)s") % {"name": name})
        self._describe(target, made.manifest)

    def _describe(self, file: Path, manifest: Manifest) -> None:
        sentence = _(
            "%(file)s\nСделана %(at)s версией %(version)s на %(vendor)s, снимков: %(pictures)d, файлов: %(files)d."
        )
        values = {"at": manifest.created_at, "version": manifest.version, "vendor": manifest.vendor}
        counts = {"pictures": manifest.picture_count, "files": manifest.file_count}
        self.stdout.write(sentence % {**values, "file": file, **counts})


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ArgumentTypeError("нужно число от 1 / must be a number from 1")
    return int(text)
