"""Uploading an image, through HTTP."""

from pathlib import Path

import pytest

from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.models import Image
from newsroom.images.storage.folder import FolderStorage
from tests.newsroom.images.files import encoded, quarters, upload_file, with_iptc
from tests.newsroom.images.image_forms import ADD, TYPED, as_, change
from tests.users import member

pytestmark = pytest.mark.django_db


class TestUpload:
    def test_title_and_texts_come_from_the_file(self):
        data = with_iptc({120: "Из файла".encode(), 80: "Автор".encode()})
        as_("journalist").post(ADD, {"upload": upload_file(data, "Акимат_утром.jpg"), "credit": "Фото: своё"})
        image = Image.objects.get()
        assert (image.title, image.caption, image.credit) == ("Акимат утром", "Из файла", "Фото: своё")

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "Файл пустой"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG не принимается"),
            (b"<html><script>alert(1)</script>", "Это страница HTML"),
            (b"GIF89a" + b"\x00" * 100, "Формат GIF не принимается"),
            (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "повреждён или обрывается"),
            (b"x" * (MAX_BYTES + 1), "Файл больше 20 МБ"),
        ],
    )
    def test_a_refusal_is_shown_at_the_file_and_the_texts_are_kept(self, media: Path, data: bytes, sentence: str):
        response = as_("journalist").post(ADD, {"upload": upload_file(data), **TYPED})
        assert response.status_code == 200
        (error,) = response.context["adminform"].form.errors["upload"]
        assert sentence in error
        html = response.content.decode()
        assert all(text in html for text in TYPED.values())
        assert not Image.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_a_full_disk_is_reported_at_the_file(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as trouble:
            trouble.setattr(FolderStorage, "write", refuse)
            response = as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED})
        assert "не удалось сохранить файл" in response.content.decode()
        assert not Image.objects.exists()

    def test_nothing_is_stored_while_another_field_is_invalid(self, media: Path):
        response = as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED, "alt": "x" * 501})
        assert "alt" in response.context["adminform"].form.errors
        assert not Image.objects.exists()
        assert not media.exists()

    def test_a_file_is_required(self):
        response = as_("journalist").post(ADD, TYPED)
        assert "upload" in response.context["adminform"].form.errors

    def test_invisible_characters_are_dropped(self):
        typed = {**TYPED, "title": "Водо\u202eвод\x07", "caption": "Раз\r\n\r\n\r\n\r\nдва\u200b"}
        as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **typed})
        image = Image.objects.get()
        assert (image.title, image.caption) == ("Водовод", "Раз\n\nдва")

    def test_forged_fields_are_ignored(self):
        forged = {"file": "../x", "public_token": "0" * 32, "version": "9", "focal_x": "7", "uploaded_by": "1"}
        as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED, **forged})
        image = Image.objects.get()
        assert image.public_token is None
        assert (image.crop_version, image.focal_x, image.uploaded_by) == (1, 0.5, member("journalist"))
        assert image.file.startswith("originals/")

    def test_the_same_file_leads_to_the_existing_image(self):
        data = encoded(quarters())
        as_("journalist").post(ADD, {"upload": upload_file(data), **TYPED, "alt": ""})
        response = as_("editor").post(
            ADD,
            {"upload": upload_file(data), "title": "Иначе", "caption": "Иначе", "alt": "Новое описание"},
            follow=True,
        )
        image = Image.objects.get()
        assert response.redirect_chain[-1][0] == change(image)
        said = response.content.decode()
        assert "уже загружали" in said
        assert "добавлен" not in said.lower()
        assert (image.title, image.caption, image.alt) == ("Водовод", TYPED["caption"], "Новое описание")
        assert image.uploaded_by == member("journalist")
