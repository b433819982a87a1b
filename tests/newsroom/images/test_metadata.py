"""Metadata are dropped, and captions are kept."""

from pathlib import Path

import pytest
from PIL import ExifTags
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from newsroom.images.intake import uploads
from tests.newsroom.images.files import encoded, quarters, upload_file, with_iptc

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CANARY = "zzcanary-in-metadata"


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class TestMetadata:
    def test_it_drops_location_serial_number_and_all_else(self, media: Path):
        exif = Pillow.Exif()
        exif[ExifTags.Base.Make] = CANARY
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (43.0, 14.0, 15.0)
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSProcessingMethod] = CANARY.encode()
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = CANARY
        data = encoded(quarters(), exif=exif, comment=CANARY.encode(), xmp=f"<x>{CANARY}</x>".encode())
        assert data.count(CANARY.encode()) >= 4
        uploads.accept(upload_file(data + CANARY.encode()), by=None)
        stored = files_below(media)
        assert len(stored) == 2
        for path in stored:
            assert CANARY.encode() not in path.read_bytes()
            assert not Pillow.open(path).getexif()
            assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(Pillow.open(path).info)

    def test_it_drops_the_texts_of_a_png(self, media: Path):
        texts = PngInfo()
        texts.add_text("Author", CANARY)
        texts.add_itxt("XML:com.adobe.xmp", CANARY)
        uploads.accept(upload_file(encoded(quarters(), "PNG", pnginfo=texts)), by=None)
        assert all(CANARY.encode() not in path.read_bytes() for path in files_below(media))

    def test_it_reads_caption_and_author_from_exif(self):
        exif = Pillow.Exif()
        exif[ExifTags.Base.ImageDescription] = "Жители посёлка\u202e у водовода\x00".encode()
        exif[ExifTags.Base.Artist] = "Айгерім Сейітова".encode()
        image = uploads.accept(upload_file(_with_exif(exif)), by=None)
        assert image.caption == "Жители посёлка у водовода"
        assert image.credit == "Айгерім Сейітова"

    def test_it_prefers_iptc(self):
        iptc = {120: "Паводок в  области".encode(), 80: "Ерлан Ахметов".encode("cp1251"), 110: b"Newswire"}
        image = uploads.accept(upload_file(with_iptc(iptc)), by=None)
        assert image.caption == "Паводок в  области"
        assert image.credit == "Ерлан Ахметов / Newswire"

    def test_it_ignores_captions_of_cameras(self):
        exif = Pillow.Exif()
        exif[ExifTags.Base.ImageDescription] = "OLYMPUS DIGITAL CAMERA         "
        assert uploads.accept(upload_file(_with_exif(exif)), by=None).caption == ""

    def test_it_cuts_a_long_caption(self):
        exif = Pillow.Exif()
        exif[ExifTags.Base.ImageDescription] = "x" * 50_000
        exif[ExifTags.Base.Artist] = "y" * 5_000
        image = uploads.accept(upload_file(_with_exif(exif)), by=None)
        assert (len(image.caption), len(image.credit)) == (1000, 200)

    def test_it_accepts_damaged_exif(self):
        data = encoded(quarters(), exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + b"\xff" * 64)
        assert uploads.accept(upload_file(data), by=None).caption == ""


def _with_exif(exif: Pillow.Exif) -> bytes:
    return encoded(quarters(), exif=exif)


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Агентство Дала"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Жители у водовода</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Гүлім Сәрсенқызы</rdf:li></rdf:Seq></dc:creator>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Люди у колонки</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class TestXmp:
    @pytest.mark.parametrize("fmt", ["JPEG", "WEBP", "AVIF"])
    def test_it_reads_caption_credit_and_description(self, fmt: str):
        image = uploads.accept(upload_file(encoded(quarters(), fmt, xmp=XMP.encode())), by=None)
        assert image.caption == "Жители у водовода"
        assert image.credit == "Гүлім Сәрсенқызы / Агентство Дала"
        assert image.alt == "Люди у колонки"

    def test_it_reads_a_png(self):
        texts = PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", XMP)
        image = uploads.accept(upload_file(encoded(quarters(), "PNG", pnginfo=texts)), by=None)
        assert image.caption == "Жители у водовода"

    @pytest.mark.parametrize(
        "packet",
        [
            XMP.replace("<x:xmpmeta", '<!DOCTYPE a [<!ENTITY b "вбв">]><x:xmpmeta', 1).encode(),
            XMP.encode("utf-16"),
            XMP.encode()[:400],
            b"<x>" * 20_000,
            b"\xff\xfe\x00",
        ],
    )
    def test_a_hostile_or_damaged_packet_counts_as_missing(self, packet: bytes):
        image = uploads.accept(upload_file(encoded(quarters(), xmp=packet)), by=None)
        assert (image.caption, image.credit, image.alt) == ("", "", "")
