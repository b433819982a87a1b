"""A real Varnish with the configuration of `deploy/` in front of a real server with its worker."""

import http.client
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.newsroom.running import Running, environment, free_port, manage, wait_for

HOST = "news.example"
VARNISHD = shutil.which("varnishd", path=os.environ.get("PATH", "") + ":/usr/sbin")


class Cached:
    """A newsroom behind Varnish, on loopback ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.backend = free_port(), free_port()
        self.values = environment(
            folder / "var",
            ENV_FILE=os.devnull,
            SITE_URL=f"https://{HOST}",
            CDN_PURGE_URL=f"http://127.0.0.1:{self.port}/",
            TRUSTED_PROXIES="1",
            PORT=str(self.backend),
            WEB_WORKERS="1",
        )
        done = manage(settings.BASE_DIR, "setup", **self.values)
        assert done.returncode == 0, done.stderr
        self.server, self.worker = self._run("serve"), self._run("worker")
        self.varnish = self._run_varnish()

    def _run(self, command: str) -> Running:
        log = self.folder / f"{command}.log"
        line = [sys.executable, "manage.py", command]
        return Running(line, folder=settings.BASE_DIR, log=log, environment=self.values)

    def _run_varnish(self) -> Running:
        text = (settings.BASE_DIR / "deploy" / "varnish.vcl").read_text(encoding="utf-8")
        file = self.folder / "varnish.vcl"
        file.write_text(text.replace('"8000"', f'"{self.backend}"'), encoding="utf-8")
        command = [str(VARNISHD), "-F", "-j", "none", "-n", str(self.folder / "varnish"), "-s", "malloc,32m"]
        command += ["-f", str(file), "-a", f"127.0.0.1:{self.port}"]
        return Running(command, folder=self.folder, log=self.folder / "varnish.log", environment=self.values)

    def wait(self) -> None:
        """Wait until Varnish passes the answers of the server."""
        wait_for(self._answers, "Varnish or the server does not answer")

    def _answers(self) -> bool:
        with suppress(OSError):
            return self.ask("/").status == http.client.OK
        return False

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Ask Varnish as a browser does that knows the public host."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": HOST, **sent})
        return connection.getresponse()

    def end(self) -> None:
        """Stop all of it."""
        for running in (self.varnish, self.worker, self.server):
            running.kill()


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cached]:
    if not VARNISHD:
        pytest.skip("varnish is not installed")
    site = Cached(tmp_path_factory.mktemp("cdn"))
    try:
        site.wait()
        yield site
    finally:
        site.end()
