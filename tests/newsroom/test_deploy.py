"""The example configuration of nginx: TLS in front of a real server."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.newsroom.running import Running, copy_work_tree, environment, free_port, manage, wait_for

DEPLOY = Path(settings.BASE_DIR) / "deploy"
HOST = "news.example"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
FRAME = (
    "daemon off; pid {folder}/pid; error_log {folder}/error.log;\n{user}events {{}}\nhttp {{ {paths} access_log off;\n"
)
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Proxied:
    """A newsroom behind nginx, on loopback ports."""

    def __init__(self, folder: Path) -> None:
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
        )
        done = manage(self.checkout, "setup", **self.values)
        assert done.returncode == 0, done.stderr

    def make_certificate(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def configuration(self) -> Path:
        """Write deploy/nginx.conf with ports and a certificate of the test, in a frame like nginx's own."""
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        text = re.sub(r"listen \[::\].*\n", "", text)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{self.plain};")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.tls} ")
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{self.backend}")
        text = text.replace(f"/etc/letsencrypt/live/{HOST}", str(self.folder))
        paths = "".join(f"{name}_temp_path {self.folder}/{name};" for name in TEMPORARY)
        frame = FRAME.format(folder=self.folder, paths=paths, user="user root;\n" if not os.geteuid() else "")
        file = self.folder / "nginx.conf"
        file.write_text(f"{frame}{text}}}\n", encoding="utf-8")
        return file

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> http.client.HTTPResponse:
        """Ask over TLS as a browser does that knows the public host."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, context=context, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, {"Host": HOST, **sent})
        return connection.getresponse()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    if not NGINX or not shutil.which("openssl"):
        pytest.skip("nginx or openssl is not installed")
    site = Proxied(tmp_path_factory.mktemp("deploy"))
    site.make_certificate()
    serve = [sys.executable, "manage.py", "serve"]
    server = Running(serve, folder=site.checkout, log=site.folder / "log", environment=site.values)
    nginx = subprocess.Popen([NGINX, "-c", site.configuration(), "-e", site.folder / "error.log"])
    try:
        wait_for(lambda: _answers(site), "nginx or the server does not answer")
        yield site
    finally:
        nginx.terminate()
        nginx.wait(20)
        server.kill()


def _answers(site: Proxied) -> bool:
    with suppress(OSError):
        return site.ask("/").status == http.client.OK
    return False


class TestNginx:
    def test_a_reader_gets_the_site_over_tls(self, proxied: Proxied) -> None:
        answer = proxied.ask("/", Accept_Encoding="gzip")
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
        assert "Strict-Transport-Security" in answer.headers

    def test_plain_http_goes_to_https(self, proxied: Proxied) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", proxied.plain, timeout=20)
        connection.request("GET", "/kk/?page=2", headers={"Host": HOST})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/kk/?page=2")

    def test_another_host_is_refused(self, proxied: Proxied) -> None:
        assert proxied.ask("/", Host="other.example").status == http.client.BAD_REQUEST

    def test_the_state_of_the_machine_is_not_public(self, proxied: Proxied) -> None:
        for path in ("/health/ready", "/metrics"):
            inside = http.client.HTTPConnection("127.0.0.1", proxied.backend, timeout=20)
            inside.request("GET", path)
            assert inside.getresponse().status != http.client.NOT_FOUND
            assert proxied.ask(path).status == http.client.NOT_FOUND

    def test_the_first_head_logs_in(self, proxied: Proxied) -> None:
        values = {**proxied.values, "DJANGO_SUPERUSER_PASSWORD": "a-long-password-1"}
        command = ("createsuperuser", "--noinput", "--username", "first", "--name", "First")
        made = manage(proxied.checkout, *command, **values)
        assert made.returncode == 0, made.stderr
        answer = _log_in(proxied, "first", "a-long-password-1")
        assert (answer.status, answer.headers["Location"]) == (302, "/admin/")
        cookie = answer.headers.get_all("Set-Cookie") or []
        assert all("Secure" in line for line in cookie)
        session = next(line for line in cookie if line.startswith("admin_session")).partition(";")[0]
        page = proxied.ask("/admin/staff/invitation/add/", Cookie=session)
        assert page.status == http.client.OK


def _log_in(site: Proxied, username: str, password: str) -> http.client.HTTPResponse:
    form = site.ask("/admin/login/")
    cookie = (form.headers["Set-Cookie"] or "").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())
    assert token
    body = f"csrfmiddlewaretoken={token[1]}&username={username}&password={password}&next=/admin/"
    return site.ask(
        "/admin/login/", "POST", body, Cookie=cookie, Origin=f"https://{HOST}",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
