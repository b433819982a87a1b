"""A real server behind a real nginx with the configuration of `deploy/`."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.installations import copy_prepared
from tests.newsroom.running import Running, copy_work_tree, environment, free_port, wait_for

DEPLOY = Path(settings.BASE_DIR) / "deploy"
HOST = "news.example"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
MODULES = "include /etc/nginx/modules-enabled/*.conf; "
HAS_BROTLI = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf").exists()
FRAME = (
    MODULES
    + "daemon off; pid {folder}/pid; error_log {folder}/error.log;\n{user}events {{}}\n"
    + "http {{ {paths} access_log off;\n"
)
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Proxied:
    """A newsroom behind nginx, on loopback ports."""

    server: Running

    def __init__(self, folder: Path, prepared: Path, **values: str) -> None:
        self.folder = folder
        self.checkout = copy_work_tree(folder / "checkout")
        self.tls, self.plain, self.backend = free_port(), free_port(), free_port()
        self.values = environment(
            folder / "var",
            SITE_URL=f"https://{HOST}",
            TRUSTED_PROXIES="1",
            PORT=str(self.backend),
            WEB_WORKERS="1",
            METRICS="1",
            **values,
        )
        copy_prepared(prepared, folder / "var")

    def make_certificate(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def configuration(self, text: str) -> Path:
        """Write a configuration with ports and a certificate of the test, in a frame like nginx's own."""
        text = re.sub(r"listen \[::\].*\n", "", text)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.tls} ")
        text = text.replace("/var/lib/newsroom", str(self.folder / "var"))
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{self.backend}")
        text = text.replace(f"/etc/letsencrypt/live/{HOST}", str(self.folder))
        if not HAS_BROTLI:
            text = re.sub(r"brotli_static .*\n", "", text)
        paths = "".join(f"{name}_temp_path {self.folder}/{name};" for name in TEMPORARY)
        frame = FRAME.format(folder=self.folder, paths=paths, user="user root;\n" if not os.geteuid() else "")
        file = self.folder / "nginx.conf"
        file.write_text(f"{frame}{text}}}\n", encoding="utf-8")
        return file

    def start(self) -> None:
        """Start the application server and wait until nginx passes its answers."""
        command = [sys.executable, "manage.py", "serve"]
        self.server = Running(command, folder=self.checkout, log=self.folder / "log", environment=self.values)
        wait_for(lambda: self._answers(), "nginx or the server does not answer")

    def _answers(self) -> bool:
        with suppress(OSError):
            return self.ask("/").status == http.client.OK
        return False

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> http.client.HTTPResponse:
        """Ask over TLS as a browser does that knows the public host."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, context=context, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, {"Host": HOST, **sent})
        return connection.getresponse()


@contextmanager
def served(site: Proxied, configuration: str) -> Iterator[None]:
    """Run the server, and nginx with this configuration in front of it."""
    site.make_certificate()
    nginx = subprocess.Popen([str(NGINX), "-c", site.configuration(configuration), "-e", site.folder / "error.log"])
    try:
        site.start()
        yield
    finally:
        nginx.terminate()
        nginx.wait(20)
        site.server.kill()


def require_nginx() -> None:
    """Skip the test where nginx is missing."""
    if not NGINX or not shutil.which("openssl"):
        pytest.skip("nginx or openssl is not installed")


@pytest.fixture(scope="session")
def proxied(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Proxied]:
    require_nginx()
    site = Proxied(tmp_path_factory.mktemp("deploy"), prepared)
    with served(site, (DEPLOY / "nginx.conf").read_text(encoding="utf-8")):
        yield site
