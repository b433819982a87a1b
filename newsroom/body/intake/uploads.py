"""The action that makes an `Attachment` of an uploaded file."""

import hashlib
import re
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File

from newsroom.body import files
from newsroom.body.intake.file_types import file_type
from newsroom.body.intake.refusals import refusal
from newsroom.body.models import Attachment
from newsroom.images.intake import receiving
from newsroom.images.storage import media, names

_ENDING = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


def accept(uploaded_file: File[Any], by: AbstractBaseUser | None, title: str = "") -> Attachment:
    """Store an uploaded file and return its row; for a file that was uploaded before, return the existing row.

    An empty title is made of the file name. Raises ValidationError with a sentence for a file that is refused, also
    when it cannot be stored, and leaves neither a row nor a file behind.
    """
    data = receiving.content(uploaded_file, refusal)
    sha256 = hashlib.sha256(data).hexdigest()
    if known := Attachment.objects.filter(sha256=sha256).first():
        return known
    kind, extension = file_type(data, uploaded_file.name or "")
    attachment = Attachment(
        kind=kind,
        title=title or receiving.title_from(uploaded_file.name, _ENDING),
        file=names.new_attachment(extension),
        bytes=len(data),
        sha256=sha256,
        uploaded_by_id=by.pk if by else None,
    )
    stored = files.private_name(attachment)
    receiving.write(stored, lambda file: file.write(data), refusal)
    if receiving.save_row(attachment, forget=lambda: media.delete(stored)):
        return attachment
    return Attachment.objects.get(sha256=sha256)


def find_existing(uploaded_file: File[Any]) -> Attachment | None:
    """Return the row of the same file, if it was uploaded before."""
    sha256 = hashlib.sha256(receiving.content(uploaded_file, refusal)).hexdigest()
    return Attachment.objects.filter(sha256=sha256).first()
