"""Bring a newsroom back from the file that `backup` has made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom.backup import pictures
from newsroom.backup.archive import opened
from newsroom.backup.restoring import restore


class Command(BaseCommand):
    """`restore FILE` into an empty newsroom; `--replace` in the place of the present one."""

    help = "Verifies a backup completely, then restores it and migrates it to this version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="delete the newsroom that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        with opened(options["file"]) as archive:
            unscheduled = restore(archive, replace=options["replace"])
            manifest = archive.manifest
        sentence = _("Восстановлено на %(at)s, снимков: %(pictures)d, файлов: %(files)d.")
        counts = {"pictures": manifest.picture_count, "files": manifest.file_count}
        self.stdout.write(sentence % {"at": manifest.created_at, **counts})
        for name in pictures.without_file():
            self.stderr.write(_("Нет файла: %(name)s") % {"name": name})
        if unscheduled:
            self.stdout.write(_("Снято с плана, потому что час прошёл: %(count)d.") % {"count": unscheduled})
        self.stdout.write(
            _("Делаю указатель поиска и нарезку снимков; сайт уже отвечает. Прервётся — manage.py reindex.")
        )
        self.stdout.flush()
        call_command("reindex", stdout=self.stdout)
        pictures.draw()
