"""Two hosts of one newsroom: one PostgreSQL and one bucket, and for each a folder, a server and a worker of its own."""

import http.client
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from newsroom.page_cache import files
from tests.newsroom.images.buckets import Bucket
from tests.newsroom.running import Running, free_port, manage, wait_for
from tests.users import client_of, member

TOKEN = "t" * 32
"""A token of a form: the cookie and the form hold the same."""


class Host:
    """One of them."""

    def __init__(self, folder: Path, **values: str) -> None:
        self.folder, self.port = folder, free_port()
        self.values = {**values, "VAR_DIR": str(folder), "PORT": str(self.port)}
        folder.mkdir()
        done = manage(settings.BASE_DIR, "setup", **self.values)
        assert done.returncode == 0, done.stderr
        self.server, self.worker = self._run("serve"), self._run("worker")

    def _run(self, command: str) -> Running:
        return Running(
            [sys.executable, "manage.py", command],
            folder=settings.BASE_DIR,
            log=self.folder / f"{command}.log",
            environment=self.values,
        )

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; status 0 if there is no answer."""
        return self.server.get(path)

    def press(self, address: str, login: str, **answers: object) -> int:
        """Send a form of the admin as this member of the staff; return the status."""
        session = client_of(member(login)).cookies["admin_session"].value
        body = "&".join(f"{name}={value}" for name, value in {**answers, "csrfmiddlewaretoken": TOKEN}.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"admin_session={session}; admin_csrf={TOKEN}",
        }
        connection.request("POST", address, body, headers)
        return connection.getresponse().status

    def stored(self, name: str) -> str:
        """A file of the version that its link leads to; empty if there is none."""
        path = self.folder / "pages" / files.CURRENT / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def version(self) -> int:
        """The number of the version that its link leads to."""
        return int(files.linked(self.folder / "pages").partition("-")[0] or 0)

    def kill(self) -> None:
        """End it as a failing machine does."""
        for running in (self.worker, self.server):
            running.kill()


@pytest.fixture
def hosts(process_environment: dict[str, str], bucket: Bucket, tmp_path: Path) -> Iterator[tuple[Host, Host]]:
    """Both, with their servers and workers at work."""
    if connection.vendor != "postgresql":
        pytest.skip("two hosts need PostgreSQL")
    values = {
        **process_environment,
        "ENV_FILE": os.devnull,
        "SITE_URL": "http://news.example",
        "MEDIA_STORAGE": bucket.address,
        "WEB_WORKERS": "2",
    }
    started: list[Host] = []
    try:
        for name in ("a", "b"):
            started.append(Host(tmp_path / name, **values))
        for host in started:
            wait_for(lambda host=host: host.server.status("/health/ready") == 200, "a host")  # type: ignore[misc]
        yield started[0], started[1]
    finally:
        for host in started:
            host.kill()
