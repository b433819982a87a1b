"""Variants are drawn once, show what they should, and are never larger than the picture."""

import threading
from pathlib import Path

import pytest
from PIL import Image as Pillow

from newsroom.images import geometry, renditions, storage
from newsroom.images.intake import decode_limit, uploads
from newsroom.images.intake.decode_limit import Busy
from tests.newsroom.images.files import BLUE, GREEN, RED, YELLOW, colour_at, encoded, sent, taken

pytestmark = pytest.mark.django_db


class TestMake:
    @pytest.mark.parametrize(("fmt", "name"), [("avif", "AVIF"), ("jpeg", "JPEG")])
    @pytest.mark.parametrize("crop", sorted(geometry.CROPS))
    def test_it_draws_every_width_in_both_formats(self, fmt: str, name: str, crop: str):
        image = taken((1500, 1000))
        for width in geometry.widths(image, crop):
            picture = Pillow.open(renditions.make(image, crop, width, fmt))
            assert picture.format == name
            assert picture.size == geometry.size(image, crop, width)
            assert picture.mode == "RGB"
            assert not picture.getexif()

    def test_it_makes_a_progressive_jpeg(self):
        assert Pillow.open(renditions.make(taken(), "full", 320, "jpeg")).info.get("progressive")

    def test_og_image_even_a_noisy_picture_is_light_and_a_small_one_large(self):
        noise = Pillow.effect_noise((1500, 1000), 120).convert("RGB")
        image = uploads.accept(sent(encoded(noise)), by=None)
        drawn = renditions.make(image, "social", 1200, "jpeg")
        assert drawn.stat().st_size <= renditions.SHARED_BYTES
        assert drawn.stat().st_size > renditions.SHARED_BYTES // 3, "no worse than it must be"
        assert Pillow.open(renditions.make(taken((700, 500)), "social", 1200, "jpeg")).size == (1200, 630)

    def test_it_shows_what_lies_around_the_focal_point(self):
        image = taken((2400, 600), focal_x=0.0)
        square = Pillow.open(renditions.make(image, "square", 320, "jpeg"))
        assert [colour_at(square, 0.9, y) for y in (0.2, 0.8)] == [RED, BLUE]
        image.focal_x, image.crop_version = 1.0, 2
        square = Pillow.open(renditions.make(image, "square", 320, "jpeg"))
        assert [colour_at(square, 0.1, y) for y in (0.2, 0.8)] == [GREEN, YELLOW]

    def test_it_shows_the_middle_by_default(self):
        square = Pillow.open(renditions.make(taken((2400, 600)), "square", 320, "jpeg"))
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
    def test_it_draws_nothing_that_the_picture_does_not_have(self, crop: str, width: int, fmt: str):
        with pytest.raises(ValueError, match="no variant"):
            renditions.make(taken(), crop, width, fmt)

    def test_it_draws_once_for_many_who_ask_at_once(self, monkeypatch: pytest.MonkeyPatch):
        image = taken((1500, 1000))
        draws: list[str] = []
        original = renditions._draw

        def counted(*args):
            draws.append("drawn")
            return original(*args)

        monkeypatch.setattr(renditions, "_draw", counted)
        found: list[Path] = []
        together = threading.Barrier(8)

        def ask() -> None:
            together.wait()
            found.append(renditions.make(image, "card", 960, "avif"))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert draws == ["drawn"]

    def test_it_gives_up_when_the_machine_is_busy(self):
        image = taken()
        with (
            decode_limit.place(1),
            decode_limit.place(1),
            pytest.raises(Busy),
        ):
            renditions.make(image, "card", 320, "avif", wait_seconds=0)
        assert renditions.make(image, "card", 320, "avif").exists()

    def test_it_gives_up_when_somebody_draws_the_same_picture(self):
        image = taken()
        folder = storage.renditions_folder(image.file, image.crop_version)
        with storage.locked(folder, 1), pytest.raises(Busy):
            renditions.make(image, "card", 320, "avif", wait_seconds=0)

    def test_it_leaves_no_empty_file_when_the_disk_is_full(self, media: Path, monkeypatch: pytest.MonkeyPatch):
        image = taken()
        before = sorted(media.rglob("*.*"))

        def full(picture: object, crop: str, fmt: str, file: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as trouble:
            trouble.setattr(renditions, "_encode", full)
            with pytest.raises(OSError, match="No space"):
                renditions.make(image, "card", 320, "avif")
        assert sorted(media.rglob("*.*")) == before
        assert renditions.make(image, "card", 320, "avif").stat().st_size

    def test_a_web_server_under_another_name_may_read_the_variant(self):
        made = renditions.make(taken(), "card", 320, "avif")
        assert made.stat().st_mode & 0o777 == 0o644
        assert storage.private_root().stat().st_mode & 0o777 == 0o700


class TestStandIn:
    def test_it_prefers_the_same_shape_and_then_the_nearest_width(self):
        image = taken((1500, 1000))
        for crop, width in (("card", 320), ("card", 960)):
            renditions.make(image, crop, width, "jpeg")
        assert renditions.stand_in(image, "card", 1280) == renditions.path(image, "card", 960, "jpeg")
        assert renditions.stand_in(image, "square", 320) == renditions.path(image, "card", 320, "jpeg")

    def test_it_may_find_nothing(self):
        image = taken()
        storage.remove_folder(storage.renditions_folder(image.file, image.crop_version))
        assert renditions.stand_in(image, "card", 320) is None


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
def test_a_name_is_read_exactly(name: str, parsed: tuple[str, int, str] | None):
    assert renditions.parse(name) == parsed
