"""The servers that are measured, on loopback ports, all of one newsroom."""

import http.client
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings

from newsroom.page_cache import files
from tests.bench.served import cores, nginx
from tests.bench.served.hot.renderings import VARIABLE
from tests.bench.served.wrk import WRK
from tests.newsroom.proxied import NGINX
from tests.newsroom.running import Running, environment, free_port, wait_for

GUNICORN = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py")
OWN_SETTINGS = "tests.bench.served.settings"


@dataclass(frozen=True)
class Site:
    """`stored` and its worker are the newsroom as in production; `renderings` is the log of `stored`."""

    folder: Path
    nginx: Running
    nginx_port: int
    static_port: int
    stored: Running
    worker: Running
    uncached: Running
    empty: Running
    renderings: Path

    def copy_as_static_files(self, path: str, content: bytes) -> None:
        """Let nginx serve a stored page as a plain file with the given bytes, and as files for each coding."""
        same = self.folder / f"static{nginx.SAME_ANSWER}"
        same.parent.mkdir(parents=True)
        assert settings.PAGES_DIR
        for stored in Path(settings.PAGES_DIR, files.CURRENT, path.strip("/")).glob("index.html*"):
            shutil.copy2(stored, same.with_name(stored.name.replace("index", same.stem)))
        (self.folder / f"static{nginx.STATIC_FILE}").write_bytes(content)


class Starter:
    """Starts servers on the servers' core and remembers them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[Running] = []

    def start(self, name: str, command: list[str], **values: str) -> Running:
        chosen = {"DATABASE_URL": os.environ["DATABASE_URL"]} if "DATABASE_URL" in os.environ else {}
        variables = environment(
            settings.VAR_DIR, ENV_FILE=os.devnull, SITE_URL=settings.SITE_URL, TRUSTED_PROXIES="1",
            PORT=str(free_port()), **chosen, **values,
        )  # fmt: skip
        with cores.pinned(cores.SERVER):
            log = self.folder / f"{name}.log"
            running = Running(command, folder=settings.BASE_DIR, log=log, environment=variables)
        self.started.append(running)
        return running

    def manage(self, name: str, command: str, **values: str) -> Running:
        return self.start(name, [sys.executable, "manage.py", command], DJANGO_SETTINGS_MODULE=OWN_SETTINGS, **values)

    def empty_view(self) -> Running:
        address = f"127.0.0.1:{free_port()}"
        workers = str(settings.WEB_WORKERS)
        command = [sys.executable, *GUNICORN, "--bind", address, "--workers", workers, "tests.bench.served.empty_view"]
        running = self.start("empty", command)
        running.port = int(address.rpartition(":")[2])
        return running


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Start all servers of the newsroom in VAR_DIR; end them at the end."""
    starter = Starter(folder)
    renderings = folder / "renderings"
    port, static_port = free_port(), free_port()
    try:
        uncached = starter.manage("uncached", "serve")
        stored = starter.manage("stored", "serve", **{VARIABLE: str(renderings)})
        empty = starter.empty_view()
        worker = starter.manage("worker", "worker", **{VARIABLE: str(renderings)})
        command = nginx.command(
            folder, port=port, static_port=static_port, backend=stored.port, var=Path(settings.VAR_DIR)
        )
        proxy = starter.start("nginx", command)
        site = Site(folder, proxy, port, static_port, stored, worker, uncached, empty, renderings)
        for server_port in (uncached.port, stored.port, empty.port, port):
            wait_for(partial(_answers, server_port), f"the server on port {server_port}")
        yield site
    finally:
        for running in reversed(starter.started):
            running.kill()


def _answers(port: int) -> bool:
    return get(port, "/")[0] == http.client.OK


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    """Ask one of the servers; return the status, 0 without an answer, and the bytes of the body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def missing() -> list[str]:
    """Return the programs of the served part that this machine lacks."""
    return [name for name, path in (("nginx", NGINX), ("wrk", WRK)) if not path]
