"""An upload handler that drops too large files."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from newsroom.images.intake.refusals import MAX_BYTES


class UploadLimit(FileUploadHandler):
    """Drop the bytes of a file beyond the limit. It must be the first of FILE_UPLOAD_HANDLERS.

    The form then gets an empty file with its true size and refuses it. The handler also protects views that expect no
    file, because Django stores uploads before any view runs.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the chunk to the next handler only within the limit."""
        self.received += len(raw_data)
        return raw_data if self.received <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Return an empty file for one beyond the limit; None leaves it to the next handler."""
        if self.received <= MAX_BYTES:
            return None
        return UploadedFile(
            file=io.BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=max(file_size, MAX_BYTES + 1),
            charset=self.charset,
        )
