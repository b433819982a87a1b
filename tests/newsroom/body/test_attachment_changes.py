"""Changing, deleting and finding the uses of attached files in the admin."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles import actions
from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images.storage import media as storage
from newsroom.page_cache.models import SiteVersion
from tests import factories
from tests.newsroom.body.made_files import body_with, mp4, stored_file
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

LIST = reverse("admin:body_attachment_changelist")
ADD = reverse("admin:body_attachment_add")
RECORDS = reverse("admin:body_attachment_records")
UPLOAD = reverse("admin:body_attachment_upload")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def as_(key: str) -> Client:
    return client_of(member(key))


def change(attachment: Attachment) -> str:
    return reverse("admin:body_attachment_change", args=[attachment.pk])


def delete(attachment: Attachment) -> str:
    return reverse("admin:body_attachment_delete", args=[attachment.pk])


def text_of(response) -> str:
    return response.content.decode()


class TestChange:
    def test_the_second_of_two_who_rename_sees_both_titles(self) -> None:
        attachment = stored_file()
        client = as_("journalist")
        client.post(change(attachment), {"title": "Первое", "version": 1})
        answer = client.post(change(attachment), {"title": "Второе", "version": 1})
        assert answer.status_code == 409
        assert all(title in text_of(answer) for title in ("Первое", "Второе"))
        assert Attachment.objects.get().title == "Первое"

    def test_the_title_of_a_live_file_changes_its_address(self, client: Client) -> None:
        attachment = stored_file()
        factories.published(body=body_with(attachment))
        former = files.address(Attachment.objects.get())
        before = SiteVersion.objects.get().number
        as_("editor").post(change(attachment), {"title": "Протокол", "version": 1})
        present = files.address(Attachment.objects.get())
        assert present.endswith("/protokol.pdf")
        assert storage.exists(files.stored_public_name(Attachment.objects.get()))
        assert client.get(former)["Location"] == present
        assert SiteVersion.objects.get().number == before + 1
        assert LogEntry.objects.filter(object_id=str(attachment.pk)).count() == 1

    @pytest.mark.parametrize("title", ["", " ", "x" * 201])
    def test_a_bad_title_is_refused_at_its_field(self, title: str) -> None:
        attachment = stored_file()
        answer = as_("journalist").post(change(attachment), {"title": title, "version": 1})
        assert answer.context["adminform"].form.errors["title"]
        assert Attachment.objects.get().title == "Решение суда"


class TestWhereUsed:
    def test_it_names_only_articles_that_one_may_see(self) -> None:
        attachment = stored_file()
        factories.draft(member("journalist2"), body=body_with(attachment), headline="Тайна-zzcanary")
        factories.published(member("journalist2"), body=body_with(attachment), headline="На сайте-живое")
        for key, sees in (("editor", True), ("corrector", True), ("journalist2", True), ("journalist", False)):
            client = as_(key)
            for address in (LIST, change(attachment)):
                page = text_of(client.get(address))
                assert ("Тайна-zzcanary" in page) is sees, (key, address)
                assert "На сайте-живое" in page
                assert ("материал, который вам не виден" in page) is not sees

    def test_a_used_file_is_not_deleted_and_the_page_says_why(self) -> None:
        attachment = stored_file()
        article = factories.draft(body=body_with(attachment), headline="Стоит здесь")
        client = as_("editor")
        for answer in (client.get(delete(attachment)), client.post(delete(attachment), {"post": "yes"})):
            assert f'href="{article.admin_url}">Стоит здесь' in text_of(answer)
        chosen = {"action": "delete_selected", "_selected_action": [attachment.pk], "post": "yes"}
        assert "Стоит здесь" in text_of(client.post(LIST, chosen))
        assert Attachment.objects.exists()

    def test_an_unused_one_is_deleted_from_the_list(self) -> None:
        attachments = [stored_file(), stored_file()]
        chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in attachments], "post": "yes"}
        with transaction.atomic():
            as_("editor").post(LIST, chosen)
        assert not Attachment.objects.exists()

    def test_the_list_takes_a_constant_number_of_queries(self, django_assert_max_num_queries) -> None:
        client = as_("editor")
        for _number in range(8):
            attachment = stored_file()
            factories.draft(body=body_with(attachment))
        actions.publish(factories.approved(body=body_with(attachment)), by=member("editor"))
        with django_assert_max_num_queries(14):
            assert client.get(LIST).status_code == 200

    def test_the_list_is_filtered_and_searched(self) -> None:
        shown, hidden = stored_file(mp4(), "Запись.mp4"), stored_file(name="Решение.pdf")
        factories.published(body=body_with(shown))
        client = as_("journalist")
        for query, expected in (
            ({"public": "yes"}, [shown]),
            ({"public": "no"}, [hidden]),
            ({"kind__exact": "video"}, [shown]),
            ({"q": "реш"}, [hidden]),
        ):
            assert client.get(LIST, query).context["cl"].result_list == expected
