"""Removal of stray private files."""

import pytest

from newsroom.images import private, renditions
from newsroom.images.storage import base, media, names
from tests.newsroom.images.files import everything, master, stored_image

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("either_storage")]


@pytest.fixture
def all_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every file old enough to be removed."""
    monkeypatch.setattr(base, "_YOUNG_SECONDS", -1)


@pytest.mark.usefixtures("all_is_old")
def test_it_keeps_the_files_of_images():
    image = stored_image((1500, 1000))
    renditions.make(image, "card", 320, "avif")
    before = everything()
    assert private.sweep() == 0
    assert everything() == before


@pytest.mark.usefixtures("all_is_old")
def test_it_removes_old_files_without_a_row():
    kept, lost = stored_image(), stored_image()
    type(lost).objects.filter(pk=lost.pk).delete()
    media.write(f"{names.UNFINISHED}/unfinished", lambda file: file.write(b"half"))
    assert private.sweep() == 3
    assert everything() == sorted([master(kept), *renditions.existing(kept)])


def test_it_keeps_young_files():
    lost = stored_image()
    type(lost).objects.filter(pk=lost.pk).delete()
    assert private.sweep() == 0
    assert media.exists(master(lost))


@pytest.mark.usefixtures("all_is_old")
def test_it_removes_a_former_crop():
    image = stored_image()
    type(image).objects.filter(pk=image.pk).update(crop_version=2)
    assert private.sweep() == 1
    assert everything() == [master(image)]


def test_it_accepts_missing_folders():
    assert private.sweep() == 0
