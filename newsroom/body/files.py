"""Actions that publish, withdraw, rename and delete attached files, and their addresses.

A file is public while its row has a token. Its public copy lies in a folder named after the token, see
`newsroom.images.storage.public_folders`.

Only the caller knows whether something live still shows a file. It must check this after `locked`, so that no other
transaction publishes the file between the check and `withdraw`.
"""

import secrets
from collections.abc import Collection
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.body import usage
from newsroom.body.models import Attachment
from newsroom.exceptions import InvalidState
from newsroom.images.storage import media, names, public_folders
from newsroom.utils.slugs import slugify

IN_USE = _("Файл «%(title)s» стоит в материалах, удалить его нельзя. Сначала уберите его из них.")


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
        if public_folders.begin(folder_name(attachment)):
            copy(attachment)
    Attachment.objects.bulk_update(new, ["public_token"])
    for attachment in attachments:
        if attachment not in new:
            copy(attachment)
    return {attachment.pk for attachment in attachments}


def copy(attachment: Attachment) -> None:
    """Copy a public file to its folder if it is not there. An error is logged and stops no publication."""
    name = stored_public_name(attachment)
    with public_folders.errors_logged(f"File {attachment.pk} could not be copied to its public folder"):
        if not media.exists(name):
            media.publish(private_name(attachment), name)


def withdraw(attachment: Attachment) -> None:
    """Withdraw the file: with the commit, its address answers 404 for good."""
    if attachment.public_token is None:
        return
    public_folders.remove_on_commit(folder_name(attachment))
    Attachment.objects.filter(pk=attachment.pk).update(public_token=None)


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


def sweep() -> int:
    """Remove public folders that belong to no file, and return how many.

    Cheap, and safe at any time in any process: run it at each start and every minute. Old marks are left to
    `newsroom.images.public.sweep`.
    """
    return public_folders.sweep(lambda folder: folder.startswith(names.FILE_FOLDER), _used_folders)


def _used_folders() -> set[str]:
    public = Attachment.objects.filter(public_token__isnull=False)
    return {f"{names.FILE_FOLDER}{token}" for token in public.values_list("public_token", flat=True)}


def sweep_private() -> int:
    """Remove uploaded bytes that have no row, and return how many. Nothing younger than a day is removed."""
    files = set(Attachment.objects.values_list("file", flat=True))
    old = [file.name for file in media.files(names.ATTACHMENTS) if not file.is_young]
    stray = [name for name in old if name.removeprefix(names.master("")) not in files]
    for name in stray:
        media.delete(name)
    return len(stray)
