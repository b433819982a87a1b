"""`make fill`: generated articles in a demo newsroom."""

from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article, ArticleTag, Byline, Revision, Transition
from newsroom.demo import replay
from newsroom.website.models import PublishedArticle, SearchDocument
from newsroom.website.models.search_document import position_of
from staff.models import User
from tests import factories
from tests.bench import fill, generated_articles
from tests.bench.generator import MINUTES_APART

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(monkeypatch):
    """The demo newsroom without its articles."""
    monkeypatch.setattr(replay, "replay", mock.Mock())
    call_command("make_demo", stdout=StringIO())


def test_it_publishes_as_many_as_asked(demo, capsys):
    fill.main(5)
    assert capsys.readouterr().out == "5 / 5\n"
    assert PublishedArticle.objects.live().count() == 5
    assert Client().get(PublishedArticle.objects.live()[0].get_absolute_url()).status_code == 200


def test_copies_are_whole_articles_that_follow_those_of_the_pool(demo):
    assert list(generated_articles.publish(25, pool=10)) == [10, 20, 25]
    live = PublishedArticle.objects.live()
    assert [article.pk for article in live.order_by("published_at")] == [article.pk for article in live.order_by("pk")]
    original, copied = live.order_by("pk")[3], live.order_by("pk")[23]
    later = timedelta(minutes=2 * 10 * MINUTES_APART)
    assert copied.published_at == original.published_at + later
    for one, other in zip(rows_of(original), rows_of(copied), strict=True):
        assert len(one) == len(other) > 0
    assert Article.objects.get(pk=copied.pk).edited_at == copied.published_at
    assert {row.published_at for row in (*copied.tag_rows.all(), *copied.byline_rows.all())} == {copied.published_at}
    assert SearchDocument.objects.get(article=copied).position == position_of(copied)


def test_a_copy_answers_and_the_next_article_has_a_number_of_its_own(demo, client):
    for _done in generated_articles.publish(25, pool=10):
        pass
    newest = PublishedArticle.objects.live().newest_first()[0]
    assert client.get(newest.get_absolute_url()).status_code == 200
    assert factories.draft(User.objects.get(username="journalist")).pk > newest.pk


def rows_of(article):
    """The rows of an article in every table, the same for the article that it is a copy of."""
    snapshots = Revision.objects.filter(article=article.pk).values_list("snapshot", "checksum")
    log = Transition.objects.filter(article=article.pk).values_list("name", "to_state")
    signed = Byline.objects.filter(article=article.pk).values_list("person", "name")
    tagged = ArticleTag.objects.filter(content_object=article.pk).values_list("tag", flat=True)
    public = article.tag_rows.order_by("pk").values_list("tag", flat=True)
    signed_public = article.byline_rows.values_list("person", "name")
    terms = SearchDocument.objects.filter(article=article).values_list("terms", "version")
    return [list(rows) for rows in (snapshots, log, signed, tagged, public, signed_public, terms)]


def test_it_says_how_to_start_where_there_is_no_demo():
    with pytest.raises(SystemExit, match="make run"):
        fill.main(5)
