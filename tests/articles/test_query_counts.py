"""The number of statements of a page: small, and the same for forty articles of a language and for hundreds."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from articles.models import Article, RelatedPick
from newsroom.demo.sections import TAGS
from newsroom.digests.content import Item
from newsroom.images.models import Image
from newsroom.page_cache import memory
from newsroom.utils.dates import local_date
from newsroom.website.models import Outlet, PublishedArticle, PublishedDigest, Section, Tag
from staff.models import Person, User
from staff.permission_groups import importer
from tests import digest_factories, factories
from tests.bench.generator import GeneratedArticle, generate
from tests.users import USERS, client_of, member

pytestmark = pytest.mark.django_db

FEW, MANY = 40, 150
ARTICLE, FRONT, LIST, SEARCH, START = 14, 9, 8, 9, 30
"""The limits of the first page of a site version in a process."""
AGAIN = {"article": 4, "front": 5, "section": 5}
"""The limits of a page once others have been read; of all others LIST."""
STATIC_PART = 8
"""Sections, tags and people of each language, and digests: asked once in a while, by robots."""


def publish_rows(count: int) -> None:
    """Publish `count` articles in each language, with sections, tags, people and pictures."""
    signers = [member(name).person for name in ("journalist", "journalist2", "writer_moderator")]
    Person.objects.filter(pk__in=[person.pk for person in signers]).update(on_team=True)
    member("corrector")
    generated_tags()
    finished = [
        actions.ImportedArticle(
            language=article.language,
            headline=article.headline,
            lead=article.lead,
            body=article.body,
            section=factories.section(article.section),
            tags=article.tags,
            bylines=[ImportedByline(person=signers[place % len(signers)])],
            published_at=timezone.now() - timedelta(minutes=article.minutes_ago),
        )
        for place, article in enumerate(generated_in_each_language(count))
    ]
    actions.import_published(finished, by=importer())
    PublishedArticle.objects.filter(image=None).update(image=public_picture())


def generated_in_each_language(count: int) -> list[GeneratedArticle]:
    """Return `count` articles of each language; the generator alone writes one in seven in Kazakh."""
    made = list(generate(count * 9))
    return [article for language in ("ru", "kk") for article in [p for p in made if p.language == language][:count]]


def generated_tags() -> dict[str, Tag]:
    """Make the tags of the generated articles; return them by their names in both languages."""
    rows = [
        Tag.objects.get_or_create(slug=tag.slug, defaults={"name": tag.name_ru, "name_kk": tag.name_kk})[0]
        for tag in TAGS
    ]
    return {name: tag for tag in rows for name in (tag.name, tag.name_kk)}


def public_picture() -> Image:
    """Make the row of a public picture; pages print its addresses and read no file."""
    own = {"width": 1600, "height": 1000, "bytes": 1, "title": "Снимок", "public_token": "0" * 32}
    return Image.objects.get_or_create(file="originals/00/0.jpg", sha256="0" * 64, defaults=own)[0]


def publish_digest(language: str, items: int) -> None:
    """Publish a digest of the newest articles, `items` of them."""
    newest = PublishedArticle.objects.live(language).newest_first()[:items]
    retold = [Item(article, "", "Коротко о главном.") for article in newest]
    digest_factories.published(language=language, title=f"Неделя: {items}", items=retold)


def addresses() -> dict[str, tuple[str, int]]:
    """Return the address and the limit of every kind of page, for the newest article and what belongs to it."""
    found = {
        "sitemap": ("/sitemap.xml", LIST),
        "sitemap, standing pages": ("/sitemaps/0.xml", STATIC_PART),
        "sitemap, articles": ("/sitemaps/1.xml", LIST),
        "sitemap, news": ("/sitemap-news.xml", LIST),
        "robots": ("/robots.txt", 1),
    }
    for language, prefix in (("ru", ""), ("kk", "/kk")):
        pages = {**pages_of_the_site(prefix), **article_pages(language, prefix)}
        found |= {f"{name} {language}": page for name, page in pages.items()}
    return found


def pages_of_the_site(prefix: str) -> dict[str, tuple[str, int]]:
    return {
        "front": (f"{prefix}/", FRONT),
        "team": (f"{prefix}/team/", LIST),
        "about": (f"{prefix}/about/", LIST),
        "archive": (f"{prefix}/archive/", LIST),
        "digests": (f"{prefix}/digests/", LIST),
        "feed": (f"{prefix}/feed/", LIST),
        "Atom": (f"{prefix}/feed/atom/", LIST),
        "JSON Feed": (f"{prefix}/feed.json", LIST),
        "search, nothing asked": (f"{prefix}/search/", SEARCH),
        "search, hostile": (f"{prefix}/search/?q={'%22OR*' * 40}", SEARCH),
    }


def article_pages(language: str, prefix: str) -> dict[str, tuple[str, int]]:
    newest = PublishedArticle.objects.live(language).newest_first()
    article, day = newest[0], busiest_day(newest)
    tag, person, section = article.tag_rows.all()[0].tag, article.byline_rows.all()[0].person, article.section
    digest = PublishedDigest.objects.live(language).newest_first()[0]
    assert person
    assert section
    word = quote(article.headline.split()[0])
    dated = f"{prefix}/archive/{local_date(day[0].published_at):%Y/%m/%d}/"
    lists = {
        "section": f"{prefix}/sections/{section.slug}/",
        "tag": f"{prefix}/tags/{tag.slug}/",
        "person": f"{prefix}/team/{person.slug}/",
    }
    return {
        "article": (article.get_absolute_url(), ARTICLE),
        "front, older": (f"{prefix}/before/{article.pk}/", FRONT),
        **{name: (path, LIST) for name, path in lists.items()},
        **{f"{name}, older": (f"{path}before/{article.pk}/", LIST) for name, path in lists.items()},
        **{f"{name}, feed": (f"{path}feed/", LIST) for name, path in lists.items()},
        "archive, day": (dated, LIST),
        "archive, day, older": (f"{dated}before/{day[0].pk}/", LIST),
        "digest": (digest.get_absolute_url(), LIST),
        "digests, older": (f"{prefix}/digests/before/{digest.pk}/", LIST),
        "search": (f"{prefix}/search/?q={word}", SEARCH),
        "search in a section, by date": (f"{prefix}/search/?q={word}&section={section.slug}&order=date", SEARCH),
    }


def busiest_day(newest: Iterable[PublishedArticle]) -> list[PublishedArticle]:
    """Return the articles of the day that has the most, in the newsroom's time zone, the newest first."""
    days = groupby(newest, key=lambda article: local_date(article.published_at))
    return max((list(group) for _day, group in days), key=len)


def statements(client: Client, address: str) -> int:
    """Count the statements of the first page of a site version in a process."""
    memory.forget()
    return statements_again(client, address)


def statements_again(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def costs() -> dict[str, tuple[int, int]]:
    """Count the statements of each page, the first of its site version and again."""
    reader = Client()
    asked = {name: address for name, (address, _limit) in addresses().items()}
    return {name: (statements(reader, path), statements_again(reader, path)) for name, path in asked.items()}


class TestSite:
    def test_each_page_costs_the_same_with_few_and_with_many(self, db: None) -> None:
        Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
        publish_rows(FEW)
        self.publish_digests(2, 3)
        few = costs()
        limits = {name: limit for name, (_address, limit) in addresses().items()}
        assert {name: cost for name, (cost, _again) in few.items() if cost > limits[name]} == {}
        again = {name: cost for name, (_first, cost) in few.items()}
        assert {name: cost for name, cost in again.items() if cost > AGAIN.get(name.split()[0], LIST)} == {}
        publish_rows(MANY)
        self.publish_digests(4, 12)
        assert costs() == few

    def publish_digests(self, *sizes: int) -> None:
        for language in ("ru", "kk"):
            for size in sizes:
                publish_digest(language, size)

    def test_a_full_article_costs_no_more_than_any(self, client: Client) -> None:
        publish_rows(FEW)
        related = list(Article.objects.filter(language="ru")[:4])
        original = factories.published(tags=("вода", "школы", "дороги", "снег"), signed="author")
        for order, article in enumerate(related):
            RelatedPick.objects.create(article=original, related=article, order=order)
        factories.published(language="kk", translation_of=original)
        with actions.editing(original, by=member("editor")) as bare:
            bare.slug = "so-vsem"
        article = PublishedArticle.objects.get(pk=original.pk)
        assert article.translation_of
        assert article.related_rows.count() == len(related)
        assert statements(client, article.get_absolute_url()) <= ARTICLE

    def test_a_section_costs_the_same_with_whatever_stands_below_it(self, client: Client) -> None:
        publish_rows(FEW)
        above, below = (Section.objects.order_by("pk")[place] for place in (0, 1))
        addresses = [f"/sections/{above.slug}/", f"/sections/{above.slug}/feed/"]
        Section.objects.filter(pk=below.pk).update(parent=above)
        two = [statements(client, address) for address in addresses]
        Section.objects.exclude(pk=above.pk).update(parent=above)
        assert [statements(client, address) for address in addresses] == two
        assert max(two) <= LIST

    def test_an_address_that_never_was_costs_one_statement_and_its_page(self, client: Client) -> None:
        factories.published()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/articles/999999-nichego/").status_code == 404
        assert len(captured) <= 1 + 2

    def test_a_withdrawn_article_costs_no_more_than_a_live_one(self, client: Client) -> None:
        article = factories.withdrawn()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/articles/{article.pk}-{article.slug}/").status_code == 410
        assert len(captured) <= ARTICLE


class TestStartPage:
    @pytest.mark.parametrize("who", ["journalist", "corrector", "editor", "head", "writer_corrector"])
    def test_it_costs_the_same_with_few_and_with_many(self, who: str) -> None:
        user: User = member(who)
        for name in USERS:
            member(name)
        self.fill(3)
        few = self.cost(user)
        self.fill(5)
        publish_rows(100)
        assert self.cost(user) == few <= START

    def cost(self, user: User) -> int:
        client = client_of(user)
        client.get("/admin/")
        return statements(client, "/admin/")

    def fill(self, count: int) -> None:
        """Make `count` articles in each queue, by two writers."""
        for _ in range(count):
            for make in (
                factories.draft,
                factories.returned,
                factories.submitted,
                factories.approved,
                factories.scheduled,
            ):
                make(signed="author")
            factories.forced(member("journalist2"))
            factories.spiked()
            factories.proofing(member("writer_corrector"), signed="author")
