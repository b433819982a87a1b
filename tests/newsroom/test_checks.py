from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks
from django.db import connection

from newsroom import checks
from newsroom.env import LOOPBACK
from tests.newsroom.test_settings import manage


def ids(messages: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


class TestThisInstallation:
    def test_it_has_nothing_to_say(self, settings: object) -> None:
        # Without the host that Django adds for its test client.
        settings.ALLOWED_HOSTS = list(LOOPBACK)  # type: ignore[attr-defined]
        assert [message for message in run_checks() if str(message.id).startswith("newsroom.")] == []

    @pytest.mark.django_db
    def test_it_has_nothing_to_say_about_the_database(self) -> None:
        assert checks.encoding(databases=["default"]) == []


class TestADeployment:
    def test_it_gets_no_warning_about_middleware_that_is_replaced_on_purpose(self, tmp_path: Path) -> None:
        done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://example.kz")
        assert (done.returncode, done.stderr) == (0, "")


class TestAMisspeltVariable:
    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            ("SITEURL", "SITE_URL"),
            ("ALLOWED_HOST", "ALLOWED_HOSTS"),
            ("DATABASE_URI", "DATABASE_URL"),
            ("TIMEZONE", "TIME_ZONE"),
            ("WEB_WORKER", "WEB_WORKERS"),
            ("SECRET_KEYS", "SECRET_KEY"),
        ],
    )
    def test_it_is_named(self, given: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(given, "value")
        [warning] = checks.misspelt_variables()
        assert given in warning.msg
        assert warning.hint == f"{meant}?"

    @pytest.mark.parametrize("name", ["PORTS", "TZ", "PATH", "PGPORT", "BIN", "EMAIL", "DATABASE", "SITE", "WORKERS"])
    def test_it_is_not_a_variable_of_others(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(name, "value")
        assert checks.misspelt_variables() == []

    def test_it_is_named_before_a_command_and_in_the_file_too(self, tmp_path: Path) -> None:
        (tmp_path / "env").write_text("SITEURL=https://example.kz\n")
        done = manage(tmp_path, "showmigrations", "staff", ENV_FILE=str(tmp_path / "env"))
        assert done.returncode == 0
        assert "Nothing reads the variable SITEURL." in done.stderr
        assert "HINT: SITE_URL?" in done.stderr


class TestMistakes:
    def test_it_reports_old_time_zones(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Almaty before March 2024.
        monkeypatch.setattr(checks, "ZoneInfo", lambda name: ZoneInfo("Etc/GMT-6"))
        assert ids(checks.time_zones()) == ["newsroom.E001"]

    def test_it_reports_loopback_addresses_of_a_public_site(self, settings: object) -> None:
        settings.ALLOWED_HOSTS = ["127.0.0.1", "[::1]", "example.kz"]  # type: ignore[attr-defined]
        assert ids(checks.site_url()) == ["newsroom.W001"]
        settings.SITE_URL = "https://example.kz"  # type: ignore[attr-defined]
        assert checks.site_url() == []

    def test_it_reports_debugging_in_public(self, settings: object) -> None:
        settings.DEBUG = True  # type: ignore[attr-defined]
        assert checks.debugging() == []
        settings.SITE_URL = "https://example.kz"  # type: ignore[attr-defined]
        assert ids(checks.debugging()) == ["newsroom.E002"]

    def test_it_reports_a_key_that_others_can_read(self, settings: object, tmp_path: Path) -> None:
        settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
        assert checks.secret_key() == []
        (tmp_path / "secret-key").touch(mode=0o600)
        assert checks.secret_key() == []
        (tmp_path / "secret-key").chmod(0o640)
        assert ids(checks.secret_key()) == ["newsroom.W002"]

    @pytest.mark.django_db
    def test_it_reports_a_database_for_one_alphabet(self, monkeypatch: pytest.MonkeyPatch) -> None:
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
