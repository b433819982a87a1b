"""The settings of an installation, read as Django reads them: by running `newsroom/settings.py`."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import env
from tests.newsroom.installation import Installation, manage


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


class TestAnEmptyEnvironment:
    def test_it_is_a_newsroom_on_this_machine(self, installation: Installation) -> None:
        found = installation.read()
        var = installation.folder / "var"
        assert (found["VAR_DIR"], found["PORT"], found["BIND"]) == (var, 8000, "127.0.0.1")
        assert (found["WEB_WORKERS"], found["WEB_THREADS"], found["TRUSTED_PROXIES"]) == (2, 4, 0)
        assert found["SITE_URL"] == "http://127.0.0.1:8000"
        assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
        assert found["TIME_ZONE"] == "Asia/Almaty"
        assert found["DEBUG"] is False
        assert found["DATABASES"]["default"]["NAME"] == str(var / "newsroom.sqlite3")
        assert found["EMAIL_FILE_PATH"] == str(var / "mail")

    def test_it_takes_an_empty_value_for_none(self, installation: Installation) -> None:
        assert installation.read(PORT=" ", SITE_URL="", DEBUG="", DATABASE_URL="", BIND="")["PORT"] == 8000


class TestValuesThatAreUnderstood:
    def test_it_lets_the_site_follow_the_port(self, installation: Installation) -> None:
        assert installation.read(PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"

    def test_it_answers_the_sites_own_host_loopback_and_those_given(self, installation: Installation) -> None:
        found = installation.read(SITE_URL="https://Example.KZ/", ALLOWED_HOSTS="www.example.kz, .example.org")
        assert found["SITE_URL"] == "https://example.kz"
        assert found["ALLOWED_HOSTS"] == ["example.kz", *env.LOOPBACK, "www.example.kz", ".example.org"]

    @pytest.mark.parametrize(
        ("text", "meant"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False)]
    )
    def test_it_reads_yes_and_no(self, installation: Installation, text: str, meant: bool) -> None:
        assert installation.read(DEBUG=text)["DEBUG"] is meant

    @pytest.mark.parametrize(
        ("text", "address"), [("10.0.0.5", "10.0.0.5"), ("::", "::"), ("[::1]", "::1"), ("Web-1", "web-1")]
    )
    def test_it_takes_an_address_to_listen_on(self, installation: Installation, text: str, address: str) -> None:
        assert installation.read(BIND=text)["BIND"] == address

    def test_it_takes_a_folder_with_any_name(self, installation: Installation) -> None:
        folder = installation.folder / "50% a?b#c"
        name = installation.read(VAR_DIR=str(folder))["DATABASES"]["default"]["NAME"]
        assert name == str(folder / "newsroom.sqlite3")


class TestTheFile:
    def test_it_is_read_and_the_environment_wins(self, installation: Installation) -> None:
        file = installation.folder / "env"
        file.write_text("# ours\nexport PORT=8123\nSITE_URL='https://example.kz'\nDEMO_PASSWORD=пароль\n")
        found = installation.read(ENV_FILE=str(file), PORT="9000")
        assert (found["PORT"], found["SITE_URL"]) == (9000, "https://example.kz")
        assert os.environ["DEMO_PASSWORD"] == "пароль"

    def test_it_lies_in_the_project_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "environ", {})
        (tmp_path / ".env").write_text("PORT=8123\n")
        env.read_file(tmp_path)
        assert os.environ["PORT"] == "8123"

    def test_it_is_refused_when_it_is_no_text(
        self, installation: Installation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = installation.folder / "env"
        file.write_bytes(b"PORT=\xff\xfe")
        with pytest.raises(SystemExit):
            installation.read(ENV_FILE=str(file))
        assert "этот файл нельзя прочитать" in capsys.readouterr().err


class TestTheDatabaseAddress:
    def test_it_takes_a_file(self, installation: Installation) -> None:
        base = settings.BASE_DIR
        assert installation.database("sqlite:///data/my%20news.sqlite3")["NAME"] == f"{base}/data/my news.sqlite3"
        assert installation.database("sqlite:////srv/news.sqlite3")["NAME"] == "/srv/news.sqlite3"

    def test_it_keeps_an_acknowledged_save_over_a_power_cut(self, installation: Installation) -> None:
        options = installation.database("sqlite:///a")["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] == 20
        assert "journal_mode=WAL" in options["init_command"]
        assert "synchronous=FULL" in options["init_command"]

    def test_it_takes_a_server(self, installation: Installation) -> None:
        found = installation.database("postgres://edi%40tor:p%2Fw@db.example:6432/news?sslmode=require")
        assert found["ENGINE"] == "django.db.backends.postgresql"
        assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
            "edi@tor",
            "p/w",
            "db.example",
            "6432",
            "news",
        ]
        assert found["OPTIONS"] == {"connect_timeout": "5", "sslmode": "require"}

    def test_it_takes_a_unix_socket(self, installation: Installation) -> None:
        found = installation.database("postgresql://editor@/news?host=/run/postgresql")
        assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "news")


class TestTheMailAddress:
    def test_it_takes_a_server(self, installation: Installation) -> None:
        found = installation.read(EMAIL_URL="smtp://me:p%40w@mail.example?tls=1&from=news@example.kz")
        assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("me", "p@w")
        assert found["DEFAULT_FROM_EMAIL"] == "news@example.kz"

    def test_it_encrypts_from_the_first_byte(self, installation: Installation) -> None:
        found = installation.read(EMAIL_URL="smtps://mail.example", SITE_URL="https://example.kz")
        assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)
        assert found["DEFAULT_FROM_EMAIL"] == "newsroom@example.kz"

    def test_it_takes_a_folder(self, installation: Installation) -> None:
        found = installation.read(EMAIL_URL="file:letters")
        assert found["EMAIL_FILE_PATH"] == str(installation.folder / "var" / "letters")


BAD_VALUES = [
    ("CDN_PURGE_URL", "10.0.0.5:6081"),
    ("CDN_PURGE_URL", "https://key:s3cret@cdn.example/"),
    ("CDN_PURGE_URL", "https://cdn.example/?token=s3cret"),
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
    ("BIND", "0.0.0.0:80"),
    ("BIND", "http://0.0.0.0"),
    ("BIND", "*"),
    ("WEB_WORKERS", "0"),
    ("WEB_WORKERS", "many"),
    ("WEB_THREADS", "65"),
    ("ENV_FILE", "no-such-file"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "https://example.kz"),
    ("ALLOWED_HOSTS", "example.kz example.org"),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "k" * 49),
    ("TIME_ZONE", "Almaty"),
    ("TIME_ZONE", "../../etc/passwd"),
    ("TIME_ZONE", "/etc/localtime"),
    ("DEBUG", "maybe"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "all"),
    ("DATABASE_URL", "news.sqlite3"),
    ("DATABASE_URL", "sqlite:///a?mode=ro"),
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
    def test_it_says_which_and_why_in_one_line(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], name: str, value: str
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            installation.read(**{name: value})
        sentence = capsys.readouterr().err
        assert stop.value.code == 2
        assert sentence.startswith(f"{name}=")
        assert sentence.count("\n") == 1
        assert " / " in sentence

    @pytest.mark.parametrize("name", ["DATABASE_URL", "EMAIL_URL"])
    def test_it_hides_the_password(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        with pytest.raises(SystemExit):
            installation.read(**{name: "mysql://editor:s3cret@host/news"})
        shown = capsys.readouterr().err
        assert "…@host/news" in shown
        assert "s3cret" not in shown

    def test_it_refuses_a_folder_that_is_a_file(
        self, installation: Installation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (installation.folder / "taken").write_text("")
        with pytest.raises(SystemExit):
            installation.read(VAR_DIR=str(installation.folder / "taken"))
        assert capsys.readouterr().err.startswith("VAR_DIR=")

    def test_it_refuses_a_folder_without_permission(
        self, installation: Installation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(SystemExit):
            installation.read()
        assert "нет прав" in capsys.readouterr().err

    def test_it_stops_a_command_with_code_2_and_no_traceback(self, tmp_path: Path) -> None:
        done = manage(tmp_path, "check", TIME_ZONE="Nowhere")
        assert done.returncode == 2
        assert done.stderr.startswith("TIME_ZONE='Nowhere': ")
        assert done.stderr.count("\n") == 1
