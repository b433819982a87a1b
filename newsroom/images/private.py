"""Admin URLs of images, and removal of stray private files."""

from __future__ import annotations

import time
from pathlib import Path

from django.urls import reverse

from newsroom.images import renditions, storage
from newsroom.images.models import Image

_YOUNG_SECONDS = 24 * 60 * 60


def address(image: Image, crop: str, width: int, fmt: str) -> str:
    """Return the admin URL of a rendition, which requires the permission to view images."""
    return reverse("admin:images_image_file", args=[image.pk, renditions.name(crop, width, fmt)])


def sweep() -> int:
    """Remove private files and folders that belong to no image, and return how many.

    They are left when a process is killed or a transaction rolled back between writing a file and its row. Nothing
    younger than a day is removed. This lists all files: run it once a night.
    """
    versions = {Path(file).stem: version for file, version in Image.objects.values_list("file", "crop_version")}
    root = storage.private_root()
    stray = [path for path in root.glob("tmp/*") if _is_old(path)]
    stray += [path for path in root.glob("originals/*/*") if path.stem not in versions and _is_old(path)]
    for path in stray:
        path.unlink(missing_ok=True)
    folders = [
        path
        for path in root.glob("renditions/*/*/*")
        if path.name != str(versions.get(path.parent.name)) and _is_old(path)
    ]
    for folder in folders:
        storage.remove_folder(folder)
    return len(stray) + len(folders)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _YOUNG_SECONDS
    except FileNotFoundError:
        return False
