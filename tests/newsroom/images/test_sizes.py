"""Areas and widths of crops."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.images import sizes

OWN_SIZES = sorted(name for name, crop in sizes.CROPS.items() if not crop.is_exact)


@dataclass
class Frame:
    width: int
    height: int
    focal_x: float = 0.5
    focal_y: float = 0.5


class TestBox:
    def test_the_full_crop_is_the_whole_image(self):
        assert sizes.box(Frame(900, 700, 0.1, 0.1), "full") == sizes.Box(0, 0, 900, 700)

    def test_a_wide_image_is_cropped_at_the_sides_around_the_focal_point(self):
        assert sizes.box(Frame(2000, 600, 0.3, 0.5), "card") == sizes.Box(150, 0, 900, 600)

    def test_a_tall_image_is_cropped_above_and_below(self):
        assert sizes.box(Frame(600, 2000, 0.5, 0.25), "square") == sizes.Box(0, 200, 600, 600)

    @pytest.mark.parametrize(("focal", "left"), [(0.0, 0), (0.05, 0), (0.95, 1100), (1.0, 1100)])
    def test_it_stays_inside_with_the_focal_point_at_the_edge(self, focal: float, left: int):
        assert sizes.box(Frame(2000, 600, focal, 0.5), "card").left == left

    def test_unknown_crops_are_errors(self):
        with pytest.raises(KeyError):
            sizes.box(Frame(900, 600), "panorama")

    @given(
        width=st.integers(200, 8000),
        height=st.integers(200, 8000),
        x=st.floats(0, 1),
        y=st.floats(0, 1),
        crop=st.sampled_from(sorted(sizes.CROPS)),
    )
    def test_it_always_contains_the_focal_point(self, width: int, height: int, x: float, y: float, crop: str):
        box = sizes.box(Frame(width, height, x, y), crop)
        assert 0 <= box.left <= box.left + box.width <= width
        assert 0 <= box.top <= box.top + box.height <= height
        assert box.left - 1 <= x * width <= box.left + box.width + 1
        assert box.top - 1 <= y * height <= box.top + box.height + 1
        ratio = sizes.CROPS[crop].ratio
        if ratio:
            assert box.width / box.height == pytest.approx(ratio[0] / ratio[1], abs=0.02)


class TestWidths:
    def test_a_large_image_has_all_widths(self):
        assert sizes.widths(Frame(6000, 4000), "full") == (320, 640, 960, 1280, 1920)
        assert sizes.widths(Frame(6000, 4000), "card") == (320, 640, 960, 1280)
        assert sizes.widths(Frame(6000, 4000), "square") == (160, 320, 640)
        assert sizes.widths(Frame(6000, 4000), "social") == (1200,)

    def test_a_smaller_image_ends_with_its_own_width(self):
        assert sizes.widths(Frame(1500, 1000), "full") == (320, 640, 960, 1280, 1500)
        assert sizes.widths(Frame(250, 250), "full") == (250,)

    def test_all_og_images_have_one_size(self):
        assert sizes.widths(Frame(250, 250), "social") == (1200,)
        assert sizes.size(Frame(901, 701), "social", 1200) == (1200, 630)

    def test_a_width_near_the_widest_is_left_out(self):
        assert sizes.widths(Frame(1000, 1000), "full") == (320, 640, 1000)

    @given(width=st.integers(200, 8000), height=st.integers(200, 8000), crop=st.sampled_from(OWN_SIZES))
    def test_no_image_is_enlarged(self, width: int, height: int, crop: str):
        frame = Frame(width, height)
        widths = sizes.widths(frame, crop)
        assert list(widths) == sorted(set(widths))
        assert all(0 < known <= sizes.box(frame, crop).width for known in widths)

    def test_it_accepts_existing_renditions_only(self):
        frame = Frame(1500, 1000)
        assert sizes.exists(frame, "full", 1500, "avif")
        assert not sizes.exists(frame, "full", 1920, "avif")
        assert not sizes.exists(frame, "full", 641, "avif")
        assert not sizes.exists(frame, "full", 640, "gif")
        assert not sizes.exists(frame, "panorama", 640, "avif")


class TestSize:
    def test_it_keeps_the_proportions(self):
        assert sizes.size(Frame(3000, 2000), "full", 960) == (960, 640)
        assert sizes.size(Frame(3000, 1000), "card", 640) == (640, 427)
        assert sizes.size(Frame(3000, 1000), "square", 320) == (320, 320)

    def test_the_height_is_at_least_one(self):
        assert sizes.size(Frame(6000, 600), "full", 320) == (320, 32)
