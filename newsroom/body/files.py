"""Actions that publish and withdraw attached files, and their addresses.

A file is public while its row has a token. Its public copy lies in a folder named after the token, made before the
commit that publishes it and removed after the commit that withdraws it. `sweep` removes what a crash leaves.
"""

import logging
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from newsroom.body.models import Attachment
from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway
from newsroom.utils.slugs import slugify

logger = logging.getLogger(__name__)

PRIVATE_FOLDER = f"{names.PRIVATE}/attachments"


def public_name(attachment: Attachment) -> str:
    """Return the last part of the public address, made of the title. Raises ValueError if the file is not public."""
    if attachment.public_token is None:
        raise ValueError(f"file {attachment.pk} is not public")
    return f"{slugify(attachment.title, fallback='file')}.{attachment.extension}"


def _folder(token: str) -> str:
    return names.public_folder(f"{names.FILE_FOLDER}{token}")


def private_name(attachment: Attachment) -> str:
    """Return the name in the storage of the uploaded bytes."""
    return f"{PRIVATE_FOLDER}/{attachment.file}"


def new_file(extension: str) -> str:
    """Return a random value of `Attachment.file`."""
    key = secrets.token_hex(16)
    return f"{key[:2]}/{key}.{extension}"


def stored_public_name(attachment: Attachment) -> str:
    """Return the name in the storage of the public copy."""
    return f"{_folder(attachment.public_token or '')}/file.{attachment.extension}"


def address(attachment: Attachment) -> str:
    """Return the public address; the site's own are absolute paths."""
    return f"{settings.MEDIA_URL}{names.FILE_FOLDER}{attachment.public_token}/{public_name(attachment)}"


def admin_address(attachment: Attachment) -> str:
    """Return the admin address, which requires the permission to view files."""
    return reverse("admin:body_attachment_file", args=[attachment.pk])


def publish_all(keys: Iterable[int]) -> set[int]:
    """Make the files with these ids public; return the ids that exist. Call it in a transaction."""
    attachments = list(Attachment.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk"))
    new = [attachment for attachment in attachments if not attachment.is_public]
    for attachment in new:
        attachment.public_token = secrets.token_hex(16)
    Attachment.objects.bulk_update(new, ["public_token"])
    for attachment in attachments:
        _copy(attachment)
    return {attachment.pk for attachment in attachments}


def _copy(attachment: Attachment) -> None:
    """Copy the file to its public folder. An error is logged and does not stop the publication of a text."""
    try:
        media.publish(private_name(attachment), stored_public_name(attachment))
    except StorageAway:
        pass  # logged by the storage
    except OSError:
        logger.exception("File %s could not be copied to its public folder", attachment.pk)


def withdraw(attachment: Attachment) -> None:
    """Withdraw the file: with the commit, its address answers 404 for good."""
    if attachment.public_token is None:
        return
    folder = _folder(attachment.public_token)
    Attachment.objects.filter(pk=attachment.pk).update(public_token=None)
    transaction.on_commit(lambda: _remove(folder), robust=True)


def _remove(folder: str) -> None:
    try:
        media.delete_folder(folder)
    except StorageAway:
        pass  # logged by the storage
    except OSError:
        logger.exception("The public folder of a file could not be removed")
