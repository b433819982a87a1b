"""Public pages read a replica that has caught up, and never show or store anything older than they may."""

import logging

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Article
from newsroom.databases import replica as module
from newsroom.databases.address import REPLICA
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.newsroom.databases.conftest import Replica
from tests.users import client_of, member

ON_REPLICA = "Заголовок на реплике"


def page_of(article: Article) -> str:
    return PublishedArticle.objects.get(pk=article.pk).get_absolute_url()


def mark(replica: Replica, article: Article) -> None:
    """Give an article another headline on the replica alone."""
    table = PublishedArticle._meta.db_table
    replica.execute(f"UPDATE {table} SET headline = %s WHERE id = %s", [ON_REPLICA, article.pk])  # noqa: S608


@pytest.fixture
def article(replica: Replica) -> Article:
    """A published article that the replica has too, there with another headline."""
    article = factories.published(headline="Заголовок на главном")
    replica.catch_up()
    mark(replica, article)
    return article


class TestAReplicaThatHasCaughtUp:
    @pytest.mark.parametrize("path", ["/", "/feed/", "/search/?q=заголовок", "/sitemap.xml"])
    def test_public_pages_are_read_from_it(self, article: Article, path: str) -> None:
        connections["default"].ensure_connection()
        with CaptureQueriesContext(connections["default"]) as primary:
            assert Client().get(path).status_code == 200
        assert len(primary) <= 1, "the site version alone"

    def test_an_article_is_read_from_it(self, article: Article) -> None:
        assert ON_REPLICA in Client().get(page_of(article)).content.decode()

    def test_the_admin_reads_the_primary(self, article: Article) -> None:
        browser = client_of(member("editor"))
        with CaptureQueriesContext(connections[REPLICA]) as replica:
            response = browser.get(article.admin_url)
        assert "Заголовок на главном" in response.content.decode()
        assert len(replica) == 0

    def test_images_are_looked_up_on_the_primary(self, article: Article) -> None:
        with CaptureQueriesContext(connections[REPLICA]) as replica:
            assert Client().get("/media/" + "0" * 32 + "-1/full-640.jpeg").status_code == 404
        assert len(replica) == 0

    def test_a_row_of_it_is_written_to_the_primary(self, article: Article) -> None:
        row = PublishedArticle.objects.using(REPLICA).get(pk=article.pk)
        row.save(update_fields=["headline"])
        assert PublishedArticle.objects.using("default").get(pk=article.pk).headline == ON_REPLICA

    def test_nothing_is_migrated_on_it(self, replica: Replica) -> None:
        assert module.Router().allow_migrate(REPLICA, "articles") is False
        assert module.Router().allow_migrate("default", "articles") is None


class TestAReplicaThatLags:
    def test_readers_get_what_is_published(self, replica: Replica, article: Article) -> None:
        later = factories.published(headline="Только что")
        assert Client().get(page_of(later)).status_code == 200
        assert "Только что" in Client().get("/").content.decode()

    def test_nobody_gets_what_is_withdrawn(self, replica: Replica, article: Article) -> None:
        path = page_of(article)
        actions.withdraw(article, by=member("editor"), reason="Ошибка")
        assert Client().get(path).status_code == 410

    def test_it_is_used_again_when_it_has_caught_up(self, replica: Replica, article: Article) -> None:
        factories.published(headline="Только что")
        assert ON_REPLICA not in Client().get(page_of(article)).content.decode()
        replica.catch_up()
        mark(replica, article)
        assert ON_REPLICA in Client().get(page_of(article)).content.decode()


def test_readers_get_what_the_replica_has_while_the_primary_is_away(
    replica: Replica, article: Article, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise OperationalError("server closed the connection")

    path = page_of(article)
    SiteVersion.objects.using("default").update(number=10**6)
    with caplog.at_level(logging.WARNING), monkeypatch.context() as outage:
        outage.setattr(connections["default"], "cursor", refuse)
        pages = [Client().get(path).content.decode() for _ in range(5)]
    assert all(ON_REPLICA in page for page in pages)
    lines = [record.getMessage() for record in caplog.records if record.name == module.logger.name]
    assert lines == ["The default database does not answer: server closed the connection"]


def test_the_primary_does_the_work_while_the_replica_is_away(
    replica: Replica, article: Article, caplog: pytest.LogCaptureFixture
) -> None:
    replica.stop()
    with caplog.at_level(logging.WARNING):
        pages = [Client().get(page_of(article)).content.decode() for _ in range(5)]
    assert all("Заголовок на главном" in page for page in pages)
    assert len([record for record in caplog.records if record.name == module.logger.name]) == 1


class TestTheVersionOfAPage:
    def test_it_is_of_the_database_that_the_page_is_read_from(self, replica: Replica, article: Article) -> None:
        """The page cache reads it in the view: before the page, and by the same alias."""
        with CaptureQueriesContext(connections[REPLICA]) as statements:
            Client().get(page_of(article))
        table = SiteVersion._meta.db_table
        asked = [table in statement["sql"] for statement in statements.captured_queries]
        assert asked[:2] == [True, True], "once to choose, once for the page"
        assert len(asked) > 2

    def test_a_page_from_the_primary_reads_nothing_of_the_replica_but_the_version(
        self, replica: Replica, article: Article
    ) -> None:
        SiteVersion.objects.using("default").update(number=10**6)
        with CaptureQueriesContext(connections[REPLICA]) as statements:
            assert ON_REPLICA not in Client().get(page_of(article)).content.decode()
        assert len(statements) == 1
