"""Replacing the file of an image, and where an image is used, through the admin."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from newsroom.images import public, records
from newsroom.images.models import Image, ImageChange
from newsroom.page_cache.models import SiteVersion
from staff import team
from staff.models import Person
from tests import factories
from tests.newsroom.images.files import encoded, everything, folders, quarters, stored_image, upload_file
from tests.newsroom.images.image_forms import as_, change
from tests.users import client_of, member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def page_of(image: Image) -> str:
    return reverse("admin:images_image_replace", args=[image.pk])


def new_file(size: tuple[int, int] = (1600, 900)) -> SimpleUploadedFile:
    return upload_file(encoded(quarters(size)), "новый.jpg")


def send(key: str, image: Image, file: Any = None, version: int | None = None) -> Any:
    typed = {"upload": file or new_file(), "version": version or Image.objects.get(pk=image.pk).version}
    return as_(key).post(page_of(image), typed)


def fresh(image: Image) -> Image:
    return Image.objects.get(pk=image.pk)


def site_version() -> int:
    found = SiteVersion.objects.first()
    return found.number if found else 0


class TestReplacing:
    @pytest.mark.parametrize("key", ["head", "editor", "journalist"])
    def test_an_unused_image_gets_another_file_and_keeps_the_rest(
        self, key: str, django_capture_on_commit_callbacks: Any
    ) -> None:
        image = stored_image(title="Водовод", focal_x=0.2)
        with django_capture_on_commit_callbacks(execute=True):
            response = send(key, image)
        assert response["Location"] == change(image)
        now = fresh(image)
        assert (now.width, now.height, now.crop_version) == (1600, 900, 2)
        assert (now.title, now.focal_x, now.credit) == ("Водовод", 0.2, image.credit)
        assert now.sha256 != image.sha256
        assert as_(key).get(records.address(now)).status_code == 200
        # The former master and its renditions are gone.
        assert not [name for name in everything() if image.file.rpartition("/")[2].removesuffix(".jpg") in name]

    def test_uses_stay_and_readers_see_the_new_file(self, django_capture_on_commit_callbacks: Any) -> None:
        image = stored_image((1500, 1000))
        article = factories.published(image=image)
        before, number = public.folder_name(fresh(image)), site_version()
        with django_capture_on_commit_callbacks(execute=True):
            send("editor", image)
        now = fresh(image)
        assert public.folder_name(now) in folders()
        assert before not in folders()
        assert site_version() == number + 1
        page = client_of(member("head")).get(f"/articles/{article.pk}-otkryli-tsentr/", follow=True).content.decode()
        assert public.folder_name(now) in page
        assert before not in page
        entry = ImageChange.objects.get()
        assert (entry.user, entry.old_sha256) == (member("editor"), image.sha256)
        assert "заменён файл" in as_("corrector").get(change(image)).content.decode()

    @pytest.mark.parametrize("key", ["journalist", "writer_corrector", "writer_moderator"])
    @pytest.mark.parametrize("make", ["published", "approved", "draft"])
    def test_an_image_in_use_is_replaced_by_those_who_publish_only(self, key: str, make: str) -> None:
        image = stored_image()
        factories.STATES[make](image=image)
        response = send(key, image)
        assert response.status_code == 403
        assert "файл меняют только редактор и руководитель" in response.content.decode()
        assert fresh(image).sha256 == image.sha256

    @pytest.mark.parametrize("key", ["corrector", "moderator", "outsider"])
    def test_others_replace_nothing(self, key: str) -> None:
        image = stored_image()
        assert send(key, image).status_code in (302, 403)
        assert fresh(image).sha256 == image.sha256

    def test_the_page_offers_it_to_those_who_may(self) -> None:
        image = stored_image()
        factories.draft(image=image)
        assert page_of(image) in as_("editor").get(change(image)).content.decode()
        assert page_of(image) not in as_("journalist").get(change(image)).content.decode()

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG не принимается"),
            (b"", "Файл пустой"),
            (encoded(quarters()) + b"<?php evil", "спрятано другое содержимое"),
        ],
    )
    def test_a_refused_file_changes_nothing(self, data: bytes, sentence: str) -> None:
        image = stored_image()
        stored = everything()
        response = send("editor", image, upload_file(data))
        assert sentence in response.content.decode()
        assert fresh(image).sha256 == image.sha256
        assert everything() == stored

    def test_a_known_file_is_refused_with_the_name_of_its_image(self) -> None:
        own, others = encoded(quarters()), encoded(quarters())
        for data in (own, others):
            as_("journalist").post(reverse("admin:images_image_upload"), {"upload": upload_file(data)})
        other, image = Image.objects.order_by("-pk")
        Image.objects.filter(pk=other.pk).update(title="Мост")
        assert "тот же самый файл" in send("editor", image, upload_file(own)).content.decode()
        assert "«Мост»" in send("editor", image, upload_file(others)).content.decode()

    def test_a_stale_page_is_refused_and_leaves_no_file(self) -> None:
        image = stored_image()
        stored = everything()
        response = send("editor", image, version=99)
        assert "Пока вы писали" in response.content.decode()
        assert everything() == stored

    def test_no_file_is_an_error_at_the_field(self) -> None:
        image = stored_image()
        response = as_("editor").post(page_of(image), {"version": image.version})
        assert response.context["form"].errors["upload"]

    def test_an_unknown_image_is_not_found(self) -> None:
        assert as_("editor").get("/admin/images/image/999/replace/").status_code == 404


class TestUses:
    def test_the_page_names_articles_people_and_the_outlet(self) -> None:
        image = stored_image()
        article = factories.published(headline="Открыли водовод", image=image)
        team.save_person(Person(name_ru="Фёкла Цыганкова", portrait=image), by=None)
        page = as_("editor").get(change(image)).content.decode()
        assert article.admin_url in page
        assert "Открыли водовод" in page
        assert "портрет: Фёкла Цыганкова" in page

    def test_a_hidden_article_is_counted_without_a_name(self) -> None:
        image = stored_image()
        factories.draft(member("journalist2"), headline="Тайный водовод", image=image)
        page = as_("journalist").get(change(image)).content.decode()
        assert "Тайный водовод" not in page
        assert "ещё 1 материал" in page

    def test_an_article_that_shows_it_to_readers_only_is_named(self) -> None:
        image = stored_image()
        article = factories.revised(headline="Открыли водовод", image=image)
        type(article).objects.filter(pk=article.pk).update(image=None)
        assert "Открыли водовод" in as_("editor").get(change(image)).content.decode()

    def test_deleting_names_the_uses_and_is_refused(self) -> None:
        image = stored_image()
        article = factories.draft(headline="Тайный водовод", image=image)
        address = reverse("admin:images_image_delete", args=[image.pk])
        response = as_("editor").post(address, {"post": "yes"})
        assert article.admin_url in response.content.decode()
        assert "Удалить нельзя" in response.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    def test_an_image_that_was_put_to_use_meanwhile_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        image = stored_image()
        factories.draft(image=image)
        monkeypatch.setattr("newsroom.images.usage.uses_of", lambda *_: [])
        monkeypatch.setattr("django.contrib.admin.options.get_deleted_objects", lambda *_: ([], {}, set(), []))
        as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert Image.objects.filter(pk=image.pk).exists()

    def test_withdrawn_from_everywhere_it_is_deleted(self) -> None:
        image = stored_image()
        with transaction.atomic():
            public.publish(image)
            public.withdraw(image)
        as_("editor").post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
        assert not Image.objects.filter(pk=image.pk).exists()


class TestLicence:
    def test_it_is_stored_with_the_end_of_the_rights(self) -> None:
        image = stored_image()
        texts = {name: getattr(image, name) for name in ("title", "caption", "credit", "alt")}
        typed = {**texts, "licence": "agency", "rights_until": "2031-05-01", "focus_x": "50", "focus_y": "50"}
        as_("corrector").post(change(image), {**typed, "version": image.version})
        now = fresh(image)
        assert (now.licence, str(now.rights_until)) == ("agency", "2031-05-01")

    @pytest.mark.parametrize(("name", "value"), [("licence", "краденая"), ("rights_until", "когда-нибудь")])
    def test_a_wrong_value_gets_a_sentence_and_loses_nothing(self, name: str, value: str) -> None:
        image = stored_image()
        typed = {"title": "Напечатано", "focus_x": "50", "focus_y": "50", "version": image.version, name: value}
        response = as_("corrector").post(change(image), typed)
        assert name in response.context["adminform"].form.errors
        assert "Напечатано" in response.content.decode()

    def test_an_expired_image_says_so(self) -> None:
        image = stored_image(rights_until="2020-01-01")
        assert "Срок прав истёк" in as_("corrector").get(change(image)).content.decode()
