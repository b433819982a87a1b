"""No request fills the disk with a file that nobody will take."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from newsroom.images.intake.refusals import MAX_BYTES


class UploadLimit(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: what a request brings beyond the limit is read and dropped.

    The form then meets an empty file of the true size, and says that it is too big. This also
    stands before forms that expect no file at all: Django stores what comes before any view.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count the chunk; hand it on only within the limit."""
        self.received += len(raw_data)
        return raw_data if self.received <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The stand-in for a file that went over the limit; None leaves it to the next handler."""
        if self.received <= MAX_BYTES:
            return None
        return UploadedFile(
            file=io.BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=max(file_size, MAX_BYTES + 1),
            charset=self.charset,
        )
