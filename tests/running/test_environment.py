import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import environment
from newsroom.environment import Environment, Unreadable
from newsroom.environment.database import read_database
from newsroom.environment.email import read_email
from newsroom.environment.secret_key import read_secret_key


def read(tmp_path: Path, **values: str) -> Environment:
    return environment.read({"VAR_DIR": "var", **values}, base=tmp_path)


class TestAnEmptyEnvironment:
    def test_it_is_a_newsroom_on_this_machine(self, tmp_path: Path) -> None:
        found = read(tmp_path)
        assert (found.var_dir, found.port, found.site_url) == (tmp_path / "var", 8000, "http://127.0.0.1:8000")
        assert found.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
        assert found.time_zone == "Asia/Almaty"
        assert found.debug is False
        assert found.trusted_proxies == 0
        assert found.database["NAME"] == str(tmp_path / "var" / "newsroom.sqlite3")
        assert found.email["EMAIL_FILE_PATH"] == str(tmp_path / "var" / "mail")

    def test_it_takes_an_empty_value_for_none(self, tmp_path: Path) -> None:
        assert read(tmp_path, PORT=" ", SITE_URL="", DEBUG="", DATABASE_URL="").port == 8000


class TestValuesThatAreUnderstood:
    def test_it_lets_the_site_follow_the_port(self, tmp_path: Path) -> None:
        assert read(tmp_path, PORT="8123").site_url == "http://127.0.0.1:8123"

    def test_it_answers_the_sites_own_host_loopback_and_those_given(self, tmp_path: Path) -> None:
        found = read(tmp_path, SITE_URL="https://Example.KZ/", ALLOWED_HOSTS="www.example.kz, .example.org")
        assert found.site_url == "https://example.kz"
        assert found.allowed_hosts == [
            "example.kz",
            "127.0.0.1",
            "localhost",
            "[::1]",
            "www.example.kz",
            ".example.org",
        ]

    @pytest.mark.parametrize(
        ("text", "meant"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False)]
    )
    def test_it_reads_yes_and_no(self, tmp_path: Path, text: str, meant: bool) -> None:
        assert read(tmp_path, DEBUG=text).debug is meant


class TestTheDatabaseAddress:
    def test_it_takes_a_file(self, tmp_path: Path) -> None:
        assert read_database("sqlite:///data/my%20news.sqlite3", base=tmp_path)["NAME"] == str(
            tmp_path / "data" / "my news.sqlite3"
        )
        assert read_database("sqlite:////srv/news.sqlite3", base=tmp_path)["NAME"] == "/srv/news.sqlite3"

    def test_it_keeps_an_acknowledged_save_over_a_power_cut(self, tmp_path: Path) -> None:
        options = read_database("sqlite:///a", base=tmp_path)["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] == 20
        assert "journal_mode=WAL" in options["init_command"]
        assert "synchronous=FULL" in options["init_command"]

    def test_it_takes_a_server(self, tmp_path: Path) -> None:
        found = read_database("postgres://edi%40tor:p%2Fw@db.example:6432/news?sslmode=require", base=tmp_path)
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
            "edi@tor",
            "p/w",
            "db.example",
            "6432",
            "news",
        ]
        assert found["OPTIONS"]["sslmode"] == "require"

    def test_it_takes_a_unix_socket(self, tmp_path: Path) -> None:
        found = read_database("postgresql://editor@/news?host=/run/postgresql", base=tmp_path)
        assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "news")

    def test_it_does_not_tell_the_password(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable) as refusal:
            read_database("mysql://editor:s3cret@host/news", base=tmp_path)
        assert "s3cret" not in str(refusal.value)


class TestTheMailAddress:
    def test_it_takes_a_server(self, tmp_path: Path) -> None:
        found = read_email(
            "smtp://me:p%40w@mail.example?tls=1&from=news@example.kz", base=tmp_path, site_url="http://localhost"
        )
        assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me", "p@w")
        assert found["DEFAULT_FROM_EMAIL"] == "news@example.kz"

    def test_it_encrypts_from_the_first_byte(self, tmp_path: Path) -> None:
        found = read_email("smtps://mail.example", base=tmp_path, site_url="https://example.kz")
        assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)
        assert found["DEFAULT_FROM_EMAIL"] == "newsroom@example.kz"

    def test_it_takes_a_folder(self, tmp_path: Path) -> None:
        assert read_email("file:letters", base=tmp_path, site_url="")["EMAIL_FILE_PATH"] == str(tmp_path / "letters")


BAD_VALUES = [
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "٨٠٠٠"),
    ("PORT", "-1"),
    ("SITE_URL", "example.kz"),
    ("SITE_URL", "ftp://example.kz"),
    ("SITE_URL", "https://example.kz/news/"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://user@example.kz"),
    ("SITE_URL", "http://[::1"),
    ("SITE_URL", "http://a b"),
    ("SITE_URL", "http://127.0.0.1:99999"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "https://example.kz"),
    ("ALLOWED_HOSTS", "example.kz example.org"),
    ("SECRET_KEY", "short"),
    ("TIME_ZONE", "Almaty"),
    ("TIME_ZONE", "../../etc/passwd"),
    ("TIME_ZONE", "/etc/localtime"),
    ("DEBUG", "maybe"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "all"),
    ("DATABASE_URL", "news.sqlite3"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite://host/file"),
    ("DATABASE_URL", "mysql://a:b@c/d"),
    ("DATABASE_URL", "postgres://host"),
    ("DATABASE_URL", "postgres://host/"),
    ("DATABASE_URL", "postgres://host:many/name"),
    ("DATABASE_URL", "postgres://host/name?wrong=1"),
    ("DATABASE_URL", "postgres://host/name?sslmode"),
    ("EMAIL_URL", "mail.example"),
    ("EMAIL_URL", "smtp://"),
    ("EMAIL_URL", "smtp://host/path"),
    ("EMAIL_URL", "smtp://host?tls=maybe"),
    ("EMAIL_URL", "smtp://host:many"),
    ("VAR_DIR", "a\0b"),
    ("VAR_DIR", "/proc/newsroom"),
    ("VAR_DIR", "~nobody-of-that-name/var"),
]


class TestValuesThatAreRefused:
    @pytest.mark.parametrize(("name", "value"), BAD_VALUES)
    def test_it_says_which_and_why_in_one_line(self, tmp_path: Path, name: str, value: str) -> None:
        with pytest.raises(Unreadable) as refusal:
            read(tmp_path, **{name: value})
        sentence = str(refusal.value)
        assert sentence.startswith(f"{name}=")
        assert sentence.count("\n") == 0
        assert " / " in sentence

    def test_it_refuses_a_folder_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "taken").write_text("")
        with pytest.raises(Unreadable, match="VAR_DIR"):
            read(tmp_path, VAR_DIR="taken")

    def test_it_refuses_a_folder_without_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(Unreadable, match="нет прав"):
            read(tmp_path)

    @pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("DATABASE_URL", "what"), ("TIME_ZONE", "Nowhere")])
    def test_it_stops_the_start_with_code_2_and_no_traceback(self, tmp_path: Path, name: str, value: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "VAR_DIR": str(tmp_path), name: value},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith(f"{name}='{value}': ")
        assert done.stderr.count("\n") == 1


class TestTheSecretKey:
    def test_it_is_made_once_for_its_owner_only(self, tmp_path: Path) -> None:
        key = read_secret_key("", var_dir=tmp_path)
        assert len(key) >= 50
        assert read_secret_key("", var_dir=tmp_path) == key
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]

    def test_it_is_one_for_all_who_start_at_once(self, tmp_path: Path) -> None:
        keys: list[str] = []
        barrier = threading.Barrier(8)

        def start() -> None:
            barrier.wait()
            keys.append(read_secret_key("", var_dir=tmp_path))

        threads = [threading.Thread(target=start) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(keys) == 8
        assert len(set(keys)) == 1

    def test_it_is_made_anew_after_a_full_disk_left_it_empty(self, tmp_path: Path) -> None:
        (tmp_path / "secret-key").touch()
        assert len(read_secret_key("", var_dir=tmp_path)) >= 50

    def test_it_is_refused_when_it_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "secret-key").mkdir()
        with pytest.raises(Unreadable, match="secret-key"):
            read_secret_key("", var_dir=tmp_path)
