"""The template tags."""

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.template import Context, Template
from django.utils import translation

from newsroom.images import public
from newsroom.images.models import Image
from tests.newsroom.images.files import stored_image

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def image() -> Image:
    return stored_image((3000, 2000), alt='Посёлок & "водовод"')


@pytest.fixture
def shown(image: Image) -> Image:
    with transaction.atomic():
        public.publish(image)
    return image


def render(tag: str, image: Image | None) -> str:
    return Template("{% load images %}{% " + tag + " %}").render(Context({"image": image})).strip()


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[tag] = dict(attrs)


class TestPicture:
    def test_it_offers_avif_and_jpeg_at_every_width(self, shown: Image):
        found = Elements(render('picture image sizes="(min-width: 60em) 40em, 100vw"', shown)).found
        folder = f"/media/{shown.public_token}-1"
        assert found["source"]["type"] == "image/avif"
        assert found["source"]["srcset"] == ", ".join(
            f"{folder}/full-{width}.avif {width}w" for width in (320, 640, 960, 1280, 1920)
        )
        assert found["img"]["srcset"] == ", ".join(
            f"{folder}/full-{width}.jpeg {width}w" for width in (320, 640, 960, 1280, 1920)
        )
        assert found["img"]["src"] == f"{folder}/full-960.jpeg"
        assert found["source"]["sizes"] == found["img"]["sizes"] == "(min-width: 60em) 40em, 100vw"

    def test_it_has_width_and_height(self, shown: Image):
        img = Elements(render('picture image "card" "20em"', shown)).found["img"]
        assert (img["width"], img["height"]) == ("960", "640")
        square = Elements(render('picture image "square"', shown)).found["img"]
        assert square["width"] == square["height"] == "640"

    def test_it_is_lazy_without_priority(self, shown: Image):
        img = Elements(render("picture image", shown)).found["img"]
        assert img["loading"] == "lazy"
        assert "fetchpriority" not in img
        img = Elements(render("picture image priority=True", shown)).found["img"]
        assert "loading" not in img
        assert img["fetchpriority"] == "high"

    def test_alt_replaces_the_description(self, shown: Image):
        assert Elements(render("picture image", shown)).found["img"]["alt"] == 'Посёлок & "водовод"'
        assert Elements(render('picture image alt=""', shown)).found["img"]["alt"] == ""
        shown.alt = '"><script>alert(1)</script>'
        assert "<script" not in render("picture image", shown)

    def test_it_renders_public_images_only(self, image: Image):
        assert render("picture image", image) == ""
        assert render("picture image", None) == ""
        assert render("picture_preview image", None) == ""

    def test_digits_are_not_grouped(self, shown: Image):
        for language in ("ru", "kk"):
            with translation.override(language):
                html = render("picture image", shown)
                assert "1920w" in html
                assert "\xa0" not in html

    def test_it_has_no_inline_style_or_script(self, shown: Image):
        html = render("picture image", shown)
        assert "style" not in html
        assert "<script" not in html

    def test_it_makes_no_query(self, shown: Image, django_assert_num_queries):
        with django_assert_num_queries(0):
            render("picture image", shown)


class TestPreview:
    def test_it_uses_admin_urls(self, image: Image):
        for tag in ("picture_preview image", "picture image private=True"):
            html = render(tag, image)
            assert f"/admin/images/image/{image.pk}/file/full-960.jpeg" in html
            assert "/media/" not in html

    def test_it_uses_them_for_a_public_image_too(self, shown: Image):
        assert "/media/" not in render('picture_preview image "square" "5em"', shown)
