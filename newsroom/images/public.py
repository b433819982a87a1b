"""What readers may fetch: putting pictures on the site, and taking them off it again.

A picture is public exactly while its row carries a token. Its folder below `MEDIA_PUBLIC` is
named by that token and by the version of its cropping; the folder is there before the commit
that makes the picture public, and goes after the commit that ends it. Whatever a crash leaves
in between, `sweep` removes.

Only the caller knows whether a live publication still shows a picture. He asks after `hold`,
so that nobody publishes the picture between his question and his `withdraw`.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.transaction import TransactionManagementError

from newsroom.images import geometry, renditions, storage
from newsroom.images.models import Image

logger = logging.getLogger(__name__)

PREFIX = "/media/"
LEAST_SHARED_WIDTH = 600
_PENDING = ".pending-"
_PENDING_SECONDS = 60 * 60


@dataclass(frozen=True)
class Address:
    """A public variant: its address from the root of the site, and its size in pixels."""

    url: str
    width: int
    height: int


def folder_name(image: Image) -> str:
    """The unguessable part of the picture's public addresses. Raises ValueError if it is not public."""
    if image.public_token is None:
        raise ValueError(f"picture {image.pk} is not public")
    return f"{image.public_token}-{image.crop_version}"


def address(image: Image, crop: str, width: int, fmt: str) -> str:
    """`/media/<token>/<crop>-<width>.<fmt>`; it answers whether the variant is drawn or not.

    Raises ValueError for a picture that is not public.
    """
    return f"{PREFIX}{folder_name(image)}/{renditions.name(crop, width, fmt)}"


def largest(image: Image, crop: str = "full", fmt: str = "jpeg") -> Address:
    """The widest public variant of a shape: for feeds and structured data."""
    width, height = geometry.size(image, crop, geometry.widths(image, crop)[-1])
    return Address(address(image, crop, width, fmt), width, height)


def og_image(image: Image | None) -> Address | None:
    """Return the picture for messengers (Open Graph, 1200 × 630).

    None without a public picture, or with one that would have to be enlarged more than twice.
    """
    if image is None or not image.is_public or geometry.box(image, "social").width < LEAST_SHARED_WIDTH:
        return None
    return largest(image, "social")


def lock(images: Iterable[Image]) -> None:
    """Keep these pictures' rows from everybody else until the transaction ends.

    On SQLite a writing transaction has the whole database to itself already.
    """
    _demand_transaction()
    keys = [image.pk for image in images]
    list(Image.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def publish(image: Image) -> None:
    """Make the picture public, inside the transaction that publishes what shows it.

    Links every variant drawn so far; the others are drawn when a reader first asks. Calling it
    for a public picture mends its folder and changes nothing else. A disk in trouble is logged
    and does not stop the publishing of the text.
    """
    current = _held(image)
    if current.public_token is None:
        current.public_token = secrets.token_hex(16)
        _fill_new_folder(current)
        Image.objects.filter(pk=current.pk).update(public_token=current.public_token)
    else:
        _link_drawn(current)
    _copy_state(current, image)


def withdraw(image: Image) -> None:
    """Take the picture off the site: its addresses end with the commit, for good.

    Publishing it again gives other addresses.
    """
    current = _held(image)
    if current.public_token is not None:
        _remove_on_commit(folder_name(current))
        current.public_token = None
        Image.objects.filter(pk=current.pk).update(public_token=None)
    _copy_state(current, image)


def refresh(image: Image) -> None:
    """Store the picture's new focal point under the next version of its cropping.

    A public picture gets new addresses, so that no cache mixes the old cropping with the new;
    the old addresses redirect to them. The caller begins an edition if it `is_public`. Former
    private variants stay for `private.sweep`: some may be on their way to somebody.
    """
    current = _held(image)
    old_folder = folder_name(current) if current.is_public else None
    current.focal_x, current.focal_y = image.focal_x, image.focal_y
    current.crop_version += 1
    renditions.make_first(current)
    if old_folder is not None:
        _fill_new_folder(current)
        _remove_on_commit(old_folder)
    current.save(update_fields=["focal_x", "focal_y", "crop_version"])
    _copy_state(current, image)


def share(image: Image, drawn: Path) -> Path:
    """Put one more drawn variant of a public picture into its folder; return its public path.

    For variants drawn on demand. Raises OSError if the disk refuses.
    """
    folder = storage.public_root() / folder_name(image)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / drawn.name
    storage.share(drawn, target)
    return target


def is_current(image: Image) -> bool:
    """Whether the row still carries the token and version of this object."""
    return Image.objects.filter(pk=image.pk, public_token=image.public_token, crop_version=image.crop_version).exists()


def remove(folder: str) -> None:
    """Remove a public folder by its name; a failure is logged and left to `sweep`."""
    try:
        storage.remove_folder(storage.public_root() / folder)
    except OSError:
        logger.exception("A public folder of a picture could not be removed")


def sweep() -> int:
    """Remove public folders that no picture carries, however they were left; return how many.

    Cheap, and safe at any moment from any process: run it at each start and every minute.
    """
    # Listed first, marks second, rows last: a folder without the mark of an open transaction was
    # committed by then, so that its row, if it has one, is seen.
    root = storage.public_root()
    found = [entry for entry in root.iterdir() if entry.is_dir()] if root.is_dir() else []
    finished = [entry for entry in found if not _is_unfinished(entry)]
    carried = {
        f"{token}-{version}"
        for token, version in Image.objects.filter(public_token__isnull=False).values_list(
            "public_token", "crop_version"
        )
    }
    left = [entry.name for entry in finished if entry.name not in carried]
    for folder in left:
        remove(folder)
    _drop_old_marks(root)
    return len(left)


def _held(image: Image) -> Image:
    _demand_transaction()
    return Image.objects.select_for_update().get(pk=image.pk)


def _demand_transaction() -> None:
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise TransactionManagementError("pictures change on the site inside a transaction only")


def _copy_state(current: Image, image: Image) -> None:
    image.public_token, image.crop_version = current.public_token, current.crop_version
    image.focal_x, image.focal_y = current.focal_x, current.focal_y


def _fill_new_folder(image: Image) -> None:
    folder = storage.public_root() / folder_name(image)
    # Beside the folder and older than it, so that no sweep ever sees the one without the other.
    mark = folder.with_name(_PENDING + folder.name)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        folder.mkdir()
    except OSError:
        logger.exception("The public folder of picture %s could not be made", image.pk)
        return
    transaction.on_commit(lambda: mark.unlink(missing_ok=True), robust=True)
    _link_drawn(image)


def _link_drawn(image: Image) -> None:
    if not renditions.drawn(image):
        renditions.make_first(image)
    try:
        for drawn in renditions.drawn(image):
            share(image, drawn)
    except OSError:
        logger.exception("Picture %s could not be copied for readers", image.pk)


def _remove_on_commit(folder: str) -> None:
    transaction.on_commit(lambda: remove(folder), robust=True)


def _is_unfinished(folder: Path) -> bool:
    return _is_fresh(folder.with_name(_PENDING + folder.name))


def _is_fresh(mark: Path) -> bool:
    try:
        return time.time() - mark.stat().st_mtime < _PENDING_SECONDS
    except OSError:
        return False


def _drop_old_marks(root: Path) -> None:
    for mark in root.glob(f"{_PENDING}*"):
        if not _is_fresh(mark):
            mark.unlink(missing_ok=True)
