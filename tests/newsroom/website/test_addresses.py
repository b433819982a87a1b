"""Wrong addresses, wrong methods, and what no public page may do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.newsroom.website.website_factories import person, publish_rows, section, tag

PAGES = (
    "/",
    "/articles/7-voda/",
    "/sections/gorod/",
    "/tags/voda/",
    "/team/",
    "/team/ulpan/",
    "/about/",
    "/feed/",
    "/robots.txt",
)
WRONG = (
    "/articles/",
    "/articles/7/",
    "/articles/7-/",
    "/articles/0-voda/",
    "/articles/-7-voda/",
    "/articles/07-voda/",
    "/articles/8-voda/",
    "/articles/9223372036854775807-voda/",
    "/articles/9223372036854775808-voda/",
    "/articles/99999999999999999999999999-voda/",
    "/articles/٧-voda/",
    "/articles/7-voda/x/",
    "//articles/7-voda/",
    "/articles//7-voda/",
    "/Articles/7-voda/",
    "/ARTICLES/7-VODA/",
    "/ru/articles/7-voda/",
    "/KK/",
    "/kk/kk/",
    "/%00",
    "/sections/%00/",
    "/sections/gorod%00/",
    "/sections/GOROD/",
    "/sections/город/",
    "/sections/" + "g" * 3000 + "/",
    "/sections/gorod/before/",
    "/sections/gorod/before/x/",
    "/sections/gorod/before/-1/",
    "/sections/gorod/before/0/",
    "/sections/gorod/before/1e3/",
    "/sections/gorod/before/9223372036854775808/",
    "/sections/gorod/page/2/",
    "/tags/%ff%fe/",
    "/tags/voda/before/%00/",
    "/tags/../admin/x",
    "/team/ulpan/before/9223372036854775807/",
    "/before/9223372036854775808/",
    "/before/%D9%A1/",
    "/feed/x/",
    "/corrections/",
    "/preview/",
)


@pytest.fixture(autouse=True)
def article() -> None:
    publish_rows(7, slug="voda", section=section(), tags=[tag()], signed=[person(on_team=True)])


@pytest.mark.parametrize("address", WRONG)
@pytest.mark.parametrize("prefix", ["", "/kk"])
def test_a_wrong_address_is_not_found(reader: Client, prefix: str, address: str) -> None:
    assert reader.get(prefix + address).status_code in (301, 404)


@given(path=st.text(alphabet=st.characters(codec="utf-8"), max_size=40), room=st.sampled_from(WRONG[:1] + PAGES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_a_page(path: str, room: str) -> None:
    assert Client().get(f"{room}{path}").status_code in (200, 301, 404)


@pytest.mark.parametrize("address", ["/net-takogo/", "/articles/8-net/", "/sections/net/"])
def test_not_found_is_said_in_the_language_of_the_address(reader: Client, address: str) -> None:
    assert '<html lang="ru"' in reader.get(address).content.decode()
    assert '<html lang="kk"' in reader.get(f"/kk{address}").content.decode()


@pytest.mark.parametrize("address", PAGES)
class TestPage:
    def test_it_is_read_only(self, reader: Client, address: str) -> None:
        assert reader.head(address).status_code == 200
        for method in (reader.post, reader.put, reader.patch, reader.delete, reader.options):
            assert method(address).status_code == 405

    def test_it_ignores_the_query(self, reader: Client, address: str) -> None:
        plain = reader.get(address)
        asked = reader.get(f"{address}?page=2&before=1&lang=kk&utm_source=x&fbclid=%00")
        assert asked.status_code == 200
        assert asked.content == plain.content

    def test_it_is_the_same_for_everybody(self, reader: Client, head: object, address: str) -> None:
        plain = reader.get(address)
        member = Client(headers={"accept-language": "kk", "user-agent": "x"})
        member.force_login(head)  # type: ignore[arg-type]
        member.cookies["django_language"] = "kk"
        assert member.get(address).content == plain.content

    def test_it_sets_no_cookie_and_varies_by_nobody(self, reader: Client, address: str) -> None:
        response = reader.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "Accept-Language" not in response.get("Vary", "")

    def test_it_has_no_token_and_no_inline_code(self, reader: Client, address: str) -> None:
        page = reader.get(address).content.decode()
        for absent in ("csrf", "<style", " style=", "onclick=", "<script>"):
            assert absent not in page


class TestFailure:
    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_args: object) -> None:
            raise RuntimeError("somewhere inside")

        monkeypatch.setattr("newsroom.website.views.search.section_choice", fail)

    @pytest.mark.parametrize(("address", "language"), [("/search/", "ru"), ("/kk/search/", "kk")])
    def test_it_is_in_the_language_of_the_address(self, address: str, language: str) -> None:
        response = Client(raise_request_exception=False).get(address)
        page = response.content.decode()
        assert response.status_code == 500
        assert f'<html lang="{language}"' in page
        assert 'href="/static/css/site.css"' in page
        assert "somewhere inside" not in page

    def test_it_needs_no_database(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert Client(raise_request_exception=False).get("/search/").status_code == 500
        assert len(queries) == 0


@pytest.mark.parametrize("prefix", ["", "/kk"])
def test_extreme_dates_break_nothing(reader: Client, prefix: str) -> None:
    for address in ("/archive/0001/01/01/", "/archive/2026/0011/0025/", "/sitemaps/01.xml", "/sitemaps/00.xml"):
        assert reader.get(prefix + address).status_code == 404
    for period in ({"after": "0001-01-01"}, {"before": "9999-12-31"}, {"after": "9999-12-31"}):
        assert reader.get(f"{prefix}/search/", {"q": "вода", **period}).status_code == 200
