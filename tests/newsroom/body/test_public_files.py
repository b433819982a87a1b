"""The public addresses of attached files."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images import public
from newsroom.images.storage import base, names
from newsroom.images.storage import media as storage
from tests.newsroom.body.made_files import mp4, pdf, stored_file, wav
from tests.newsroom.images.files import everything, folders, rolled_back

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("either_storage")]
in_folder = pytest.mark.parametrize("either_storage", ["folder"], indirect=True)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def published(data: bytes = b"", name: str = "Решение суда.pdf") -> Attachment:
    attachment = stored_file(data, name)
    with transaction.atomic():
        files.publish_all([attachment.pk])
    attachment.refresh_from_db()
    return attachment


def withdraw(attachment: Attachment) -> None:
    with transaction.atomic():
        files.withdraw(attachment)


def content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


class TestPublic:
    def test_a_document_is_downloaded(self, client: Client) -> None:
        data = pdf()
        attachment = published(data)
        response = client.get(files.address(attachment))
        assert (response.status_code, content(response)) == (200, data)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="reshenie-suda.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "public, max-age=600, must-revalidate"
        assert "Set-Cookie" not in response
        assert "Cookie" not in response.get("Vary", "")

    @pytest.mark.parametrize(("data", "kind"), [(wav(), "audio/wav"), (mp4(), "video/mp4")])
    def test_a_recording_is_shown_in_the_page(self, client: Client, data: bytes, kind: str) -> None:
        response = client.get(files.address(published(data)))
        assert (response["Content-Type"], "Content-Disposition" in response) == (kind, False)
        assert response["Accept-Ranges"] == "bytes"

    def test_text_has_its_encoding(self, client: Client) -> None:
        response = client.get(files.address(published("Ә;Ғ".encode(), "x.csv")))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment")

    def test_the_public_copy_is_in_the_storage(self) -> None:
        attachment = published()
        with storage.read(files.stored_public_name(attachment)) as file:
            assert len(file.read()) == attachment.bytes
        assert list(storage.files(names.PENDING)) == []

    def test_a_cache_revalidates(self, client: Client) -> None:
        address = files.address(published())
        tag = client.get(address)["ETag"]
        response = client.get(address, headers={"if-none-match": f'"x", W/{tag}'})
        assert (response.status_code, response["ETag"], response.content) == (304, tag, b"")

    @in_folder
    def test_it_takes_one_query(self, client: Client, django_assert_num_queries) -> None:
        address = files.address(published())
        with django_assert_num_queries(1):
            client.get(address)

    @in_folder
    def test_it_allows_get_and_head_only(self, client: Client) -> None:
        address = files.address(published())
        head = client.head(address)
        assert (head.status_code, int(head["Content-Length"]) > 0, content(head)) == (200, True, b"")
        for method in (client.post, client.put, client.delete):
            assert method(address).status_code == 405


class TestParts:
    @pytest.mark.parametrize(
        ("asked", "part"),
        [
            ("bytes=0-0", slice(0, 1)),
            ("bytes=10-19", slice(10, 20)),
            ("bytes=10-", slice(10, None)),
            ("bytes=-5", slice(-5, None)),
            ("bytes=0-999999999", slice(0, None)),
            ("bytes=-999999999", slice(0, None)),
        ],
    )
    def test_a_player_gets_the_part_that_it_asks_for(self, client: Client, asked: str, part: slice) -> None:
        data = wav()
        response = client.get(files.address(published(data)), headers={"range": asked})
        assert (response.status_code, content(response)) == (206, data[part])
        first, last, _step = part.indices(len(data))
        assert response["Content-Range"] == f"bytes {first}-{last - 1}/{len(data)}"
        assert response["Content-Length"] == str(last - first)

    @in_folder
    @pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-9999999", "bytes=-0"])
    def test_a_part_outside_is_416(self, client: Client, asked: str) -> None:
        data = wav()
        response = client.get(files.address(published(data)), headers={"range": asked})
        assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(data)}")

    @in_folder
    @pytest.mark.parametrize(
        "asked", ["bytes=0-1,3-4", "bytes=-", "bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=٠-٩", "0-1", ""]
    )
    def test_another_header_gets_the_whole(self, client: Client, asked: str) -> None:
        data = wav()
        response = client.get(files.address(published(data)), headers={"range": asked})
        assert (response.status_code, content(response)) == (200, data)

    @in_folder
    def test_a_part_of_another_version_is_not_sent(self, client: Client) -> None:
        address = files.address(published(wav()))
        tag = client.get(address)["ETag"]
        for known, status in ((tag, 206), ('"other"', 200)):
            headers = {"range": "bytes=0-9", "if-range": known}
            assert client.get(address, headers=headers).status_code == status


class TestNotPublic:
    def test_it_is_not_found_after_withdrawal(self, client: Client) -> None:
        attachment = published()
        address = files.address(attachment)
        withdraw(attachment)
        response = client.get(address, headers={"if-none-match": f'"{attachment.public_token}"'})
        assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
        assert folders() == []
        assert storage.exists(files.private_name(attachment))

    def test_published_again_it_has_another_address(self, client: Client) -> None:
        attachment = published()
        former = files.address(attachment)
        withdraw(attachment)
        with transaction.atomic():
            files.publish_all([attachment.pk])
        attachment.refresh_from_db()
        assert client.get(former).status_code == 404
        assert client.get(files.address(attachment)).status_code == 200

    def test_a_rollback_leaves_nothing_public(self, client: Client) -> None:
        attachment = stored_file()
        with rolled_back():
            files.publish_all([attachment.pk])
            (current,) = files.locked([attachment.pk])
            address = files.address(current)
        assert client.get(address).status_code == 404
        assert not Attachment.objects.get().is_public

    @in_folder
    def test_a_wrong_address_is_not_found(self, client: Client) -> None:
        attachment = published()
        token = attachment.public_token
        for rest in (
            f"file-{token}",
            f"file-{token}/",
            f"file-{token}/reshenie-suda.pdf/",
            f"file-{token}/../reshenie-suda.pdf",
            f"file-{token}/%2e%2e%2fx.pdf",
            f"file-{token}/x.pdf%00",
            f"file-{'0' * 32}/reshenie-suda.pdf",
            f"file-{(token or '').upper()}/reshenie-suda.pdf",
            f"{token}-1/full-640.jpeg",
            attachment.file,
            f"private/{attachment.file}",
        ):
            assert client.get(f"/media/{rest}").status_code == 404, rest

    def test_another_name_leads_to_the_right_one(self, client: Client) -> None:
        attachment = published()
        for name in ("drugoe.pdf", "reshenie-suda.html", "x.exe"):
            response = client.get(f"/media/file-{attachment.public_token}/{name}")
            assert (response.status_code, response["Location"]) == (302, files.address(attachment))


class TestSweeping:
    def test_folders_that_belong_to_no_file_are_removed(self) -> None:
        kept = published()
        lost = published()
        Attachment.objects.filter(pk=lost.pk).update(public_token=None)
        assert files.sweep() == 1
        assert folders() == [files.folder_name(kept)]
        assert (public.sweep(), files.sweep()) == (0, 0)

    def test_a_publication_that_has_not_ended_is_left_alone(self) -> None:
        attachment = stored_file()
        with transaction.atomic():
            files.publish_all([attachment.pk])
            # As another process sees it.
            Attachment.objects.filter(pk=attachment.pk).update(public_token=None)
            assert (files.sweep(), public.sweep(), len(folders())) == (0, 0, 1)

    @in_folder
    def test_bytes_without_a_row_are_removed_after_a_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept, lost = stored_file(), stored_file()
        Attachment.objects.filter(pk=lost.pk).delete()
        assert files.sweep_private() == 0
        monkeypatch.setattr(base, "_YOUNG_SECONDS", -1)
        assert files.sweep_private() == 1
        assert everything() == [files.private_name(kept)]
