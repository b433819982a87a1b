"""Actions that publish, withdraw and recrop images, and their public URLs.

An image is public while its row has a token. Its folder in `public/` is named after the token and the version of the
crop, see `newsroom.images.storage.public_folders`.

Only the caller knows whether something live still shows an image. It must check this after `lock`, so that no other
transaction publishes the image between the check and `withdraw`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import PermissionsMixin
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy as _

from newsroom.exceptions import NotPermitted
from newsroom.images import renditions, sizes
from newsroom.images.models import Image, ImageChange, delete_files
from newsroom.images.storage import media, names, public_folders

MIN_OG_WIDTH = 600
PUBLISH_PERMISSION = "images.publish_image"
CROP_IS_PUBLIC = _("Это изображение видят читатели: кадр меняют только редактор и руководитель.")


@dataclass(frozen=True)
class Address:
    """A public rendition: its URL and its size in pixels."""

    url: str
    width: int
    height: int


def folder_name(image: Image) -> str:
    """Return the unguessable part of the public URLs. Raises ValueError if the image is not public."""
    if image.public_token is None:
        raise ValueError(f"image {image.pk} is not public")
    return f"{image.public_token}-{image.crop_version}"


def address(image: Image, crop: str, width: int, fmt: str) -> str:
    """Return `/media/<token>-<version>/<crop>-<width>.<fmt>`; the first request renders the file.

    MEDIA_URL may replace `/media/` by an address of another host. Raises ValueError for an image that is not public.
    """
    return f"{settings.MEDIA_URL}{folder_name(image)}/{renditions.name(crop, width, fmt)}"


def largest(image: Image, crop: str = "full", fmt: str = "jpeg") -> Address:
    """Return the widest public rendition of a crop, for feeds and structured data."""
    width, height = sizes.size(image, crop, sizes.widths(image, crop)[-1])
    return Address(address(image, crop, width, fmt), width, height)


def og_image(image: Image | None) -> Address | None:
    """Return the rendition for Open Graph, 1200 × 630.

    None without a public image, and for one that would have to be enlarged more than twice.
    """
    if image is None or not image.is_public or sizes.box(image, "social").width < MIN_OG_WIDTH:
        return None
    return largest(image, "social")


def lock(images: Iterable[Image]) -> None:
    """Lock the rows of these images until the transaction ends.

    On SQLite, a writing transaction has locked the whole database already.
    """
    _require_transaction()
    keys = [image.pk for image in images]
    list(Image.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def publish(image: Image) -> None:
    """Make the image public, within the transaction that publishes what shows it.

    Existing renditions are linked into its folder; others are rendered on the first request. For an image that is
    public already, only missing files are added. Errors of the storage are logged and do not stop the publication of a
    text.
    """
    current = _locked(image)
    was_public = current.is_public
    _publish_locked(current)
    if not was_public:
        Image.objects.filter(pk=image.pk).update(public_token=current.public_token)
    _copy_public_fields(current, image)


def publish_all(keys: Iterable[int]) -> set[int]:
    """Publish the images with these ids, see `publish`, with two statements; return the ids that exist."""
    _require_transaction()
    images = list(Image.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk"))
    new = [image for image in images if not image.is_public]
    for image in images:
        _publish_locked(image)
    Image.objects.bulk_update(new, ["public_token"])
    return {image.pk for image in images}


def _publish_locked(image: Image) -> None:
    """Give the image a token, which the caller saves, and fill its public folder."""
    if image.public_token is None:
        image.public_token = secrets.token_hex(16)
        _fill_new_folder(image)
    else:
        _link_renditions(image)


def withdraw(image: Image) -> None:
    """Withdraw the image: with the commit, its URLs answer 404 for good.

    Publishing it again gives other URLs.
    """
    current = _locked(image)
    if current.public_token is not None:
        public_folders.remove_on_commit(folder_name(current))
        current.public_token = None
        Image.objects.filter(pk=current.pk).update(public_token=None)
    _copy_public_fields(current, image)


def recrop(image: Image, *, by: PermissionsMixin | None) -> None:
    """Store the new focal point of `image` as the next version of its crop.

    A public image gets new URLs, to which the old ones redirect, and a row in its log. The caller bumps the site
    version if it `is_public`. Former private renditions are left to `private.sweep`, because they may be in use.
    `by` is None for the system. Raises NotPermitted if the image is public and `by` may not publish images.
    """
    current = _locked(image)
    _require_permission(current, by)
    change = _change_of(current, by)
    current.focal_x, current.focal_y = change.new_focal_x, change.new_focal_y = image.focal_x, image.focal_y
    _store_next_version(current, change, ["focal_x", "focal_y"])
    _copy_public_fields(current, image)


def replace_file(image: Image, columns: Mapping[str, Any], *, by: PermissionsMixin | None) -> None:
    """Give the image another master; the rest is as for `recrop`. `columns` are those of the new file."""
    current = _locked(image)
    _require_permission(current, by)
    change, old_file = _change_of(current, by), current.file
    change.old_sha256 = current.sha256
    for name, value in columns.items():
        setattr(current, name, value)
        setattr(image, name, value)
    _store_next_version(current, change, list(columns))
    transaction.on_commit(lambda: delete_files(old_file), robust=True)
    _copy_public_fields(current, image)


def _require_permission(current: Image, by: PermissionsMixin | None) -> None:
    if current.is_public and by is not None and not by.has_perm(PUBLISH_PERMISSION):
        raise NotPermitted(CROP_IS_PUBLIC)


def _change_of(current: Image, by: PermissionsMixin | None) -> ImageChange:
    """Return the row of the log; what is not changed is the same before and after."""
    x, y = current.focal_x, current.focal_y
    return ImageChange(
        image=current, user_id=by.pk if by else None, old_focal_x=x, old_focal_y=y, new_focal_x=x, new_focal_y=y
    )


def _store_next_version(current: Image, change: ImageChange, columns: list[str]) -> None:
    """Save these columns under the next version of the crop, and move the public folder to it."""
    old_folder = folder_name(current) if current.is_public else None
    current.crop_version += 1
    renditions.make_first(current)
    if old_folder is not None:
        change.save()
        _fill_new_folder(current)
        public_folders.remove_on_commit(old_folder)
    current.save(update_fields=[*columns, "crop_version"])


def add_rendition(image: Image, source: str) -> str:
    """Add a rendition to the folder of a public image and return its public name. Raises OSError."""
    target = f"{names.public_folder(folder_name(image))}/{names.last(source)}"
    media.publish(source, target)
    return target


def is_current(image: Image) -> bool:
    """Return whether the row still has the token and version of this instance."""
    return Image.objects.filter(pk=image.pk, public_token=image.public_token, crop_version=image.crop_version).exists()


def sweep() -> int:
    """Remove public folders that belong to no image, and return how many; delete old marks of all folders.

    Cheap, and safe at any time in any process: run it at each start and every minute.
    """
    removed = public_folders.sweep(lambda folder: not folder.startswith(names.FILE_FOLDER), _used_folders)
    public_folders.delete_old_marks()
    return removed


def _used_folders() -> set[str]:
    public = Image.objects.filter(public_token__isnull=False)
    return {f"{token}-{version}" for token, version in public.values_list("public_token", "crop_version")}


def _locked(image: Image) -> Image:
    _require_transaction()
    return Image.objects.select_for_update().get(pk=image.pk)


def _require_transaction() -> None:
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise TransactionManagementError("publish and withdraw images within a transaction")


def _copy_public_fields(current: Image, image: Image) -> None:
    image.public_token, image.crop_version = current.public_token, current.crop_version
    image.focal_x, image.focal_y = current.focal_x, current.focal_y


def _fill_new_folder(image: Image) -> None:
    if public_folders.begin(folder_name(image)):
        _link_renditions(image)


def _link_renditions(image: Image) -> None:
    with public_folders.errors_logged(f"Image {image.pk} could not be copied to its public folder"):
        if not renditions.existing(image):
            renditions.make_first(image)
        for name in renditions.existing(image):
            add_rendition(image, name)
