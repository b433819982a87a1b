"""The focal point of an image, through the admin."""

import pytest
from django.db import transaction
from django.urls import reverse

from newsroom.images import public
from newsroom.images.admin import ImageAdmin
from newsroom.images.models import Image, ImageChange
from newsroom.page_cache.models import SiteVersion
from tests.newsroom.images.files import folders, stored_image
from tests.newsroom.images.image_forms import as_, change, described
from tests.users import member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


class TestFocalPoint:
    def test_it_is_set_in_per_cent(self):
        image = stored_image()
        as_("journalist").post(change(image), described(image, focus_x="20", focus_y="0"))
        image.refresh_from_db()
        assert (image.focal_x, image.focal_y, image.crop_version) == (0.2, 0.0, 2)

    @pytest.mark.parametrize("value", ["-1", "101", "", "середина", "nan", "1e9"])
    def test_it_must_be_inside_the_image(self, value: str):
        image = stored_image()
        response = as_("journalist").post(change(image), described(image, focus_x=value, caption="Напечатано"))
        assert "focus_x" in response.context["adminform"].form.errors
        assert "Напечатано" in response.content.decode()
        image.refresh_from_db()
        assert (image.focal_x, image.caption) == (0.5, "")

    def test_it_bumps_the_site_version_for_a_public_image(self):
        image = stored_image()
        with transaction.atomic():
            public.publish(image)
        client = as_("editor")
        before, number = public.folder_name(image), _site_version()
        client.post(change(image), described(image, focus_x="10"))
        image.refresh_from_db()
        assert public.folder_name(image) != before
        assert public.folder_name(image) in folders()
        assert _site_version() == number + 1

    def test_it_does_not_bump_the_site_version_otherwise(self):
        image = stored_image()
        client = as_("editor")
        number = _site_version()
        client.post(change(image), described(image, focus_x="10"))
        with transaction.atomic():
            public.publish(image)
        image.refresh_from_db()
        client.post(change(image), described(image, focus_x="10", caption="Только подпись"))
        assert _site_version() == number

    def test_it_is_kept_when_a_text_is_changed(self):
        image = stored_image(focal_x=1 / 3)
        as_("editor").post(change(image), described(image, focus_x="33", caption="Подпись"))
        image.refresh_from_db()
        assert (image.focal_x, image.crop_version, image.caption) == (1 / 3, 1, "Подпись")

    def test_it_shows_the_picture_and_its_crops(self):
        image = stored_image()
        html = as_("journalist").get(change(image)).content.decode()
        assert 'data-behaviour="focal-point"' in html
        for crop in ("full", "wide", "screen", "square", "tall"):
            assert f"/file/{crop}-" in html


@pytest.fixture
def public_image() -> Image:
    image = stored_image()
    with transaction.atomic():
        public.publish(image)
    return image


class TestCropOfPublicImage:
    @pytest.mark.parametrize("key", ["head", "editor"])
    def test_editors_change_it_and_the_log_shows_it(self, key: str, public_image: Image):
        client = as_(key)
        client.post(change(public_image), described(public_image, focus_x="10"))
        public_image.refresh_from_db()
        assert public_image.focal_x == 0.1
        entry = ImageChange.objects.get()
        assert (entry.image, entry.user, entry.old_focal_x, entry.new_focal_x) == (public_image, member(key), 0.5, 0.1)
        page = client.get(change(public_image)).content.decode()
        assert "50% / 50% → 10% / 50%" in page
        assert str(member(key)) in page

    @pytest.mark.parametrize("key", ["journalist", "corrector", "writer_corrector", "writer_moderator"])
    def test_others_do_not_change_it_but_its_texts(self, key: str, public_image: Image):
        client = as_(key)
        html = client.get(change(public_image)).content.decode()
        assert "кадр меняют только редактор и руководитель" in html
        assert 'name="focus_x"' not in html
        client.post(change(public_image), described(public_image, focus_x="10", caption="Подпись"))
        public_image.refresh_from_db()
        assert (public_image.focal_x, public_image.crop_version, public_image.caption) == (0.5, 1, "Подпись")
        assert not ImageChange.objects.exists()

    def test_an_image_published_while_the_form_is_saved_is_refused_with_a_sentence(
        self, public_image: Image, monkeypatch: pytest.MonkeyPatch
    ):
        client = as_("journalist")
        monkeypatch.setattr(ImageAdmin, "_may_recrop", lambda *args: True)
        form = described(public_image, focus_x="10", caption="Подпись")
        response = client.post(change(public_image), form, follow=True)
        assert str(public.CROP_IS_PUBLIC) in [str(message) for message in response.context["messages"]]
        public_image.refresh_from_db()
        assert (public_image.focal_x, public_image.caption) == (0.5, "")

    def test_the_sentence_is_translated(self, public_image: Image):
        journalist = member("journalist")
        type(journalist).objects.filter(pk=journalist.pk).update(language="kk")
        assert "кадрды тек редактор мен жетекші" in as_("journalist").get(change(public_image)).content.decode()

    def test_the_log_is_append_only(self, public_image: Image):
        as_("editor").post(change(public_image), described(public_image, focus_x="10"))
        entry = ImageChange.objects.get()
        for act in (
            entry.save,
            entry.delete,
            ImageChange.objects.all().delete,
            lambda: ImageChange.objects.update(user=None),
        ):
            with pytest.raises(TypeError):
                act()

    def test_a_withdrawn_image_is_deleted_with_its_log(self, public_image: Image):
        as_("editor").post(change(public_image), described(public_image, focus_x="10"))
        with transaction.atomic():
            public.withdraw(public_image)
        as_("editor").post(reverse("admin:images_image_delete", args=[public_image.pk]), {"post": "yes"})
        assert not Image.objects.exists()
        assert not ImageChange.objects.exists()


def _site_version() -> int:
    found = SiteVersion.objects.first()
    return found.number if found else 0
