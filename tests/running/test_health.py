import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from newsroom import health
from newsroom.worker import heartbeat


@pytest.fixture
def _working() -> None:
    heartbeat.beat(settings.VAR_DIR)


class TestLive:
    def test_it_answers_without_a_database(self, client: Client) -> None:
        answer = client.get("/health/live")
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.usefixtures("_working")
class TestReady:
    def test_it_is_well(self, client: Client) -> None:
        answer = client.get("/health/ready")
        assert answer.status_code == 200
        assert set(answer.json().values()) == {"ok"}

    def test_it_misses_the_worker(self, client: Client) -> None:
        long_ago = time.time() - 300
        os.utime(settings.VAR_DIR / heartbeat.NAME, (long_ago, long_ago))
        answer = client.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json()["worker"].startswith("silent for 3")

    def test_it_misses_a_worker_that_never_was(self, client: Client) -> None:
        (settings.VAR_DIR / heartbeat.NAME).unlink()
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["worker"]) == (503, "never seen")

    def test_it_misses_the_database(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail() -> None:
            raise OperationalError("password=secret")

        monkeypatch.setattr(connection, "cursor", fail)
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["database"]) == (503, "OperationalError")
        assert "secret" not in answer.text

    def test_it_misses_the_disk(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(self: Path, text: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_text", fail)
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["folder"]) == (503, "No space left on device")

    def test_it_asks_everything(self) -> None:
        assert [name for name, _check in health.CHECKS] == ["database", "worker", "folder"]
