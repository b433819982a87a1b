"""The example configuration of nginx: TLS in front of a real server."""

import http.client
import re

from tests.newsroom.proxied import HOST, Proxied
from tests.newsroom.running import manage


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
