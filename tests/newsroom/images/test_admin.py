"""The admin of images, through HTTP, as users of each role."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse

from newsroom.images import public
from newsroom.images.models import Image, delete_files
from tests.newsroom.images.files import encoded, opened, quarters, stored_image, upload_file
from tests.newsroom.images.image_forms import ADD, LIST, TYPED, as_, change, described, file_of
from tests.users import member

pytestmark = pytest.mark.django_db


class TestPermissions:
    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "writer_corrector", "writer_moderator"])
    def test_writers_upload(self, key: str):
        response = as_(key).post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED})
        image = Image.objects.get()
        assert response.status_code == 302
        assert response["Location"] == change(image)
        assert image.uploaded_by == member(key)
        assert {name: getattr(image, name) for name in TYPED} == TYPED

    @pytest.mark.parametrize("key", ["corrector", "moderator", "outsider"])
    def test_others_do_not_upload(self, key: str):
        response = as_(key).post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED})
        assert response.status_code in (302, 403)
        assert not Image.objects.exists()

    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "corrector"])
    def test_most_roles_view_images_and_change_texts(self, key: str):
        image = stored_image()
        client = as_(key)
        assert client.get(LIST).status_code == 200
        assert client.get(change(image)).status_code == 200
        assert client.get(file_of(image)).status_code == 200
        client.post(change(image), described(image, caption="Новая подпись"))
        image.refresh_from_db()
        assert image.caption == "Новая подпись"

    @pytest.mark.parametrize("key", ["moderator", "outsider", None])
    def test_others_see_nothing(self, key: str | None):
        image = stored_image()
        client = as_(key) if key else Client()
        for address in (LIST, ADD, change(image), file_of(image)):
            response = client.get(address)
            assert response.status_code in (302, 403)
        assert client.post(change(image), described(image, caption="x")).status_code in (302, 403)
        image.refresh_from_db()
        assert image.caption == ""


class TestChange:
    def test_it_saves_only_changed_fields(self):
        image = stored_image(caption="Было")
        page = as_("journalist")
        form = described(image, alt="Описание")
        Image.objects.filter(pk=image.pk).update(caption="Стало у другого")
        page.post(change(image), {**form, "caption": "Стало у другого"})
        image.refresh_from_db()
        assert (image.caption, image.alt) == ("Стало у другого", "Описание")

    def test_forged_fields_are_ignored(self):
        image = stored_image()
        as_("journalist").post(change(image), described(image, file="x", public_token="0" * 32, width="1"))
        stored = Image.objects.get(pk=image.pk)
        assert (stored.file, stored.public_token, stored.width) == (image.file, None, image.width)

    def test_it_makes_one_log_entry(self):
        image = stored_image()
        as_("journalist").post(change(image), described(image, caption="Подпись"))
        assert LogEntry.objects.filter(object_id=str(image.pk)).count() == 1


def test_its_pages_have_the_titles_of_the_other_lists():
    image = stored_image()
    titles = [as_("head").get(address).context["title"] for address in (LIST, change(image), ADD)]
    assert titles == ["Изображения", "Изображение", "Новое изображение"]


class TestFile:
    def test_it_is_not_cached(self):
        response = as_("journalist").get(file_of(stored_image()))
        assert response["Content-Type"] == "image/jpeg"
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert response["X-Content-Type-Options"] == "nosniff"
        assert opened(b"".join(response.streaming_content)).size == (160, 160)

    @pytest.mark.parametrize(
        "name", ["square-161.jpeg", "x-160.jpeg", "square-160.jpg", "master.jpg", "square-160.jpeg%0a"]
    )
    def test_other_names_are_not_found(self, name: str):
        image = stored_image()
        assert as_("journalist").get(f"/admin/images/image/{image.pk}/file/{name}").status_code == 404

    @pytest.mark.parametrize("key", ["0", "999999", "9" * 40])
    def test_unknown_images_are_not_found(self, key: str):
        assert as_("journalist").get(f"/admin/images/image/{key}/file/square-160.jpeg").status_code == 404

    def test_without_permission_unknown_and_known_images_get_the_same_answer(self):
        client = as_("moderator")
        known, unknown = (
            client.get(f"/admin/images/image/{key}/file/square-160.jpeg") for key in (stored_image().pk, 999)
        )
        assert known.status_code == unknown.status_code == 403

    def test_a_lost_master_is_no_error(self, media: Path):
        image = stored_image()
        delete_files(image.file)
        assert as_("journalist").get(file_of(image)).status_code == 503


class TestDelete:
    def test_it_deletes_an_unused_image_with_its_files(self, media: Path, django_capture_on_commit_callbacks):
        image = stored_image()
        with django_capture_on_commit_callbacks(execute=True):
            as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert not Image.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_it_deletes_several(self):
        images = [stored_image(), stored_image()]
        chosen = {"action": "delete_selected", "_selected_action": [image.pk for image in images], "post": "yes"}
        as_("editor").post(LIST, chosen)
        assert not Image.objects.exists()

    @pytest.mark.parametrize("several", [False, True])
    def test_it_says_why_a_public_image_stays(self, several: bool):
        image = stored_image(title="Водовод")
        with transaction.atomic():
            public.publish(image)
        chosen = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
        address = LIST if several else reverse("admin:images_image_delete", args=[image.pk])
        response = as_("editor").post(address, chosen)
        assert "Изображение «Водовод» стоит на сайте" in response.content.decode()
        assert "Удалить нельзя" in response.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    def test_it_refuses_an_image_in_use(self):
        image = stored_image()
        person = member("journalist").person
        type(person).objects.filter(pk=person.pk).update(portrait=image)
        response = as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert "Удалить нельзя" in response.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    @pytest.mark.parametrize("key", ["journalist", "corrector", "moderator"])
    def test_others_may_not(self, key: str):
        image = stored_image()
        response = as_(key).post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert response.status_code in (302, 403)
        assert Image.objects.filter(pk=image.pk).exists()
