"""The desk's screen of pictures, through HTTP, as each of the people."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse

from newsroom.images import private, public, storage
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from tests.newsroom.images.files import encoded, opened, quarters, sent, taken
from tests.newsroom.images.image_forms import ADD, LIST, TYPED, as_, change, described, file_of
from tests.users import member

pytestmark = pytest.mark.django_db


class TestWhoMay:
    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "writer_corrector", "writer_moderator"])
    def test_those_who_write_upload(self, key: str):
        response = as_(key).post(ADD, {"upload": sent(encoded(quarters())), **TYPED})
        image = Image.objects.get()
        assert response.status_code == 302
        assert response["Location"] == change(image)
        assert image.uploaded_by == member(key)
        assert {name: getattr(image, name) for name in TYPED} == TYPED

    @pytest.mark.parametrize("key", ["corrector", "moderator", "outsider"])
    def test_others_do_not_upload(self, key: str):
        response = as_(key).post(ADD, {"upload": sent(encoded(quarters())), **TYPED})
        assert response.status_code in (302, 403)
        assert not Image.objects.exists()

    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "corrector"])
    def test_those_of_the_desk_see_and_describe(self, key: str):
        image = taken()
        client = as_(key)
        assert client.get(LIST).status_code == 200
        assert client.get(change(image)).status_code == 200
        assert client.get(file_of(image)).status_code == 200
        client.post(change(image), described(image, caption="Новая подпись"))
        image.refresh_from_db()
        assert image.caption == "Новая подпись"

    @pytest.mark.parametrize("key", ["moderator", "outsider", None])
    def test_others_see_nothing(self, key: str | None):
        image = taken()
        client = as_(key) if key else Client()
        for address in (LIST, ADD, change(image), file_of(image)):
            response = client.get(address)
            assert response.status_code in (302, 403)
        assert client.post(change(image), described(image, caption="x")).status_code in (302, 403)
        image.refresh_from_db()
        assert image.caption == ""


class TestFocalPoint:
    def test_it_is_moved_in_per_cent(self):
        image = taken()
        as_("journalist").post(change(image), described(image, focus_x="20", focus_y="0"))
        image.refresh_from_db()
        assert (image.focal_x, image.focal_y, image.crop_version) == (0.2, 0.0, 2)

    @pytest.mark.parametrize("value", ["-1", "101", "", "середина", "nan", "1e9"])
    def test_it_stays_inside_the_picture(self, value: str):
        image = taken()
        response = as_("journalist").post(change(image), described(image, focus_x=value, caption="Напечатано"))
        assert "focus_x" in response.context["adminform"].form.errors
        assert "Напечатано" in response.content.decode()
        image.refresh_from_db()
        assert (image.focal_x, image.caption) == (0.5, "")

    def test_it_begins_an_edition_when_readers_see_the_picture(self):
        image = taken()
        with transaction.atomic():
            public.publish(image)
        client = as_("editor")
        before, number = public.folder_name(image), _edition()
        client.post(change(image), described(image, focus_x="10"))
        image.refresh_from_db()
        assert public.folder_name(image) != before
        assert (storage.public_root() / public.folder_name(image)).is_dir()
        assert _edition() == number + 1

    def test_it_begins_none_otherwise(self):
        image = taken()
        client = as_("editor")
        number = _edition()
        client.post(change(image), described(image, focus_x="10"))
        with transaction.atomic():
            public.publish(image)
        image.refresh_from_db()
        client.post(change(image), described(image, focus_x="10", caption="Только подпись"))
        assert _edition() == number

    def test_nothing_moves_when_only_a_text_is_changed(self):
        image = taken(focal_x=1 / 3)
        as_("editor").post(change(image), described(image, focus_x="33", caption="Подпись"))
        image.refresh_from_db()
        assert (image.focal_x, image.crop_version, image.caption) == (1 / 3, 1, "Подпись")

    def test_it_shows_the_picture_and_its_crops(self):
        image = taken()
        html = as_("journalist").get(change(image)).content.decode()
        assert 'data-behaviour="focal-point"' in html
        for crop in ("full", "card", "square", "social"):
            assert f"/file/{crop}-" in html


def _edition() -> int:
    found = SiteVersion.objects.first()
    return found.number if found else 0


class TestChange:
    def test_it_writes_only_what_was_changed(self):
        image = taken(caption="Было")
        page = as_("journalist")
        form = described(image, alt="Описание")
        Image.objects.filter(pk=image.pk).update(caption="Стало у другого")
        page.post(change(image), {**form, "caption": "Стало у другого"})
        image.refresh_from_db()
        assert (image.caption, image.alt) == ("Стало у другого", "Описание")

    def test_it_keeps_the_file_and_the_address_whatever_is_posted(self):
        image = taken()
        as_("journalist").post(change(image), described(image, file="x", public_token="0" * 32, width="1"))
        stored = Image.objects.get(pk=image.pk)
        assert (stored.file, stored.public_token, stored.width) == (image.file, None, image.width)

    def test_it_writes_one_line_of_history(self):
        image = taken()
        as_("journalist").post(change(image), described(image, caption="Подпись"))
        assert LogEntry.objects.filter(object_id=str(image.pk)).count() == 1


class TestList:
    def test_it_finds_by_caption_and_credit_in_any_case(self):
        found = taken(caption="Паводок в Қызылорде", credit="Фото: Әсел")
        taken(caption="Другое")
        client = as_("corrector")
        for words in ("паводок", "ҚЫЗЫЛОРДЕ", "әсел"):
            response = client.get(LIST, {"q": words})
            assert list(response.context["cl"].result_list) == [found], words

    def test_it_shows_small_squares(self):
        image = taken()
        assert private.address(image, "square", 160, "jpeg") in as_("corrector").get(LIST).content.decode()

    def test_it_tells_who_is_on_the_site(self):
        shown, hidden = taken(), taken()
        with transaction.atomic():
            public.publish(shown)
        client = as_("corrector")
        assert list(client.get(LIST, {"public": "yes"}).context["cl"].result_list) == [shown]
        assert list(client.get(LIST, {"public": "no"}).context["cl"].result_list) == [hidden]

    def test_its_statements_do_not_grow_with_the_pictures(self, django_assert_max_num_queries):
        client = as_("corrector")
        for _ in range(12):
            taken((300, 300))
        with django_assert_max_num_queries(9):
            client.get(LIST)


class TestFile:
    def test_it_is_kept_by_no_cache(self):
        response = as_("journalist").get(file_of(taken()))
        assert response["Content-Type"] == "image/jpeg"
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert response["X-Content-Type-Options"] == "nosniff"
        assert opened(b"".join(response.streaming_content)).size == (160, 160)

    @pytest.mark.parametrize(
        "name", ["square-161.jpeg", "x-160.jpeg", "square-160.jpg", "master.jpg", "square-160.jpeg%0a"]
    )
    def test_it_knows_only_variants(self, name: str):
        image = taken()
        assert as_("journalist").get(f"/admin/images/image/{image.pk}/file/{name}").status_code == 404

    @pytest.mark.parametrize("key", ["0", "999999", "9" * 40])
    def test_it_knows_only_pictures(self, key: str):
        assert as_("journalist").get(f"/admin/images/image/{key}/file/square-160.jpeg").status_code == 404

    def test_it_is_asked_for_the_right_before_it_says_what_exists(self):
        client = as_("moderator")
        known, unknown = (client.get(f"/admin/images/image/{key}/file/square-160.jpeg") for key in (taken().pk, 999))
        assert known.status_code == unknown.status_code == 403

    def test_a_lost_master_is_no_error(self, media: Path):
        image = taken()
        storage.forget(image.file)
        assert as_("journalist").get(file_of(image)).status_code == 503


class TestDelete:
    def test_it_removes_a_picture_that_nobody_uses(self, media: Path, django_capture_on_commit_callbacks):
        image = taken()
        with django_capture_on_commit_callbacks(execute=True):
            as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert not Image.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_it_removes_several(self):
        images = [taken(), taken()]
        chosen = {"action": "delete_selected", "_selected_action": [image.pk for image in images], "post": "yes"}
        as_("editor").post(LIST, chosen)
        assert not Image.objects.exists()

    @pytest.mark.parametrize("several", [False, True])
    def test_it_says_why_a_picture_on_the_site_stays(self, several: bool):
        image = taken(title="Водовод")
        with transaction.atomic():
            public.publish(image)
        chosen = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
        address = LIST if several else reverse("admin:images_image_delete", args=[image.pk])
        response = as_("editor").post(address, chosen)
        assert "Изображение «Водовод» стоит на сайте" in response.content.decode()
        assert "Удалить нельзя" in response.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    def test_it_says_whose_portrait_it_is(self):
        image = taken()
        person = member("journalist").person
        type(person).objects.filter(pk=person.pk).update(portrait=image)
        response = as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert "Удалить нельзя" in response.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    @pytest.mark.parametrize("key", ["journalist", "corrector", "moderator"])
    def test_others_may_not(self, key: str):
        image = taken()
        response = as_(key).post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert response.status_code in (302, 403)
        assert Image.objects.filter(pk=image.pk).exists()
