"""Images made for the tests."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image as Pillow
from PIL.Image import Image as Picture

from newsroom.images import public
from newsroom.images.intake import uploads
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from newsroom.images.storage.folder import FolderStorage

_numbers = itertools.count()

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 220, 30)


def quarters(size: tuple[int, int] = (900, 600)) -> Picture:
    """Return a picture with four coloured quarters, which show how it was rotated or cropped."""
    picture = Pillow.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for colour, place in ((RED, (0, 0)), (GREEN, (width, 0)), (BLUE, (0, height)), (YELLOW, (width, height))):
        picture.paste(colour, (*place, place[0] + width + 1, place[1] + height + 1))
    # A number in black and white, so that no two files are equal.
    number = next(_numbers)
    for bit in range(16):
        picture.paste((255, 255, 255) if number >> bit & 1 else (0, 0, 0), (8 * bit, 0, 8 * bit + 8, 8))
    return picture


def encoded(picture: Picture, fmt: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of an image file."""
    file = io.BytesIO()
    picture.save(file, fmt, **({"quality": 95} if fmt == "JPEG" else {}) | options)
    return file.getvalue()


def with_iptc(fields: dict[int, bytes]) -> bytes:
    """Return an image file with these IPTC fields."""
    records = b"".join(b"\x1c\x02" + bytes([key]) + len(text).to_bytes(2) + text for key, text in fields.items())
    block = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4) + records + b"\x00" * (len(records) % 2)
    segment = b"Photoshop 3.0\x00" + block
    data = encoded(quarters())
    return data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2) + segment + data[2:]


def upload_file(data: bytes, name: str = "снимок.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    """Return an uploaded file."""
    return SimpleUploadedFile(name, data, content_type)


def stored_image(size: tuple[int, int] = (900, 600), **fields: Any) -> Image:
    """Return a stored image with the texts without which no article is published."""
    image = uploads.accept(upload_file(encoded(quarters(size))), by=None)
    fields = {"credit": "Фото: редакция", "alt": "Четыре цвета", **fields}
    for name, value in fields.items():
        setattr(image, name, value)
    image.save(update_fields=list(fields))
    return image


def opened(data: bytes) -> Picture:
    """Return the decoded picture."""
    picture = Pillow.open(io.BytesIO(data))
    picture.load()
    return picture


def colour_at(picture: Picture, across: float, down: float) -> tuple[int, int, int]:
    """Return which of the four colours is at this place, given as shares of width and height."""
    place = (min(int(picture.width * across), picture.width - 1), min(int(picture.height * down), picture.height - 1))
    seen = picture.convert("RGB").getpixel(place)
    assert isinstance(seen, tuple)
    return min((RED, GREEN, BLUE, YELLOW), key=lambda known: sum(abs(a - b) for a, b in zip(known, seen, strict=True)))


def published(**fields: Any) -> Image:
    """Return a public image."""
    image = stored_image((1500, 1000), **fields)
    with transaction.atomic():
        public.publish(image)
    return image


def folders() -> list[str]:
    """Return the names in the public folder."""
    return sorted(media.folders(names.PUBLIC))


def public_files(image: Image) -> list[str]:
    """Return the names in the public folder of an image, without the folder."""
    return sorted(names.last(file.name) for file in media.files(names.public_folder(public.folder_name(image))))


def public_file(image: Image, name: str) -> str:
    """Return the whole name of a public file of an image."""
    return f"{names.public_folder(public.folder_name(image))}/{name}"


def everything() -> list[str]:
    """Return the names of all files in the storage."""
    return sorted(file.name for file in media.files(""))


def master(image: Image) -> str:
    """Return the name of the master of an image."""
    return names.master(image.file)


def renditions_folder(image: Image, version: int = 1) -> str:
    """Return the name of the folder of the renditions of an image."""
    return names.renditions_folder(image.file, version)


def content(name: str) -> bytes:
    """Return the bytes of a file in the storage."""
    with media.read(name) as file:
        return file.read()


def on_disk(name: str) -> Path:
    """Return where a file of the storage in a folder is."""
    return FolderStorage().path(name)


class Rollback(Exception):
    """Raised to roll back a transaction."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is rolled back."""
    with suppress(Rollback), transaction.atomic():
        yield
        raise Rollback
