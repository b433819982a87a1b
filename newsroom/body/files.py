"""Actions that publish, withdraw, rename and delete attached files, and their addresses.

A file is public while its row has a token. Its public copy lies in a folder named after the token, made before the
commit that publishes it and removed after the commit that withdraws it. `sweep` removes what a crash leaves.

Only the caller knows whether something live still shows a file. It must check this after `locked`, so that no other
transaction publishes the file between the check and `withdraw`.
"""

import logging
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.body import usage
from newsroom.body.models import Attachment
from newsroom.exceptions import InvalidState
from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway, StoredFile
from newsroom.utils.slugs import slugify

logger = logging.getLogger(__name__)

IN_USE = _("Файл «%(title)s» стоит в материалах, удалить его нельзя. Сначала уберите его из них.")
_PENDING_SECONDS = 60 * 60
_YOUNG_SECONDS = 24 * 60 * 60


def public_name(attachment: Attachment) -> str:
    """Return the last part of the public address, made of the title."""
    return f"{slugify(attachment.title, fallback='file')}.{attachment.extension}"


def private_name(attachment: Attachment) -> str:
    """Return the name in the storage of the uploaded bytes."""
    return names.master(attachment.file)


def folder_name(attachment: Attachment) -> str:
    """Return the unguessable part of the public address. Raises ValueError if the file is not public."""
    if attachment.public_token is None:
        raise ValueError(f"file {attachment.pk} is not public")
    return f"{names.FILE_FOLDER}{attachment.public_token}"


def stored_public_name(attachment: Attachment) -> str:
    """Return the name in the storage of the public copy."""
    return f"{names.public_folder(folder_name(attachment))}/{public_name(attachment)}"


def address(attachment: Attachment) -> str:
    """Return the public address; the site's own are absolute paths."""
    return f"{settings.MEDIA_URL}{folder_name(attachment)}/{public_name(attachment)}"


def admin_address(attachment: Attachment) -> str:
    """Return the admin address, which requires the permission to view files."""
    return reverse("admin:body_attachment_file", args=[attachment.pk])


def locked(keys: Collection[int]) -> list[Attachment]:
    """Lock the files with these ids until the transaction ends, and return those that exist."""
    return list(Attachment.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def publish_all(keys: Collection[int]) -> set[int]:
    """Make the files with these ids public; return the ids that exist. Call it in a transaction."""
    attachments = locked(keys)
    new = [attachment for attachment in attachments if not attachment.is_public]
    for attachment in new:
        attachment.public_token = secrets.token_hex(16)
        _copy_to_new_folder(attachment)
    Attachment.objects.bulk_update(new, ["public_token"])
    for attachment in attachments:
        if attachment not in new:
            copy(attachment)
    return {attachment.pk for attachment in attachments}


def _copy_to_new_folder(attachment: Attachment) -> None:
    # Made before the folder, so that `sweep` never sees the folder without it.
    mark = names.mark(folder_name(attachment))
    try:
        media.write(mark, lambda file: file.write(b"pending"))
    except StorageAway:
        return
    except OSError:
        logger.exception("The public folder of file %s could not be made", attachment.pk)
        return
    transaction.on_commit(lambda: _delete_mark(mark), robust=True)
    copy(attachment)


def _delete_mark(mark: str) -> None:
    # The sweep of images deletes it later if this fails.
    with suppress(OSError):
        media.delete(mark)


def copy(attachment: Attachment) -> None:
    """Copy a public file to its folder if it is not there. An error is logged and stops no publication."""
    name = stored_public_name(attachment)
    try:
        if not media.exists(name):
            media.publish(private_name(attachment), name)
    except StorageAway:
        pass  # logged by the storage
    except OSError:
        logger.exception("File %s could not be copied to its public folder", attachment.pk)


def withdraw(attachment: Attachment) -> None:
    """Withdraw the file: with the commit, its address answers 404 for good."""
    if attachment.public_token is None:
        return
    folder = folder_name(attachment)
    Attachment.objects.filter(pk=attachment.pk).update(public_token=None)
    transaction.on_commit(lambda: _remove(folder), robust=True)


def rename(attachment: Attachment) -> None:
    """Save the new title. The address of a public file follows it; the former one redirects there.

    The caller bumps the site version if the file is public. Raises EditConflict.
    """
    with transaction.atomic():
        attachment.bump_version()
        attachment.save(update_fields=["title"])
        attachment.refresh_from_db(fields=["public_token"])
        if attachment.is_public:
            copy(attachment)


def delete(attachment: Attachment) -> None:
    """Delete the file. Raises InvalidState while an article, live or not, shows it."""
    with transaction.atomic():
        for current in locked([attachment.pk]):
            if current.is_public or usage.uses("files", [current.pk], None):
                raise InvalidState(str(IN_USE) % {"title": current.title})
            current.delete()
            transaction.on_commit(partial(media.delete, names.master(current.file)), robust=True)


def _remove(folder: str) -> None:
    try:
        media.delete_folder(names.public_folder(folder))
    except StorageAway:
        pass  # logged by the storage
    except OSError:
        logger.exception("The public folder of a file could not be removed")


def sweep() -> int:
    """Remove public folders that belong to no file, and return how many.

    Cheap, and safe at any time in any process: run it at each start and every minute. The order matters: folders
    first, marks second, rows last, see `newsroom.images.public.sweep`, which also deletes old marks.
    """
    found = [folder for folder in media.folders(names.PUBLIC) if folder.startswith(names.FILE_FOLDER)]
    if not found:
        return 0
    unfinished = {names.last(mark.name) for mark in media.files(names.PENDING) if _age(mark) < _PENDING_SECONDS}
    public = Attachment.objects.filter(public_token__isnull=False).values_list("public_token", flat=True)
    used = {f"{names.FILE_FOLDER}{token}" for token in public}
    stray = [folder for folder in found if folder not in unfinished and folder not in used]
    for folder in stray:
        _remove(folder)
    return len(stray)


def sweep_private() -> int:
    """Remove uploaded bytes that have no row, and return how many. Nothing younger than a day is removed."""
    files = set(Attachment.objects.values_list("file", flat=True))
    old = [file.name for file in media.files(names.ATTACHMENTS) if _age(file) > _YOUNG_SECONDS]
    stray = [name for name in old if name.removeprefix(names.master("")) not in files]
    for name in stray:
        media.delete(name)
    return len(stray)


def _age(file: StoredFile) -> float:
    return time.time() - file.modified_at
