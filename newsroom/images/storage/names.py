"""The names of the files of images in a storage."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

PRIVATE = "private"
ORIGINALS = f"{PRIVATE}/originals"
RENDITIONS = f"{PRIVATE}/renditions"
ATTACHMENTS = f"{PRIVATE}/attachments"
"""Uploaded files, which articles show as recordings, videos and documents."""
PENDING = f"{PRIVATE}/pending"
"""Marks of public folders whose transaction has not ended."""
UNFINISHED = f"{PRIVATE}/tmp"  # noqa: S108 (no folder of the machine)
PUBLIC = "public"
FILE_FOLDER = "file-"
"""The beginning of the names of public folders that belong to attached files, not to images."""


def new_master() -> str:
    """Return a random value of `Image.file`, without any part of the uploaded name."""
    key = secrets.token_hex(16)
    return f"originals/{key[:2]}/{key}.jpg"


def new_attachment(extension: str) -> str:
    """Return a random value of `Attachment.file`, without any part of the uploaded name."""
    key = secrets.token_hex(16)
    return f"attachments/{key[:2]}/{key}.{extension}"


def master(file: str) -> str:
    """Return the name of a master or of an uploaded file; `file` is that of its row."""
    return f"{PRIVATE}/{file}"


def key(file: str) -> str:
    """Return the random part of the name of a master."""
    return PurePosixPath(file).stem


def renditions_folder(file: str, version: int | None = None) -> str:
    """Return the folder with the renditions of a master, for one version of its crop or for all."""
    folder = f"{RENDITIONS}/{key(file)[:2]}/{key(file)}"
    return folder if version is None else f"{folder}/{version}"


def public_folder(folder: str) -> str:
    """Return the folder of a public image; `folder` is the unguessable part of its URLs."""
    return f"{PUBLIC}/{folder}"


def mark(folder: str) -> str:
    """Return the mark of a public folder whose transaction has not ended."""
    return f"{PENDING}/{folder}"


def last(name: str) -> str:
    """Return the name without its folders."""
    return PurePosixPath(name).name
