"""Stored pages with a replica that lags."""

from pathlib import Path

from django.test import Client
from pytest_django import Settings

from articles.models import Article
from newsroom.page_cache import files
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.newsroom.databases.conftest import Replica

ON_REPLICA = "Заголовок на реплике"


def stored(root: Path, number: int) -> list[str]:
    """The stored pages of a site version."""
    return [path.read_text() for path in root.glob(f"{number}-*/**/index.html")]


def test_a_page_of_a_lagging_replica_is_never_stored_under_a_newer_version(
    replica: Replica, settings: Settings, tmp_path: Path
) -> None:
    settings.PAGES_DIR = tmp_path / "pages"
    article: Article = factories.published()
    replica.catch_up()
    table = PublishedArticle._meta.db_table
    replica.execute(f"UPDATE {table} SET headline = %s", [ON_REPLICA])  # noqa: S608
    path = PublishedArticle.objects.get(pk=article.pk).get_absolute_url()
    followed = SiteVersion.objects.using("default").get().number
    Client().get(path)
    assert [ON_REPLICA in page for page in stored(settings.PAGES_DIR, followed)] == [True]

    factories.published(headline="Только что")
    present = SiteVersion.objects.using("default").get().number
    Client().get(path)
    assert [ON_REPLICA in page for page in stored(settings.PAGES_DIR, present)] == [False]
    assert files.linked(settings.PAGES_DIR).startswith(f"{present}-")
