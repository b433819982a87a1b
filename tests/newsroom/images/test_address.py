"""The variables of the storage of images, read as Django reads them."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from newsroom.images.storage.address import origin
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.newsroom.images.files import stored_image
from tests.newsroom.installation import Installation


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


class TestTheStorage:
    def test_it_is_a_folder(self, installation: Installation) -> None:
        found = installation.read()
        assert found["STORAGES"]["default"]["BACKEND"].endswith(".FolderStorage")
        assert found["MEDIA_ROOT"] == installation.folder / "var" / "media"
        assert (found["MEDIA_URL"], found["MEDIA_ORIGIN"]) == ("/media/", "")

    def test_it_is_a_bucket(self, installation: Installation) -> None:
        address = "s3://KEY:a%2Fb%2Bc@s3.example.kz:9000/news-media/photos/1?region=kz-1"
        options = installation.read(MEDIA_STORAGE=address)["STORAGES"]["default"]["OPTIONS"]
        assert options == {
            "access_key": "KEY",
            "secret_key": "a/b+c",
            "endpoint_url": "https://s3.example.kz:9000",
            "region_name": "kz-1",
            "bucket_name": "news-media",
            "location": "photos/1",
        }

    def test_it_may_take_the_key_from_elsewhere_and_do_without_encryption(self, installation: Installation) -> None:
        options = installation.read(MEDIA_STORAGE="s3://[::1]:9000/news?tls=0")["STORAGES"]["default"]["OPTIONS"]
        assert (options["access_key"], options["secret_key"]) == (None, None)
        assert options["endpoint_url"] == "http://[::1]:9000"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("MEDIA_STORAGE", "s3://key:s3cret@host"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host/"),
            ("MEDIA_STORAGE", "s3://key:s3cret@/bucket"),
            ("MEDIA_STORAGE", "s3://key@host/bucket"),
            ("MEDIA_STORAGE", "s3://:s3cret@host/bucket"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host:many/bucket"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host/Bucket"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host/bucket/../other"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host/bucket?tls=maybe"),
            ("MEDIA_STORAGE", "s3://key:s3cret@host/bucket?acl=public-read"),
            ("MEDIA_STORAGE", "https://key:s3cret@host/bucket"),
            ("MEDIA_STORAGE", "file:/srv/media"),
            ("MEDIA_URL", "cdn.example.kz"),
            ("MEDIA_URL", "/pictures/"),
            ("MEDIA_URL", "ftp://cdn.example.kz/media/"),
            ("MEDIA_URL", "https://cdn.example.kz/media/?x=1"),
            ("MEDIA_URL", "https://key:s3cret@cdn.example.kz/"),
            ("MEDIA_URL", "https://cdn.example.kz; script-src *"),
        ],
    )
    def test_other_values_stop_the_start_with_one_sentence(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], name: str, value: str
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            installation.read(**{name: value})
        sentence = capsys.readouterr().err
        assert (stop.value.code, sentence.count("\n")) == (2, 1)
        assert sentence.startswith(f"{name}=")
        assert "s3cret" not in sentence


class TestAnotherHostForImages:
    def test_it_is_read(self, installation: Installation) -> None:
        found = installation.read(MEDIA_URL="https://CDN.example.kz/media")
        assert (found["MEDIA_URL"], found["MEDIA_ORIGIN"]) == (
            "https://CDN.example.kz/media/",
            "https://cdn.example.kz",
        )
        assert origin("/media/") == ""

    @pytest.mark.django_db(transaction=True)
    def test_pages_feeds_and_structured_data_point_there(self, settings: Settings, client: Client) -> None:
        settings.MEDIA_URL = "https://cdn.example.kz/media/"
        article = factories.published(image=stored_image((1500, 1000)))
        page = client.get(PublishedArticle.objects.get(pk=article.pk).get_absolute_url()).content.decode()
        feed = client.get("/feed/").content.decode()
        for text in (page, feed):
            assert "https://cdn.example.kz/media/" in text
            assert "127.0.0.1:8000https" not in text
            assert "/media/" not in text.replace("https://cdn.example.kz/media/", "")
