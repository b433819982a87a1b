"""The action that makes an `Attachment` of an uploaded file."""

import hashlib
import logging
import re
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from newsroom.body import files
from newsroom.body.intake.file_types import file_type
from newsroom.body.intake.refusals import refusal
from newsroom.body.models import Attachment
from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.storage import media, names
from newsroom.images.storage.base import StorageAway
from newsroom.utils.text import clean_line

logger = logging.getLogger(__name__)

_ENDING = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


def accept(uploaded_file: File[Any], by: AbstractBaseUser | None, title: str = "") -> Attachment:
    """Store an uploaded file and return its row; for a file that was uploaded before, return the existing row.

    An empty title is made of the file name. Raises ValidationError with a sentence for a file that is refused, also
    when it cannot be stored, and leaves neither a row nor a file behind.
    """
    data = _content(uploaded_file)
    sha256 = hashlib.sha256(data).hexdigest()
    if known := Attachment.objects.filter(sha256=sha256).first():
        return known
    kind, extension = file_type(data, uploaded_file.name or "")
    attachment = Attachment(
        kind=kind,
        title=title or title_from(uploaded_file.name),
        file=names.new_attachment(extension),
        bytes=len(data),
        sha256=sha256,
        uploaded_by_id=by.pk if by else None,
    )
    _write(attachment, data)
    return _register(attachment)


def find_existing(uploaded_file: File[Any]) -> Attachment | None:
    """Return the row of the same file, if it was uploaded before."""
    return Attachment.objects.filter(sha256=hashlib.sha256(_content(uploaded_file)).hexdigest()).first()


def title_from(name: str | None) -> str:
    """Make a title of the file name, which is not used otherwise."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    bare = _ENDING.sub("", clean_line(last)).replace("_", " ")
    return clean_line(bare)[:200].rstrip() or _("Без названия")


def _content(uploaded_file: File[Any]) -> bytes:
    if uploaded_file.size > MAX_BYTES:
        raise refusal("too_big", megabytes=str(MAX_BYTES // 1024 // 1024))
    uploaded_file.seek(0)
    data: bytes = uploaded_file.read(MAX_BYTES)
    if not data:
        raise refusal("empty")
    return data


def _write(attachment: Attachment, data: bytes) -> None:
    try:
        media.write(files.private_name(attachment), lambda file: file.write(data))
    except StorageAway:
        raise refusal("no_room") from None
    except OSError:
        logger.exception("A file could not be written")
        raise refusal("no_room") from None


def _register(attachment: Attachment) -> Attachment:
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
    except IntegrityError:
        # A concurrent upload of the same file was faster.
        _forget(attachment)
        return Attachment.objects.get(sha256=attachment.sha256)
    except BaseException:
        _forget(attachment)
        raise
    return attachment


def _forget(attachment: Attachment) -> None:
    """Delete the bytes of a file that gets no row; if that fails, `files.sweep_private` does it."""
    with suppress(OSError):
        media.delete(files.private_name(attachment))
