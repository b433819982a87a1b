"""Move the images to another storage: from the folder to a bucket or back."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import env
from newsroom.backup import copying_media, pictures
from newsroom.backup.exceptions import reason_of
from newsroom.images.storage.address import parse_storage

IS_OPEN = (
    "Исходные файлы в этом бакете может прочитать кто угодно: разрешите чтение только для public/. / "
    "Anybody can read the masters in this bucket: allow reading public/ only."
)


class Command(BaseCommand):
    """`copy_media file:`, with `MEDIA_STORAGE` naming the new storage."""

    help = "Copies the images of the storage at an address to the one at MEDIA_STORAGE; nothing is deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="FROM", help="the former storage, written as in MEDIA_STORAGE")

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"]
        try:
            entry = parse_storage(address)
        except ValueError as error:
            shown = env.without_password(address)
            raise CommandError(f"Это не адрес хранилища / not the address of a storage: {shown}") from error
        if entry == settings.STORAGES["default"]:
            raise CommandError("Это и есть нынешнее хранилище / this is the present storage")
        try:
            self._copy(entry)
        except OSError as error:
            raise CommandError(
                f"Хранилище не приняло или не отдало файл / a storage failed: {reason_of(error)}"
            ) from error

    def _copy(self, entry: dict[str, Any]) -> None:
        count = sum(1 for _file in copying_media.copy_from(copying_media.storage_of(entry)))
        self.stdout.write(f"Скопировано исходных файлов / masters copied: {count}")
        # Everything else is made of the masters.
        pictures.draw()
        for name in pictures.without_file():
            self.stderr.write(f"Нет файла / no file: {name}")
        if copying_media.is_open_to_anybody():
            raise CommandError(IS_OPEN)
