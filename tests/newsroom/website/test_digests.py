"""The public pages of digests."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.utils.dates import local_date
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.digest import PublishedDigest, PublishedDigestItem
from newsroom.website.views import digest_list
from tests.newsroom.website.website_factories import NOON, publish_rows, withdraw_rows


def create_digest(number: int = 1, **fields: object) -> PublishedDigest:
    """Create a digest without items."""
    day = local_date(NOON)
    own = {
        "language": "ru",
        "slug": f"daydzhest-{number}",
        "title": f"Дайджест {number}",
        "starts_on": day.replace(day=16),
        "ends_on": day,
        "published_at": NOON,
    }
    return PublishedDigest.objects.create(pk=number, **{**own, **fields})


def add_items(digest: PublishedDigest, *numbers: int) -> None:
    for order, number in enumerate(numbers):
        PublishedDigestItem.objects.create(
            digest=digest, order=order, article=publish_rows(number), retelling=f"Пересказ {number}"
        )


def test_it_is_numbered_with_links_and_its_period(reader: Client) -> None:
    add_items(create_digest(intro="Вступление\n\nВторой абзац"), 3, 4)
    page = reader.get("/digests/daydzhest-1/").content.decode()
    assert "16–22 ноября 2026" in page
    assert "<p>Второй абзац</p>" in page
    assert page.index("/articles/3-material-3/") < page.index("Пересказ 3") < page.index("/articles/4-material-4/")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/digests/daydzhest-1/">' in page


def test_under_the_other_prefix_it_leads_to_its_own(reader: Client) -> None:
    create_digest(language="kk", slug="apta")
    response = reader.get("/digests/apta/")
    assert (response.status_code, response["Location"]) == (301, "/kk/digests/apta/")
    assert "2026 жылғы 16–22 қараша" in reader.get("/kk/digests/apta/").content.decode()
    assert reader.get("/digests/apta")["Location"] == reader.get("/kk/digests/apta")["Location"] == "/kk/digests/apta/"
    assert reader.get("/digests/net/").status_code == reader.get("/digests/net").status_code == 404


def test_the_list_goes_on_page_by_page(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_list, "PAGE_SIZE", 2)
    for number in range(1, 4):
        add_items(create_digest(number), number)
    first = reader.get("/digests/").content.decode()
    assert first.index("Дайджест 3") < first.index("Дайджест 2")
    assert "Дайджест 1<" not in first
    older = reader.get("/digests/before/2/").content.decode()
    assert "Дайджест 1<" in older
    assert reader.get("/digests/before/1/").status_code == 404
    assert reader.get("/digests/before/77/").status_code == 404


def test_the_newest_is_below_each_article(reader: Client) -> None:
    publish_rows(1)
    add_items(create_digest(title="Самый новый дайджест"), 2)
    add_items(create_digest(2, title="Апта", language="kk"), 3)
    page = reader.get("/articles/1-material-1/").content.decode()
    assert '<p class="outlet__digest"><a href="/digests/daydzhest-1/">Самый новый дайджест</a></p>' in page
    assert "Апта" not in page


def test_a_digest_of_withdrawn_articles_is_unlisted_and_shown(reader: Client) -> None:
    publish_rows(1)
    add_items(create_digest(title="Прежний дайджест"), 2, 3)
    add_items(create_digest(2, title="Пустой дайджест"), 4)
    withdraw_rows(PublishedArticle.objects.get(pk=2))
    withdraw_rows(PublishedArticle.objects.get(pk=4))
    for address in ("/digests/", "/articles/1-material-1/"):
        page = reader.get(address).content.decode()
        assert "Прежний дайджест" in page
        assert "Пустой дайджест" not in page
    addresses = reader.get("/sitemaps/0.xml").content.decode()
    assert "/digests/daydzhest-1/" in addresses
    assert "/digests/daydzhest-2/" not in addresses
    assert "Материалы этого дайджеста сняты с сайта." in reader.get("/digests/daydzhest-2/").content.decode()


def test_markup_of_its_words_stays_text(reader: Client) -> None:
    create_digest(title="<b>x</b>", intro="<script>alert(1)</script>")
    page = reader.get("/digests/daydzhest-1/").content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_it_costs_the_same_with_few_and_with_many(reader: Client) -> None:
    add_items(create_digest(), *range(1, 31))
    for address, limit in (("/digests/daydzhest-1/", 6), ("/digests/", 5)):
        with CaptureQueriesContext(connection) as asked:
            reader.get(address)
        assert len(asked) <= limit
