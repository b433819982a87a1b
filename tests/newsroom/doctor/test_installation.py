"""`manage.py doctor` as an operator runs it, beside a running server."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from newsroom.doctor.examination import CHECKS
from tests.installations import copy_prepared
from tests.newsroom.running import Running, environment, free_port, manage


class Installed:
    """An installation that is in order."""

    def __init__(self, folder: Path, prepared: Path) -> None:
        self.var_dir = folder / "var"
        copy_prepared(prepared, self.var_dir)
        self.env_file = folder / "env"
        self.env_file.touch(mode=0o640)
        self.values = environment(self.var_dir, ENV_FILE=str(self.env_file), PORT=str(free_port()), WEB_WORKERS="1")
        assert self.run("backup").returncode == 0
        self.server = Running(
            [sys.executable, "manage.py", "serve"],
            folder=settings.BASE_DIR,
            log=folder / "log",
            environment=self.values,
        )
        self.server.wait_until_ready()

    def run(self, command: str, **values: str) -> subprocess.CompletedProcess[str]:
        return manage(settings.BASE_DIR, command, **(self.values | values))

    def examine(self, **values: str) -> dict[str, str]:
        """Return what is wrong, by the names of the checks."""
        (self.var_dir / "worker-heartbeat").touch()
        done = self.run("doctor", **values)
        assert done.stderr == ""
        wrong: dict[str, str] = {}
        for line in done.stdout.splitlines():
            name, _colon, sentence = line.partition(": ")
            assert name in dict(CHECKS)
            if sentence != "ok":
                wrong[name] = f"{wrong.get(name, '')}{sentence}\n"
        assert len(done.stdout.splitlines()) >= len(CHECKS)
        assert done.returncode == bool(wrong)
        return wrong


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Installed]:
    site = Installed(tmp_path_factory.mktemp("doctor"), prepared)
    yield site
    site.server.kill()


def test_everything_is_in_order(installed: Installed) -> None:
    assert installed.examine() == {}


def test_a_public_site_with_the_settings_of_a_trial(installed: Installed) -> None:
    wrong = installed.examine(SITE_URL="https://news.example")
    assert set(wrong) == {"proxies", "server and robots.txt", "mail"}
    assert "TRUSTED_PROXIES=1" in wrong["proxies"]
    # The running server knows the public host no better than the settings it was started with.
    assert "400" in wrong["server and robots.txt"]
    assert "EMAIL_URL" in wrong["mail"]


def test_a_public_site_without_tls(installed: Installed) -> None:
    wrong = installed.examine(SITE_URL="http://news.example")
    assert "https://" in wrong["proxies"]
    assert "security.W012" in wrong["settings"]


def test_a_port_that_others_reach_beside_the_proxy(installed: Installed) -> None:
    wrong = installed.examine(BIND="0.0.0.0", TRUSTED_PROXIES="1")  # noqa: S104 (what is refused)
    assert set(wrong) == {"proxies"}
    assert "BIND=127.0.0.1" in wrong["proxies"]


def test_a_server_and_a_mail_server_that_are_away(installed: Installed) -> None:
    nobody = free_port()
    wrong = installed.examine(PORT=str(nobody), EMAIL_URL=f"smtp://127.0.0.1:{nobody}")
    assert set(wrong) == {"server and robots.txt", "mail"}
    assert "ConnectionRefusedError" in wrong["mail"]


def test_a_database_that_is_away(installed: Installed) -> None:
    wrong = installed.examine(DATABASE_URL=f"postgres://newsroom@127.0.0.1:{free_port()}/newsroom")
    assert {"database", "migrations", "database version", "clock"} <= set(wrong)
    assert "DATABASE_URL" in wrong["database"]


def test_a_new_folder(installed: Installed, tmp_path: Path) -> None:
    values = {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/newsroom.sqlite3"}
    wrong = installed.examine(**values)
    assert set(wrong) == {"worker", "pages", "migrations", "last change", "static files", "backups"}
    assert all("setup" in wrong[name] for name in ("migrations", "static files"))


def test_an_old_backup(installed: Installed) -> None:
    backup = next((installed.var_dir / "backups").iterdir())
    now = time.time()
    try:
        os.utime(backup, (now - 40 * 3600,) * 2)
        assert "40" in installed.examine()["backups"]
    finally:
        os.utime(backup, (now, now))


def test_secrets_that_others_can_read(installed: Installed) -> None:
    mail = installed.var_dir / "mail"
    closed = [path for path in mail.parents if not path.stat().st_mode & 1]
    modes = {path: path.stat().st_mode for path in (*closed, mail, installed.env_file)}
    try:
        for path in modes:
            path.chmod(0o755)
        wrong = installed.examine()
        assert set(wrong) == {"secrecy of files", "configuration file"}
        assert f"chmod o= {mail}" in wrong["secrecy of files"]
        # A closed folder above protects it.
        mail.parent.chmod(0o750)
        assert set(installed.examine()) == {"configuration file"}
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_files_that_nginx_cannot_read(installed: Installed) -> None:
    static = installed.var_dir / "static"
    mode = static.stat().st_mode
    try:
        static.chmod(0o700)
        # On this machine alone nobody else reads them.
        assert installed.examine() == {}
        assert f"chmod g+rx {static}" in installed.examine(SITE_URL="https://news.example")["files for nginx"]
    finally:
        static.chmod(mode)


def test_a_stylesheet_that_was_changed_after_the_set_up(installed: Installed) -> None:
    manifest = installed.var_dir / "static" / "staticfiles.json"
    kept = manifest.stat()
    try:
        os.utime(manifest, (0, 0))
        assert "setup" in installed.examine()["static files"]
    finally:
        os.utime(manifest, (kept.st_atime, kept.st_mtime))
