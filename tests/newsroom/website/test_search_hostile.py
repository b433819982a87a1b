"""Hostile queries to the search page."""

import re
import runpy
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.website.search import form
from tests.newsroom.website.search_page import enter, text_of
from tests.newsroom.website.website_factories import publish_rows

pytestmark = pytest.mark.django_db


class TestHostile:
    @pytest.mark.parametrize(
        "query",
        [
            '"',
            "'",
            "мост OR",
            "NEAR(мост)",
            "a* AND -b",
            "мост^2",
            "{terms}: x",
            "\x00мост",
            "%_\\",
            "' | 'x' & !'y",
            "<b>",
            "𝕄🔥",
        ],
    )
    def test_operators_are_only_signs(self, reader: Client, query: str) -> None:
        publish_rows(1, headline="Мост")
        enter()
        response = reader.get("/search/", {"q": query})
        assert response.status_code in (200, 400)
        assert "<b>" not in response.content.decode()

    def test_fifty_thousand_characters_are_refused_with_a_sentence_and_kept(self, reader: Client) -> None:
        query = "мосты " * 8334
        with CaptureQueriesContext(connection) as asked:
            response = reader.get("/search/", {"q": query})
        assert response.status_code == 400
        assert "Слишком длинный запрос" in response.content.decode()
        assert query.strip() in response.content.decode()
        assert len(asked) <= 5

    def test_the_field_takes_no_more_than_an_address_can_carry(self, reader: Client) -> None:
        longest = int(re.findall(r'name="q"[^>]* maxlength="(\d+)"', reader.get("/search/").content.decode())[0])
        limit_request_line = runpy.run_path("deploy/gunicorn.conf.py")["limit_request_line"]
        assert form.MAX_LENGTH < longest < limit_request_line / len(quote("қ")) - 500

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "101", "9999999999", "²"])
    def test_a_page_that_is_none_is_not_found(self, reader: Client, page: str) -> None:
        publish_rows(1, headline="Мост")
        enter()
        assert reader.get("/search/", {"q": "мост", "page": page}).status_code == 404

    def test_markup_of_a_text_stays_text(self, reader: Client) -> None:
        publish_rows(1, headline="Мост <script>alert(1)</script>", text="мост <img onerror=x>")
        enter()
        page = text_of(reader, "мост")
        assert "<script>alert" not in page
        assert '<mark class="hit">Мост</mark> &lt;script&gt;' in page
