from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks
from django.db import connection

from newsroom import checks


def ids(messages: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


class TestThisInstallation:
    def test_it_has_nothing_to_say(self, settings: object) -> None:
        # Without the host that Django adds for its test client.
        settings.ALLOWED_HOSTS = list(settings.ENVIRONMENT.allowed_hosts)  # type: ignore[attr-defined]
        assert [message for message in run_checks() if str(message.id).startswith("newsroom.")] == []

    @pytest.mark.django_db
    def test_it_has_nothing_to_say_about_the_database(self) -> None:
        assert checks.encoding(databases=["default"]) == []


class TestMistakes:
    def test_it_tells_of_old_time_zones(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Almaty before March 2024.
        monkeypatch.setattr(checks, "ZoneInfo", lambda name: ZoneInfo("Etc/GMT-6"))
        assert ids(checks.time_zones()) == ["newsroom.E001"]

    def test_it_tells_of_addresses_that_lead_nowhere(self, settings: object) -> None:
        settings.ALLOWED_HOSTS = ["127.0.0.1", "[::1]", "example.kz"]  # type: ignore[attr-defined]
        assert ids(checks.site_url()) == ["newsroom.W001"]
        settings.SITE_URL = "https://example.kz"  # type: ignore[attr-defined]
        assert checks.site_url() == []

    def test_it_tells_of_debugging_in_public(self, settings: object) -> None:
        settings.DEBUG = True  # type: ignore[attr-defined]
        assert checks.debugging() == []
        settings.SITE_URL = "https://example.kz"  # type: ignore[attr-defined]
        assert ids(checks.debugging()) == ["newsroom.E002"]

    def test_it_tells_of_a_key_that_others_can_read(self, settings: object, tmp_path: Path) -> None:
        settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
        assert checks.secret_key() == []
        (tmp_path / "secret-key").touch(mode=0o600)
        assert checks.secret_key() == []
        (tmp_path / "secret-key").chmod(0o640)
        assert ids(checks.secret_key()) == ["newsroom.W002"]

    @pytest.mark.django_db
    def test_it_tells_of_a_database_for_one_alphabet(self, monkeypatch: pytest.MonkeyPatch) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("only PostgreSQL has other encodings")
        cursor = SimpleNamespace(execute=lambda sql: None, fetchone=lambda: ("LATIN1",))
        cursor.__enter__ = lambda: cursor  # type: ignore[attr-defined]

        class Cursor:
            def __enter__(self) -> SimpleNamespace:
                return cursor

            def __exit__(self, *_: object) -> None:
                return None

        monkeypatch.setattr(connection, "cursor", Cursor)
        assert ids(checks.encoding(databases=["default"])) == ["newsroom.E003"]
