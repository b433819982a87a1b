import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
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

    def test_it_misses_a_disk_that_takes_no_more_bytes(self, client: Client) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            answer = client.get("/health/ready")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert (answer.status_code, answer.json()["folder"]) == (503, "File too large")

    def test_it_leaves_nothing_behind(self, client: Client) -> None:
        before = set(settings.VAR_DIR.iterdir())
        client.get("/health/ready")
        assert set(settings.VAR_DIR.iterdir()) == before

    def test_it_misses_a_database_that_only_reads(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET LOCAL transaction_read_only TO on")
        else:
            monkeypatch.setattr(os, "access", lambda *_: False)
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["database"]) == (503, "read only")

    def test_it_asks_everything(self) -> None:
        assert [name for name, _check in health.CHECKS] == ["database", "worker", "folder", "pages"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_working")
class TestAWriteLock:
    """One writer on SQLite keeps other writers waiting, never readers: each thread has a connection of its own."""

    @pytest.fixture(autouse=True)
    def _locked(self) -> Iterator[None]:
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite has one lock for all")
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield
            writer.execute("ROLLBACK")

    @pytest.mark.parametrize("address", ["/", "/kk/", "/search/?q=вода", "/feed/", "/team/", "/health/ready"])
    def test_readers_do_not_notice_it(self, address: str) -> None:
        def read() -> int:
            try:
                return Client().get(address).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor() as pool:
            start = time.monotonic()
            assert pool.submit(read).result() == 200
            assert time.monotonic() - start < 5
