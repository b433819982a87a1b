"""The admin of images, through HTTP, as users of each role."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse

from newsroom.images import private, public, storage
from newsroom.images.admin import ImageAdmin
from newsroom.images.models import Image, ImageChange
from newsroom.page_cache.models import SiteVersion
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
        assert (storage.public_root() / public.folder_name(image)).is_dir()
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
        for crop in ("full", "card", "square", "social"):
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


class TestList:
    def test_it_finds_by_caption_and_credit_in_any_case(self):
        found = stored_image(caption="Паводок в Қызылорде", credit="Фото: Әсел")
        stored_image(caption="Другое")
        client = as_("corrector")
        for words in ("паводок", "ҚЫЗЫЛОРДЕ", "әсел"):
            response = client.get(LIST, {"q": words})
            assert list(response.context["cl"].result_list) == [found], words

    def test_it_shows_small_squares(self):
        image = stored_image()
        assert private.address(image, "square", 160, "jpeg") in as_("corrector").get(LIST).content.decode()

    def test_it_filters_public_images(self):
        shown, hidden = stored_image(), stored_image()
        with transaction.atomic():
            public.publish(shown)
        client = as_("corrector")
        assert list(client.get(LIST, {"public": "yes"}).context["cl"].result_list) == [shown]
        assert list(client.get(LIST, {"public": "no"}).context["cl"].result_list) == [hidden]

    def test_the_number_of_queries_is_constant(self, django_assert_max_num_queries):
        client = as_("corrector")
        for _ in range(12):
            stored_image((300, 300))
        with django_assert_max_num_queries(9):
            client.get(LIST)


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
        storage.delete_files(image.file)
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
