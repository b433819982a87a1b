"""The doctor's checks, each called alone with changed settings or values."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from newsroom import health
from newsroom.doctor import clock, examination, folders
from newsroom.doctor.health import REMEDIES
from newsroom.page_cache.models import SiteVersion
from tests.newsroom.images.buckets import Bucket
from tests.newsroom.images.files import stored_image
from tests.newsroom.mail_server import MailServer
from tests.newsroom.running import free_port


def doctor(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What it prints; it finds something, as there is no server here."""
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    return dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())


def test_each_check_of_health_ready_has_a_remedy() -> None:
    assert set(REMEDIES) == {name for name, _check in health.CHECKS}


@pytest.mark.django_db
class TestChecks:
    def test_pages_of_a_former_version(
        self, capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path
    ) -> None:
        settings.PAGES_DIR = tmp_path
        with transaction.atomic():
            SiteVersion.bump()
        assert doctor(capsys)["pages"].startswith("not of the current version: ")

    def test_a_disk_that_is_nearly_full(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = shutil.disk_usage("/")._replace(free=200 * 1024**2)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
        assert "200 MB" in doctor(capsys)["free disk"]

    def test_files_of_another_user(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(folders.os, "geteuid", lambda: 12345)
        assert "chown -R 12345" in doctor(capsys)["owner of files"]

    def test_a_clock_that_was_put_back(self, capsys: pytest.CaptureFixture[str]) -> None:
        SiteVersion.objects.update_or_create(
            id=1, defaults={"number": 1, "token": "x", "started_at": timezone.now() + timedelta(hours=3)}
        )
        assert "timedatectl" in doctor(capsys)["last change"]

    def test_a_database_with_another_clock(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no clock of its own")
        later = timezone.now() + timedelta(seconds=90)
        monkeypatch.setattr(clock.timezone, "now", lambda: later)
        assert "timedatectl" in doctor(capsys)["clock"]

    def test_more_threads_than_connections(self, capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no limit of connections")
        assert doctor(capsys)["database connections"] == "ok"
        settings.WEB_WORKERS, settings.WEB_THREADS = 16, 16
        assert "max_connections" in doctor(capsys)["database connections"]

    def test_a_check_that_fails_itself(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail() -> list[str]:
            raise RuntimeError("one\ntwo")

        monkeypatch.setattr(examination, "CHECKS", (("first", fail), ("second", list)))
        said = doctor(capsys)
        assert said["first"].endswith("RuntimeError: one")
        assert said["second"] == "ok"


@pytest.mark.django_db
def test_the_mail_server_is_asked_without_a_letter(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 5
    with MailServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        assert doctor(capsys)["mail"] == "ok"
    assert server.heard
    assert not {"MAIL", "RCPT", "DATA"} & set(server.heard)


@pytest.mark.django_db(transaction=True)
class TestPicturesInABucket:
    def test_originals_that_anybody_can_read(self, capsys: pytest.CaptureFixture[str], bucket: Bucket) -> None:
        assert doctor(capsys)["secrecy of pictures"] == "ok"
        stored_image()
        assert doctor(capsys)["secrecy of pictures"] == "ok"
        bucket.open_to_anybody("*")
        assert "public/" in doctor(capsys)["secrecy of pictures"]

    def test_a_bucket_that_is_away(
        self, capsys: pytest.CaptureFixture[str], bucket: Bucket, settings: Settings
    ) -> None:
        away = bucket._replace(host=f"127.0.0.1:{free_port()}")
        settings.STORAGES = {**settings.STORAGES, "default": away.storage_setting()}
        assert "MEDIA_STORAGE" in doctor(capsys)["secrecy of pictures"]
