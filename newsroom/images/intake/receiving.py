"""What the uploads of images and of other files have in common."""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.storage import media
from newsroom.images.storage.base import Fill, StorageAway
from newsroom.utils.text import clean_line

logger = logging.getLogger(__name__)


class Refusal(Protocol):
    """Makes the error for a reason, in the words for this kind of file."""

    def __call__(self, reason: str, **details: object) -> ValidationError: ...


def content(uploaded_file: File[Any], refusal: Refusal) -> bytes:
    """Return the bytes of an uploaded file. Raises ValidationError for an empty one and for one that is too big."""
    if uploaded_file.size > MAX_BYTES:
        raise refusal("too_big", megabytes=str(MAX_BYTES // 1024 // 1024))
    uploaded_file.seek(0)
    data: bytes = uploaded_file.read(MAX_BYTES)
    if not data:
        raise refusal("empty")
    return data


def title_from(name: str | None, ending: re.Pattern[str]) -> str:
    """Make a title of the file name without its ending; the name is not used otherwise."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    bare = ending.sub("", clean_line(last)).replace("_", " ")
    return clean_line(bare)[:200].rstrip() or _("Без названия")


def write(name: str, fill: Fill, refusal: Refusal) -> int:
    """Write a file to the storage and return its size in bytes. Raises ValidationError if the storage fails."""
    try:
        return media.write(name, fill)
    except StorageAway:
        raise refusal("no_room") from None
    except OSError:
        logger.exception("An uploaded file could not be written")
        raise refusal("no_room") from None


def save_row(row: models.Model, forget: Callable[[], None]) -> bool:
    """Save the row of a file that has been written; return False if the same file has a row already.

    A concurrent upload may have been faster. `forget` deletes what was written for a row that is not saved; if it
    raises OSError, the nightly sweep deletes it.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except BaseException as error:
        with suppress(OSError):
            forget()
        if isinstance(error, IntegrityError):
            return False
        raise
    return True
