"""The type of a file is told by its bytes."""

import pytest
from django.core.exceptions import ValidationError

from newsroom.body.intake.file_types import file_type
from tests.newsroom.body.made_files import (
    MP3,
    MP3_FRAME,
    OGG,
    TAGGED_MP3,
    docx,
    mp4,
    odt,
    pdf,
    wav,
    webm,
    zip_of,
)

PROGRAM = b"MZ\x90\x00" + bytes(60) + b"This program cannot be run in DOS mode"
ACCEPTED = {
    "pdf": ("document", "pdf", pdf()),
    "docx": ("document", "docx", docx()),
    "docx with a table of Excel": ("document", "docx", docx({"word/embeddings/Sheet1.xlsx": docx()})),
    "docx with a formula": ("document", "docx", docx({"word/embeddings/oleObject1.bin": bytes(100)})),
    "xlsx": ("document", "xlsx", docx(main="xl/workbook.xml")),
    "pptx": ("document", "pptx", docx(main="ppt/presentation.xml")),
    "odt": ("document", "odt", odt()),
    "ods": ("document", "ods", odt("spreadsheet")),
    "txt": ("document", "txt", "Список: 3 < 5\r\nА > Б".encode()),
    "txt with a mark": ("document", "txt", "\ufeffСписок".encode()),
    "mp3": ("audio", "mp3", MP3),
    "mp3 with a tag and zeros": ("audio", "mp3", TAGGED_MP3),
    "ogg": ("audio", "ogg", OGG),
    "wav": ("audio", "wav", wav()),
    "m4a": ("audio", "m4a", mp4(b"M4A ", b"soun")),
    "a recording in mp4": ("audio", "m4a", mp4(handler=b"soun")),
    "mp4": ("video", "mp4", mp4()),
    "webm": ("video", "webm", webm()),
    "a recording in webm": ("audio", "webm", webm(b"A_OPUS")),
}
REFUSED = {
    "html": ("html", b"<!DOCTYPE html><title>x</title>"),
    "html after text": ("html", b"Hello\n<script>alert(1)</script>"),
    "php": ("html", b"text <?php system('id');"),
    "xml": ("html", b"<?xml version='1.0'?><a/>"),
    "svg": ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "exe": ("program", PROGRAM),
    "elf": ("program", b"\x7fELF" + bytes(60)),
    "a script": ("program", b"#!/bin/sh\nrm -rf ~\n"),
    "a shortcut": ("program", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60)),
    "jpeg": ("picture", b"\xff\xd8\xff\xe0" + bytes(60)),
    "png": ("picture", b"\x89PNG\r\n\x1a\n" + bytes(60)),
    "webp": ("picture", b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(60)),
    "heic": ("picture", b"\x00\x00\x00\x18ftypheic" + bytes(60)),
    "doc": ("old_office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "zip": ("archive", zip_of({"a.txt": "x"})),
    "jar": ("archive", zip_of({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"})),
    "rar": ("archive", b"Rar!\x1a\x07\x00" + bytes(60)),
    "7z": ("archive", b"7z\xbc\xaf\x27\x1c" + bytes(60)),
    "rtf": ("format", b"{\\rtf1 x}"),
    "mov": ("format", mp4(b"qt  ")),
    "avi": ("format", b"RIFF\x10\x00\x00\x00AVI LIST" + bytes(60)),
    "mkv": ("format", webm(kind=b"matroska")),
    "flac": ("format", b"fLaC" + bytes(60)),
    "theora": ("format", OGG.replace(b"OpusHead", b"\x80theora_")),
    "cp1251": ("encoding", "Решение суда".encode("cp1251")),
    "utf-16": ("unknown", "Решение".encode("utf-16")),
    "noise": ("unknown", bytes(range(256))),
    "a terminal's codes": ("unknown", b"text \x1b[2J"),
    "spaces": ("empty", b" \n \n"),
    "docx with macros": ("macros", docx({"word/vbaProject.bin": b"x"})),
    "docx with macros elsewhere": ("macros", docx({"CustomUI/VBAPROJECT.BIN": b"x"})),
    "docm": ("macros", docx({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"})),
    "docx with ActiveX": ("macros", docx({"word/activeX/activeX1.bin": b"x"})),
    "docx with a docm": ("macros", docx({"word/embeddings/a.docm": b"x"})),
    "odt with Basic": ("macros", odt(parts={"Basic/Standard/Module1.xml": "x"})),
    "docx with a program": ("nested_program", docx({"word/embeddings/setup.exe": b"x"})),
    "docx with a renamed program": ("nested_program", docx({"word/media/image1.png": PROGRAM})),
    "docx with a program in an object": (
        "nested_program",
        docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(5000) + PROGRAM}),
    ),
    "docx with a page": ("nested_program", docx({"word/afchunk.html": "x"})),
    "two documents in one": ("archive", docx({"xl/workbook.xml": "x"})),
    "docx after something": ("hidden_content", b"PK\x03\x04<script>" + docx()),
    "docx before something": ("hidden_content", docx() + b"<script>alert(1)</script>"),
    "docx with a path": ("hidden_content", docx({"../../etc/passwd": "x"})),
    "a cut docx": ("broken", docx()[:-40]),
    "pdf and a page": ("hidden_content", pdf(b"<script>alert(1)</script>")),
    "pdf and a zip": ("hidden_content", pdf() + zip_of({"a": "x"}) + b"%%EOF"),
    "pdf that starts a program": ("hidden_content", pdf(b"<< /S /Launch /Win << /F (cmd.exe) >> >>")),
    "a cut pdf": ("broken", pdf()[:-8]),
    "mp3 and a page": ("hidden_content", MP3 + b"<html><script>alert(1)</script>"),
    "mp4 and a zip": ("hidden_content", mp4(inside=zip_of({"a": "x"}))),
    "a cut mp4": ("broken", mp4()[:-1]),
    "mp4 without tracks": ("broken", mp4(handler=b"hint")),
    "a tag without a recording": ("broken", TAGGED_MP3[:20] + b"not sound at all"),
    "one frame and noise": ("unknown", MP3_FRAME + bytes(2000)),
    "a cut wav": ("broken", wav()[:-10]),
    "webm without codecs": ("broken", webm(b"S_TEXT")),
}


@pytest.mark.parametrize("name", ACCEPTED)
@pytest.mark.parametrize("ending", ["", "x.exe", "x.html"])
def test_it_is_accepted_whatever_its_name_is(name: str, ending: str) -> None:
    kind, extension, data = ACCEPTED[name]
    assert file_type(data, ending) == (kind, extension)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("ending", ["", "x.pdf", "x.csv"])
def test_it_is_refused_whatever_its_name_is(name: str, ending: str) -> None:
    reason, data = REFUSED[name]
    with pytest.raises(ValidationError) as error:
        file_type(data, ending)
    assert error.value.code == reason
    assert "%(" not in error.value.messages[0]


def test_a_table_is_known_by_name_and_content() -> None:
    table = "год;сумма\n2025;9".encode()
    assert file_type(table, "Бюджет.CSV").extension == "csv"
    assert file_type(table, "Бюджет.txt").extension == "txt"
    assert file_type(b"no table", "x.csv").extension == "txt"


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    data = bytearray(docx({"word/media/a.bin": b"x"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (600 * 1024 * 1024).to_bytes(4, "little")
    with pytest.raises(ValidationError, match="повреждён"):
        file_type(bytes(data), "")


def test_a_document_with_a_password_is_refused() -> None:
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(mark)
        data[at + offset] |= 1
    with pytest.raises(ValidationError, match="паролем"):
        file_type(bytes(data), "")
