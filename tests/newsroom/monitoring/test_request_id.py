"""The id of a request: where it comes from, and which answers name it."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


class TestTheAnswer:
    @pytest.mark.parametrize("address", ["/", "/no-such-page/", "/robots.txt", "/feed/"])
    def test_a_public_page_is_the_same_bytes_for_everybody(self, client: Client, address: str) -> None:
        assert "X-Request-ID" not in client.get(address, headers={"X-Request-ID": "from-the-proxy"}).headers

    @pytest.mark.parametrize("address", ["/admin/login/", "/health/live", "/search/?q=вода"])
    def test_one_that_is_never_stored_names_it(self, client: Client, address: str) -> None:
        assert client.get(address, headers={"X-Request-ID": "from-the-proxy"})["X-Request-ID"] == "from-the-proxy"

    def test_it_is_made_where_none_is_given(self, client: Client) -> None:
        names = {client.get("/health/live")["X-Request-ID"] for _ in range(2)}
        assert len(names) == 2
        assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)

    @pytest.mark.parametrize("given", ["short", "x" * 65, 'a" } {"level": "x', "строка-строка", "with space"])
    def test_one_that_no_proxy_makes_is_replaced(self, client: Client, given: str) -> None:
        answer = client.get("/health/live", headers={"X-Request-ID": given})
        assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])
