"""Images as JSON: records, and the upload of one file of several."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from newsroom.images import records
from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.models import Image
from tests.newsroom.images.files import encoded, quarters, stored_image, upload_file, with_iptc
from tests.newsroom.images.image_forms import as_
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:images_image_upload")
RECORDS = reverse("admin:images_image_records")
WRITERS = ("head", "editor", "journalist", "writer_corrector", "writer_moderator")


def send(client: Client, data: bytes, name: str = "снимок.jpg", **fields: Any) -> Any:
    return client.post(UPLOAD, {"upload": upload_file(data, name), **fields})


class TestUpload:
    @pytest.mark.parametrize("key", WRITERS)
    def test_writers_upload(self, key: str) -> None:
        data = with_iptc({120: "Жители у водовода".encode(), 80: "Әсел".encode()})
        answer = send(as_(key), data, "Водовод_утром.jpg").json()
        image = Image.objects.get()
        assert answer["id"] == image.pk
        assert (answer["caption"], answer["credit"], answer["alt"]) == ("Жители у водовода", "Әсел", "")
        assert (answer["width"], answer["height"], answer["is_known"]) == (900, 600, False)
        assert (image.title, image.uploaded_by) == ("Водовод утром", member(key))
        assert f'data-image="{image.pk}"' in answer["tile"]

    @pytest.mark.parametrize("key", ["corrector", "moderator"])
    def test_others_get_a_sentence(self, key: str) -> None:
        response = send(as_(key), encoded(quarters()))
        assert response.status_code == 403
        assert response.json()["reasons"]
        assert not Image.objects.exists()

    @pytest.mark.parametrize("key", ["outsider", None])
    def test_who_may_not_enter_gets_401(self, key: str | None) -> None:
        client = as_(key) if key else Client()
        assert send(client, encoded(quarters())).status_code == 401
        assert client.get(UPLOAD).status_code == 401
        assert not Image.objects.exists()

    def test_a_forged_request_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(member("journalist"))
        assert send(client, encoded(quarters())).status_code == 403
        token = client.get(UPLOAD).json()["csrf"]
        response = client.post(UPLOAD, {"upload": upload_file(encoded(quarters()))}, headers={"X-CSRFToken": token})
        assert response.status_code == 200

    def test_a_known_file_is_said_to_be_known_and_keeps_its_texts(self) -> None:
        data = encoded(quarters())
        first = send(as_("journalist"), data).json()
        Image.objects.update(caption="Подпись", title="Название")
        second = send(as_("editor"), data, "иначе.jpg").json()
        assert second["id"] == first["id"]
        assert second["is_known"]
        assert "уже загружали" in second["notices"][0]
        assert (second["title"], second["caption"]) == ("Название", "Подпись")

    @pytest.mark.parametrize(("size", "said"), [((1500, 1000), False), ((1199, 900), True), ((1200, 629), True)])
    def test_a_small_picture_is_accepted_with_a_warning(self, size: tuple[int, int], said: bool) -> None:
        answer = send(as_("journalist"), encoded(quarters(size))).json()
        assert any("Мала для главной" in notice for notice in answer["notices"]) == said

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "Файл пустой"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG не принимается"),
            (b"<html><script>alert(1)</script>", "Это страница HTML"),
            (encoded(quarters()) + b"<script>alert(1)</script>", "спрятано другое содержимое"),
            (encoded(quarters()) + b"PK\x05\x06" + b"\x00" * 18, "спрятано другое содержимое"),
            (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "повреждён или обрывается"),
            (b"x" * (MAX_BYTES + 1), "Файл больше 20 МБ"),
        ],
    )
    def test_a_refused_file_gets_its_own_sentence(self, media: Path, data: bytes, sentence: str) -> None:
        response = send(as_("journalist"), data)
        assert response.status_code == 422
        (reason,) = response.json()["reasons"]
        assert sentence in reason
        assert not Image.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]

    @pytest.mark.parametrize("size", [(10_000, 10_000), (20_000, 20_000)])
    def test_a_bomb_is_refused_before_it_is_decoded(self, size: tuple[int, int]) -> None:
        bomb = encoded(Pillow.new("1", size), "PNG")
        assert len(bomb) < 100_000
        response = send(as_("journalist"), bomb, "бомба.png")
        assert response.status_code == 422
        assert "больше 60 мегапикселей" in response.json()["reasons"][0]

    @pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "C:\\windows\\evil.jpg", "/абсолютный/путь.jpg", "..jpg"])
    def test_a_name_with_a_path_names_no_file(self, media: Path, name: str) -> None:
        assert send(as_("journalist"), encoded(quarters()), name).status_code == 200
        image = Image.objects.get()
        assert image.file.startswith("originals/")
        assert "/" not in image.title
        assert "\\" not in image.title
        assert all(path.is_relative_to(media) for path in media.rglob("*"))

    def test_no_file_is_a_sentence(self) -> None:
        response = as_("journalist").post(UPLOAD, {"upload": "текст"})
        assert response.status_code == 422
        assert "Файл не пришёл" in response.json()["reasons"][0]

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_refused(self, method: str) -> None:
        assert getattr(as_("head"), method)(UPLOAD).status_code == 405


class TestRecords:
    def test_they_come_with_the_address_of_a_private_rendition(self) -> None:
        image = stored_image(caption="Подпись", credit="Фото", alt="Описание")
        client = as_("journalist")
        (found,) = client.get(RECORDS, {"ids": image.pk}).json()["results"]
        assert found["url"] == records.address(image)
        assert (found["caption"], found["credit"], found["alt"]) == ("Подпись", "Фото", "Описание")
        assert client.get(found["url"]).status_code == 200
        assert Client().get(found["url"]).status_code == 302

    @pytest.mark.parametrize("ids", ["", "999", "abc", "-1", "1.5", "9" * 40, ",,,", "٣", "1;DROP"])
    def test_ids_that_do_not_exist_are_left_out(self, ids: str) -> None:
        assert as_("corrector").get(RECORDS, {"ids": ids}).json() == {"results": []}

    def test_many_take_one_statement_more(self, django_assert_max_num_queries: Any) -> None:
        ids = ",".join(str(stored_image((300, 300)).pk) for _ in range(4))
        client = as_("journalist")
        with django_assert_max_num_queries(5):
            assert len(client.get(RECORDS, {"ids": ids}).json()["results"]) == 4

    @pytest.mark.parametrize(("key", "status"), [("moderator", 403), ("outsider", 401), (None, 401)])
    def test_others_see_nothing(self, key: str | None, status: int) -> None:
        image = stored_image(title="Водовод")
        client = client_of(member(key)) if key else Client()
        response = client.get(RECORDS, {"ids": image.pk})
        assert response.status_code == status
        assert "results" not in response.json()
