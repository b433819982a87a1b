"""Rendering of renditions."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from newsroom.images import renditions, sizes
from newsroom.images.intake import decode_limit, uploads
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.storage import media as storage
from newsroom.images.storage import names
from newsroom.images.storage.locks import locked
from tests.newsroom.images.files import BLUE, GREEN, RED, YELLOW, colour_at, encoded, on_disk, stored_image, upload_file

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def made(*wanted: Any) -> Path:
    """Render, and return where the file is."""
    return on_disk(renditions.make(*wanted))


class TestMake:
    @pytest.mark.parametrize(("fmt", "name"), [("avif", "AVIF"), ("jpeg", "JPEG")])
    @pytest.mark.parametrize("crop", sorted(sizes.CROPS))
    def test_it_renders_every_width_in_both_formats(self, fmt: str, name: str, crop: str):
        image = stored_image((1500, 1000))
        for width in sizes.widths(image, crop):
            picture = Pillow.open(made(image, crop, width, fmt))
            assert picture.format == name
            assert picture.size == sizes.size(image, crop, width)
            assert picture.mode == "RGB"
            assert not picture.getexif()

    def test_it_makes_a_progressive_jpeg(self):
        assert Pillow.open(made(stored_image(), "full", 320, "jpeg")).info.get("progressive")

    def test_og_images_are_small_files_of_full_size(self):
        noise = Pillow.effect_noise((1500, 1000), 120).convert("RGB")
        image = uploads.accept(upload_file(encoded(noise)), by=None)
        drawn = made(image, "social", 1200, "jpeg")
        assert drawn.stat().st_size <= renditions.MAX_SOCIAL_BYTES
        assert drawn.stat().st_size > renditions.MAX_SOCIAL_BYTES // 3, "no worse than it must be"
        assert Pillow.open(made(stored_image((700, 500)), "social", 1200, "jpeg")).size == (1200, 630)

    def test_it_shows_the_area_around_the_focal_point(self):
        image = stored_image((2400, 600), focal_x=0.0)
        square = Pillow.open(made(image, "square", 320, "jpeg"))
        assert [colour_at(square, 0.9, y) for y in (0.2, 0.8)] == [RED, BLUE]
        image.focal_x, image.crop_version = 1.0, 2
        square = Pillow.open(made(image, "square", 320, "jpeg"))
        assert [colour_at(square, 0.1, y) for y in (0.2, 0.8)] == [GREEN, YELLOW]

    def test_it_shows_the_middle_by_default(self):
        square = Pillow.open(made(stored_image((2400, 600)), "square", 320, "jpeg"))
        seen = [colour_at(square, x, y) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))]
        assert seen == [RED, GREEN, BLUE, YELLOW]

    @pytest.mark.parametrize(
        ("crop", "width", "fmt"),
        [
            ("full", 1920, "avif"),
            ("full", 641, "avif"),
            ("full", 320, "gif"),
            ("../x", 320, "avif"),
            ("full", 0, "avif"),
        ],
    )
    def test_other_renditions_are_errors(self, crop: str, width: int, fmt: str):
        with pytest.raises(ValueError, match="no rendition"):
            renditions.make(stored_image(), crop, width, fmt)

    def test_concurrent_calls_render_once(self, monkeypatch: pytest.MonkeyPatch):
        image = stored_image((1500, 1000))
        draws: list[str] = []
        original = renditions._render

        def counted(*args):
            draws.append("drawn")
            return original(*args)

        monkeypatch.setattr(renditions, "_render", counted)
        found: list[Path] = []
        barrier = threading.Barrier(8)

        def ask() -> None:
            barrier.wait()
            found.append(renditions.make(image, "card", 960, "avif"))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert draws == ["drawn"]

    def test_it_raises_busy_without_a_slot(self):
        image = stored_image()
        with (
            decode_limit.slot(1),
            decode_limit.slot(1),
            pytest.raises(Busy),
        ):
            renditions.make(image, "card", 320, "avif", wait_seconds=0)
        assert made(image, "card", 320, "avif").exists()

    def test_it_raises_busy_while_the_same_image_is_rendered(self):
        image = stored_image()
        with locked(renditions.lock_folder(image), 1), pytest.raises(Busy):
            renditions.make(image, "card", 320, "avif", wait_seconds=0)

    def test_it_leaves_no_empty_file_when_the_disk_is_full(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        image = stored_image()
        before = sorted(media.rglob("*.*"))

        def full(picture: object, crop: str, fmt: str, file: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as trouble:
            trouble.setattr(renditions, "_encode", full)
            with pytest.raises(OSError, match="No space"):
                renditions.make(image, "card", 320, "avif")
        assert sorted(media.rglob("*.*")) == before
        assert made(image, "card", 320, "avif").stat().st_size

    def test_the_web_server_can_read_the_file(self):
        rendition = made(stored_image(), "card", 320, "avif")
        assert rendition.stat().st_mode & 0o777 == 0o644
        assert on_disk("private").stat().st_mode & 0o777 == 0o700


class TestSubstitute:
    def test_it_prefers_the_same_crop_and_then_the_nearest_width(self):
        image = stored_image((1500, 1000))
        for crop, width in (("card", 320), ("card", 960)):
            renditions.make(image, crop, width, "jpeg")
        assert renditions.substitute(image, "card", 1280) == renditions.private_name(image, "card", 960, "jpeg")
        assert renditions.substitute(image, "square", 320) == renditions.private_name(image, "card", 320, "jpeg")

    def test_there_may_be_none(self):
        image = stored_image()
        storage.delete_folder(names.renditions_folder(image.file))
        assert renditions.substitute(image, "card", 320) is None


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("card-640.avif", ("card", 640, "avif")),
        ("card-0640.avif", None),
        ("card-640.AVIF", None),
        ("card-640.avif\n", None),
        ("card-٦٤٠.avif", None),
        ("../card-640.avif", None),
        (".card-640.avif", None),
        ("", None),
    ],
)
def test_names_are_parsed_exactly(name: str, parsed: tuple[str, int, str] | None):
    assert renditions.parse(name) == parsed
