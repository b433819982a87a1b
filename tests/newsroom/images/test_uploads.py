"""Storing an uploaded image."""

import errno
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow

from newsroom.images import renditions
from newsroom.images.intake import receiving, uploads
from newsroom.images.models import Image
from newsroom.images.storage import folder as folder_module
from newsroom.images.storage import media as storage
from tests.newsroom.images.files import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    colour_at,
    content,
    encoded,
    master,
    opened,
    quarters,
    renditions_folder,
    stored_image,
    upload_file,
)

pytestmark = pytest.mark.django_db


def master_bytes(image: Image) -> bytes:
    return content(master(image))


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class TestRow:
    def test_it_stores_the_size_of_the_master_bytes(self):
        image = uploads.accept(upload_file(encoded(quarters((1000, 700)))), by=None)
        assert (image.width, image.height) == (1000, 700)
        assert image.bytes == len(master_bytes(image))
        assert image.public_token is None
        assert (image.focal_x, image.focal_y, image.crop_version) == (0.5, 0.5, 1)

    def test_it_renders_the_first_rendition(self, media: Path):
        image = uploads.accept(upload_file(encoded(quarters((2000, 1400)))), by=None)
        assert renditions.existing(image) == [f"{renditions_folder(image)}/full-640.jpeg"]

    def test_it_accepts_a_plain_file(self):
        image = uploads.accept(ContentFile(encoded(quarters()), name="рисунок.jpg"), by=None)
        assert image.title == "рисунок"

    def test_it_keeps_nothing_of_the_file_name_in_the_path(self, media: Path):
        upload = ContentFile(encoded(quarters()), name="../../etc/passwd\x00.php.jpg")
        image = uploads.accept(upload, by=None)
        assert image.file.startswith("originals/")
        assert "passwd" not in image.file
        assert len(Path(image.file).stem) == 32
        assert {path.suffix for path in files_below(media)} == {".jpg", ".jpeg"}

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("Водовод_в_Новоозёрном.jpg", "Водовод в Новоозёрном"),
            ("C:\\Фото\\Қоғам тыңдауы.PNG", "Қоғам тыңдауы"),
            ("/home/x/2026-11-22 акимат.webp", "2026-11-22 акимат"),
            ("<script>alert(1)</script>.jpg", "script>"),
            ("a\u202egpj.exe.jpg", "agpj.exe"),
            (".jpg", "Без названия"),
            ("", "Без названия"),
            (None, "Без названия"),
            ("я" * 300 + ".jpg", "я" * 200),
        ],
    )
    def test_the_title_is_made_from_the_file_name(self, name: str | None, title: str):
        assert receiving.title_from(name, uploads.ENDING) == title


class TestTheSameFileAgain:
    def test_it_returns_the_existing_image(self, media: Path):
        data = encoded(quarters())
        first = uploads.accept(upload_file(data, "раз.jpg"), by=None)
        files = files_below(media)
        again = uploads.accept(upload_file(data, "два.jpg"), by=None)
        assert again == first
        assert again.title == "раз"
        assert files_below(media) == files

    def test_find_existing_finds_it(self):
        data = encoded(quarters())
        assert uploads.find_existing(upload_file(data)) is None
        image = uploads.accept(upload_file(data), by=None)
        assert uploads.find_existing(upload_file(data)) == image

    def test_it_returns_the_image_of_a_concurrent_upload(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        data = encoded(quarters())
        original = uploads.decode

        def slow(raw: bytes):
            monkeypatch.setattr(uploads, "decode", original)
            uploads.accept(upload_file(raw), by=None)
            return original(raw)

        monkeypatch.setattr(uploads, "decode", slow)
        image = uploads.accept(upload_file(data), by=None)
        assert Image.objects.get() == image
        assert len(files_below(media / "private" / "originals")) == 1


class TestPixels:
    @pytest.mark.parametrize(
        ("orientation", "corners"),
        [
            (1, (RED, GREEN, BLUE, YELLOW)),
            (2, (GREEN, RED, YELLOW, BLUE)),
            (3, (YELLOW, BLUE, GREEN, RED)),
            (4, (BLUE, YELLOW, RED, GREEN)),
            (5, (RED, BLUE, GREEN, YELLOW)),
            (6, (BLUE, RED, YELLOW, GREEN)),
            (7, (YELLOW, GREEN, BLUE, RED)),
            (8, (GREEN, YELLOW, RED, BLUE)),
        ],
    )
    def test_it_rotates_the_image_upright(self, orientation: int, corners: tuple[tuple[int, int, int], ...]):
        exif = Pillow.Exif()
        exif[ExifTags.Base.Orientation] = orientation
        image = uploads.accept(upload_file(encoded(quarters((900, 600)), exif=exif)), by=None)
        picture = opened(master_bytes(image))
        assert (image.width, image.height) == picture.size == ((900, 600) if orientation < 5 else (600, 900))
        seen = [colour_at(picture, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))]
        assert tuple(seen) == corners

    @pytest.mark.parametrize("fmt", ["PNG", "WEBP", "AVIF"])
    def test_it_accepts_other_formats(self, fmt: str):
        image = uploads.accept(upload_file(encoded(quarters(), fmt), "x.jpg"), by=None)
        picture = opened(master_bytes(image))
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert colour_at(picture, 0.8, 0.2) == GREEN

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
    def test_it_converts_every_mode(self, mode: str):
        image = uploads.accept(upload_file(encoded(quarters().convert(mode), "PNG")), by=None)
        assert opened(master_bytes(image)).mode == "RGB"

    def test_it_keeps_the_colours_of_cmyk(self):
        image = uploads.accept(upload_file(encoded(quarters().convert("CMYK"))), by=None)
        picture = opened(master_bytes(image))
        assert [colour_at(picture, x, 0.2) for x in (0.2, 0.8)] == [RED, GREEN]

    def test_it_keeps_the_brightness_of_16_bit(self):
        deep = Pillow.new("I;16", (400, 400), 0x8000)
        deep.paste(0xFFFF, (0, 0, 200, 400))
        image = uploads.accept(upload_file(encoded(deep, "PNG")), by=None)
        picture = opened(master_bytes(image))
        assert picture.getpixel((100, 200)) == (255, 255, 255)
        assert picture.getpixel((300, 200)) == pytest.approx((128, 128, 128), abs=2)

    def test_transparency_becomes_white(self):
        clear = Pillow.new("RGBA", (400, 400), (0, 0, 0, 0))
        clear.paste((220, 30, 30, 255), (0, 0, 200, 400))
        picture = opened(master_bytes(uploads.accept(upload_file(encoded(clear, "PNG")), by=None)))
        assert picture.getpixel((350, 200)) == (255, 255, 255)
        assert colour_at(picture, 0.2, 0.5) == RED

    def test_it_converts_to_srgb(self):
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        wide = _profile_with_swapped_red_and_green()
        picture = opened(master_bytes(uploads.accept(upload_file(encoded(quarters(), icc_profile=wide)), by=None)))
        assert "icc_profile" not in picture.info
        assert colour_at(picture, 0.2, 0.2) == GREEN
        # A profile of another colour model is no reason to refuse the picture.
        odd = uploads.accept(upload_file(encoded(quarters(), icc_profile=lab.tobytes())), by=None)
        assert colour_at(opened(master_bytes(odd)), 0.2, 0.2) == RED

    def test_it_uses_the_first_frame_of_an_mpo(self):
        data = encoded(quarters(), "MPO", save_all=True, append_images=[quarters()], quality=95)
        image = uploads.accept(upload_file(data), by=None)
        assert colour_at(opened(master_bytes(image)), 0.2, 0.2) == RED


def _profile_with_swapped_red_and_green() -> bytes:
    """sRGB whose red and green primaries are exchanged in the tag table."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    described = data.index(b"s\x00R\x00G\x00B")
    data[described : described + 2] = b"X\x00"
    return bytes(data)


def no_room(*args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


class TestDiskErrors:
    def test_it_is_refused_and_leaves_nothing_behind(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(folder_module.os, "fsync", no_room)
        with pytest.raises(ValidationError) as error:
            uploads.accept(upload_file(encoded(quarters())), by=None)
        assert error.value.code == "no_room"
        assert not Image.objects.exists()
        assert not files_below(media)

    def test_it_works_again_with_free_space(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        data = encoded(quarters())
        with monkeypatch.context() as trouble:
            trouble.setattr(folder_module.Path, "replace", no_room)
            with pytest.raises(ValidationError):
                uploads.accept(upload_file(data), by=None)
        assert uploads.accept(upload_file(data), by=None).bytes

    def test_a_failed_first_rendition_does_not_refuse_the_image(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(renditions, "_encode", no_room)
        image = uploads.accept(upload_file(encoded(quarters())), by=None)
        assert storage.exists(master(image))
        assert not renditions.existing(image)

    def test_it_removes_the_master_if_the_row_fails(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(receiving, "title_from", lambda name, ending: None)
        with pytest.raises(Exception, match=r"NOT NULL|null value|does not exist"):
            uploads.accept(upload_file(encoded(quarters())), by=None)
        assert not files_below(media)


class TestDeleting:
    def test_it_removes_the_files_after_the_commit_only(self, media: Path, django_capture_on_commit_callbacks):
        image = stored_image()
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()
            assert len(files_below(media)) == 2
        assert not files_below(media)


def test_lack_of_memory_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch):
    def greedy(*args: object, **kwargs: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Pillow.Image, "convert", greedy)
    monkeypatch.setattr(Pillow.Image, "resize", greedy)
    with pytest.raises(ValidationError) as error:
        uploads.accept(upload_file(encoded(quarters().copy().quantize(), "PNG")), by=None)
    assert error.value.code == "memory"
    assert not Image.objects.exists()


def test_a_file_is_read_from_its_start():
    file = io.BytesIO(encoded(quarters()))
    upload = upload_file(file.getvalue())
    upload.read()
    assert uploads.accept(upload, by=None).pk
