"""The content type of a stored file, by the ending that the newsroom itself has given it."""

CONTENT_TYPES = {
    "avif": "image/avif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def content_type(name: str) -> str:
    """Return the content type of a file of this name."""
    return CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def is_shown_in_page(name: str) -> bool:
    """Return whether a page may show the file; browsers only download others."""
    return content_type(name).startswith(("image/", "audio/", "video/"))
