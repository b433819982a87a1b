"""Admin URLs of images, and removal of stray private files."""

from __future__ import annotations

from django.urls import reverse

from newsroom.images import renditions
from newsroom.images.models import Image
from newsroom.images.storage import media, names


def address(image: Image, crop: str, width: int, fmt: str) -> str:
    """Return the admin URL of a rendition, which requires the permission to view images."""
    return reverse("admin:images_image_file", args=[image.pk, renditions.name(crop, width, fmt)])


def sweep() -> int:
    """Remove private files and folders that belong to no image, and return how many.

    They are left when a process is killed or a transaction rolled back between writing a file and its row. Nothing
    younger than a day is removed. This lists all files: run it once a night.
    """
    versions = {names.key(file): version for file, version in Image.objects.values_list("file", "crop_version")}
    stray = [file.name for file in media.files(names.UNFINISHED) if not file.is_young]
    stray += [
        file.name for file in media.files(names.ORIGINALS) if names.key(file.name) not in versions and not file.is_young
    ]
    for name in stray:
        media.delete(name)
    folders = _stray_folders(versions)
    for folder in folders:
        media.delete_folder(folder)
    return len(stray) + len(folders)


def _stray_folders(versions: dict[str, int]) -> list[str]:
    """Return the folders of renditions of no image, or of a former crop, in which nothing is young."""
    old: dict[str, bool] = {}
    for file in media.files(names.RENDITIONS):
        folder = file.name.rpartition("/")[0]
        old[folder] = old.get(folder, True) and not file.is_young
    return [folder for folder, is_old in old.items() if is_old and not _is_used(folder, versions)]


def _is_used(folder: str, versions: dict[str, int]) -> bool:
    image, _slash, version = folder.rpartition("/")
    return version == str(versions.get(names.last(image)))
