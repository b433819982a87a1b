"""Documents that are a zip of parts: Office Open XML and OpenDocument."""

import io
import re
import zipfile
from collections.abc import Iterable

from newsroom.body.intake.refusals import refusal

_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_TYPES = "[Content_Types].xml"
_MOST_PARTS = 10_000
_MOST_BYTES = 500 * 1024 * 1024
"""Unpacked. The newsroom unpacks little, but the programs of readers unpack all."""
_READ_BYTES = 20 * 1024 * 1024
_IS_ENCRYPTED = 0x1
_END_BYTES = 22
_MACROS = re.compile(
    r"vba(?:project|data)|(?:^|/)(?:basic|scripts)/.|activex|macrosheets|\.(?:doc|xls|ppt)m$", re.IGNORECASE
)
_PROGRAM_NAMES = re.compile(
    r"\.(?:exe|dll|com|scr|pif|msi|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|jar|sh|lnk|reg|html?|svg|swf)$", re.IGNORECASE
)
_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_STUB = b"This program cannot be run in DOS mode"


def extension(data: bytes) -> str:
    """Return the extension of the document in these bytes, which begin as a zip. Raises ValidationError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_shape(archive, data)
            found = _extension(archive)
            _refuse_programs(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise refusal("broken") from None
    except OSError:
        raise refusal("broken") from None
    return found


def _check_shape(archive: zipfile.ZipFile, data: bytes) -> None:
    """Refuse what is not one zip from the first byte to the last, and what unpacks to too much."""
    parts = archive.infolist()
    if not parts or len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise refusal("broken")
    if min(part.header_offset for part in parts) or archive.comment or data[-_END_BYTES:-18] != b"PK\x05\x06":
        raise refusal("hidden_content")
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise refusal("password")
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(_is_foreign(name) for name in names):
        raise refusal("hidden_content")


def _is_foreign(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _extension(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if _TYPES in names:
        if b"macroEnabled" in _content(archive, _TYPES):
            raise refusal("macros")
        found = [ending for part, ending in _MAIN_PARTS.items() if part in names]
    else:
        kind = _content(archive, "mimetype") if "mimetype" in names and "content.xml" in names else b""
        found = [ending for mark, ending in _OPEN_DOCUMENTS.items() if kind.strip() == mark]
    if len(found) != 1:
        raise refusal("archive")
    if _any(_MACROS, names):
        raise refusal("macros")
    return found[0]


def _refuse_programs(archive: zipfile.ZipFile) -> None:
    if _any(_PROGRAM_NAMES, archive.namelist()):
        raise refusal("nested_program")
    for part in archive.infolist():
        # An object of another program is a container, in which a program is not at the beginning.
        is_container = part.filename.lower().endswith((".bin", ".ole"))
        start = _content(archive, part.filename, _READ_BYTES if is_container else len(_STUB))
        if start.startswith(_PROGRAM_STARTS) or _STUB in start:
            raise refusal("nested_program")


def _any(pattern: re.Pattern[str], names: Iterable[str]) -> bool:
    return any(pattern.search(name) for name in names)


def _content(archive: zipfile.ZipFile, name: str, most: int = _READ_BYTES) -> bytes:
    with archive.open(name) as part:
        return part.read(most)
