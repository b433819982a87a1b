"""Removal of stray private files."""

import os
import time
from pathlib import Path

import pytest

from newsroom.images import private, renditions, storage
from tests.newsroom.images.files import stored_image

pytestmark = pytest.mark.django_db


def everything(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def grow_old(media: Path) -> None:
    long_ago = time.time() - 2 * 24 * 60 * 60
    for path in media.rglob("*"):
        os.utime(path, (long_ago, long_ago))


def test_it_keeps_the_files_of_images(media: Path):
    image = stored_image((1500, 1000))
    renditions.make(image, "card", 320, "avif")
    grow_old(media)
    before = everything(media)
    assert private.sweep() == 0
    assert everything(media) == before


def test_it_removes_old_files_without_a_row(media: Path):
    kept, lost = stored_image(), stored_image()
    type(lost).objects.filter(pk=lost.pk).delete()
    (storage.private_root() / "tmp" / "unfinished").write_bytes(b"half")
    grow_old(media)
    assert private.sweep() == 3
    assert {path.parent.parent.name for path in everything(media)} == {"originals", Path(kept.file).stem}


def test_it_keeps_young_files(media: Path):
    lost = stored_image()
    type(lost).objects.filter(pk=lost.pk).delete()
    assert private.sweep() == 0
    assert storage.master(lost.file).exists()


def test_it_removes_a_former_crop(media: Path):
    image = stored_image()
    type(image).objects.filter(pk=image.pk).update(crop_version=2)
    grow_old(media)
    assert private.sweep() == 1
    assert everything(media) == [storage.master(image.file)]


def test_it_accepts_missing_folders(media: Path):
    assert private.sweep() == 0
