"""The library of files, through HTTP, as users of each role."""

import threading
from pathlib import Path

import pytest
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.storage import media as storage
from newsroom.images.storage.folder import FolderStorage
from tests.newsroom.body.made_files import docx, mp4, pdf, stored_file, upload_file, wav
from tests.newsroom.images.files import everything
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


class TestRoles:
    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "writer_corrector"])
    def test_writers_upload(self, key: str) -> None:
        assert as_(key).post(ADD, {"upload": upload_file(pdf()), "title": "Решение"}).status_code == 302
        assert as_(key).post(UPLOAD, {"file": upload_file(pdf())}).status_code == 200
        assert {row.uploaded_by for row in Attachment.objects.all()} == {member(key)}
        assert Attachment.objects.count() == 2

    @pytest.mark.parametrize("key", ["corrector", "moderator", "outsider", None])
    def test_others_do_not_upload(self, key: str | None) -> None:
        client = as_(key) if key else Client()
        for address, name in ((ADD, "upload"), (UPLOAD, "file")):
            assert client.get(address).status_code in (302, 403, 405)
            assert client.post(address, {name: upload_file(pdf()), "title": "x"}).status_code in (302, 403)
        assert not Attachment.objects.exists()
        assert everything() == []

    @pytest.mark.parametrize("key", ["head", "editor", "journalist", "corrector"])
    def test_most_roles_see_files_and_change_titles(self, key: str) -> None:
        attachment = stored_file()
        client = as_(key)
        for address in (LIST, change(attachment), files.admin_address(attachment), RECORDS):
            assert client.get(address).status_code == 200, address
        sent = {"title": "Новое название", "version": attachment.version}
        assert client.post(change(attachment), sent).status_code == 302
        assert Attachment.objects.get().title == "Новое название"

    @pytest.mark.parametrize(("typed", "many"), [("\0реш\0ение", 1), ("я " * 1500, 0), ("х" * 9000, 0)])
    def test_the_editor_searches_for_anything_that_is_typed(self, typed: str, many: int) -> None:
        stored_file()
        response = as_("journalist").get(RECORDS, {"q": typed})
        assert len(response.json()["results"]) == many

    @pytest.mark.parametrize("key", ["moderator", "outsider", None])
    def test_others_see_nothing(self, key: str | None) -> None:
        attachment = stored_file(name="zzcanary.pdf")
        client = as_(key) if key else Client()
        for address in (
            *(LIST, ADD, change(attachment), files.admin_address(attachment), delete(attachment)),
            *(RECORDS, f"{RECORDS}?ids={attachment.pk}", f"{RECORDS}?q=zz", UPLOAD),
        ):
            for response in (client.get(address), client.head(address)):
                assert response.status_code in (302, 403, 405), address
                assert "zzcanary" not in text_of(response)
        for address in (change(attachment), delete(attachment)):
            assert client.post(address, {"title": "x", "version": 1, "post": "yes"}).status_code in (302, 403)
        assert Attachment.objects.get().title == "zzcanary"

    @pytest.mark.parametrize(("key", "may"), [("head", 1), ("editor", 1), ("journalist", 0), ("corrector", 0)])
    def test_editors_delete(self, key: str, may: int) -> None:
        attachment = stored_file()
        response = as_(key).post(delete(attachment), {"post": "yes"})
        assert response.status_code == (302 if may else 403)
        assert Attachment.objects.count() == 1 - may


class TestUpload:
    def test_the_title_comes_from_the_file_or_the_form(self) -> None:
        client = as_("journalist")
        client.post(ADD, {"upload": upload_file(pdf(), "..\\../Решение_суда.pdf"), "title": ""})
        client.post(ADD, {"upload": upload_file(pdf(), "x.pdf"), "title": " Протокол\u202e "})
        assert set(Attachment.objects.values_list("title", flat=True)) == {"Решение суда", "Протокол"}

    def test_forged_fields_are_ignored(self) -> None:
        forged = {"file": "../x", "public_token": "0" * 32, "kind": "video", "sha256": "x", "bytes": "1"}
        as_("journalist").post(ADD, {"upload": upload_file(pdf()), "title": "", **forged})
        row = Attachment.objects.get()
        assert (row.kind, row.public_token, row.extension) == ("document", None, "pdf")
        assert row.file.startswith("attachments/")

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "Файл пустой"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG не принимается"),
            (b"<html><script>alert(1)</script>", "Это страница HTML"),
            (b"MZ" + bytes(100), "Это программа"),
            (docx({"word/vbaProject.bin": b"x"}), "есть макросы"),
            (b"x" * (MAX_BYTES + 1), "Файл больше 20 МБ"),
        ],
    )
    def test_a_refusal_is_a_sentence_and_leaves_nothing(self, data: bytes, sentence: str) -> None:
        client = as_("journalist")
        response = client.post(ADD, {"upload": upload_file(data), "title": "Мой заголовок"})
        (error,) = response.context["adminform"].form.errors["upload"]
        assert sentence in error
        assert "Мой заголовок" in text_of(response)
        answer = client.post(UPLOAD, {"file": upload_file(data)})
        assert (answer.status_code, list(answer.json())) == (400, ["error"])
        assert sentence in answer.json()["error"]
        assert not Attachment.objects.exists()
        assert everything() == []

    def test_a_request_without_a_file_is_a_sentence(self) -> None:
        for sent in ({}, {"file": "x"}):
            answer = as_("journalist").post(UPLOAD, sent)
            assert (answer.status_code, answer.json()["error"][:11]) == (400, "Файл пустой")

    def test_a_full_disk_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(FolderStorage, "write", refuse)
        answer = as_("journalist").post(UPLOAD, {"file": upload_file(pdf())})
        assert "не удалось сохранить файл" in answer.json()["error"]
        assert not Attachment.objects.exists()

    def test_a_known_file_gives_the_existing_row(self) -> None:
        data = pdf()
        known = stored_file(data, "Первое.pdf")
        client = as_("journalist")
        page = client.post(ADD, {"upload": upload_file(data), "title": "Второе"}, follow=True)
        assert "уже загружали" in text_of(page)
        assert client.post(UPLOAD, {"file": upload_file(data)}).json()["id"] == known.pk
        assert [row.title for row in Attachment.objects.all()] == ["Первое"]
        assert everything() == [files.private_name(known)]

    @pytest.mark.any_database
    @pytest.mark.django_db(transaction=True)
    def test_the_same_file_from_two_at_once_is_one_row(self) -> None:
        data, answers, barrier = pdf(), [], threading.Barrier(4)
        clients = [as_("journalist") for _number in range(4)]

        def upload(client: Client) -> None:
            barrier.wait()
            try:
                answers.append(client.post(UPLOAD, {"file": upload_file(data)}).json()["id"])
            finally:
                connection.close()

        threads = [threading.Thread(target=upload, args=[client]) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [Attachment.objects.get().pk] * 4
        assert len(everything()) == 1


class TestRecords:
    def test_they_say_what_the_editor_shows(self) -> None:
        attachment = stored_file(mp4(), "Запись.mp4")
        (record,) = as_("corrector").get(f"{RECORDS}?ids={attachment.pk}").json()["results"]
        assert record == {
            "id": attachment.pk,
            "title": "Запись",
            "kind": "video",
            "extension": "mp4",
            "bytes": attachment.bytes,
            "size": f"MP4, {filesizeformat(attachment.bytes)}",
            "url": f"/admin/body/attachment/{attachment.pk}/file/",
        }

    def test_they_are_found_by_words_of_the_title(self) -> None:
        for name in ("Решение суда.pdf", "Протокол.pdf", "О решении.pdf"):
            stored_file(name=name)
        found = as_("journalist").get(RECORDS, {"q": "РЕШЕНИ"}).json()["results"]
        assert [record["title"] for record in found] == ["О решении", "Решение суда"]

    @pytest.mark.parametrize("ids", ["", "x", "0", "-1", "٣", "9" * 40, "1,,2", "1;2"])
    def test_what_is_no_id_is_left_out(self, ids: str) -> None:
        assert as_("journalist").get(RECORDS, {"ids": ids}).json() == {"results": []}

    def test_it_takes_a_constant_number_of_queries(self, django_assert_max_num_queries) -> None:
        client = as_("journalist")
        for _number in range(12):
            stored_file()
        with django_assert_max_num_queries(6):
            assert len(client.get(RECORDS).json()["results"]) == 12


class TestPrivateFile:
    def test_the_staff_see_and_seek_it(self) -> None:
        data = wav()
        address = files.admin_address(stored_file(data, "x.wav"))
        response = as_("corrector").get(address, headers={"range": "bytes=2-5"})
        assert (response.status_code, b"".join(response.streaming_content)) == (206, data[2:6])
        assert response["Content-Type"] == "audio/wav"
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))

    def test_a_document_never_opens_as_a_page_of_the_admin(self) -> None:
        response = as_("corrector").get(files.admin_address(stored_file(b"a,b", "x.csv")))
        assert response["Content-Disposition"] == 'attachment; filename="x.csv"'
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_what_is_not_there_is_not_found(self) -> None:
        attachment = stored_file()
        storage.delete(files.private_name(attachment))
        client = as_("corrector")
        assert client.get(files.admin_address(attachment)).status_code == 404
        assert client.get(reverse("admin:body_attachment_file", args=[987654])).status_code == 404
