"""The working copy on the real page, for those who may see the article."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import Article
from newsroom.utils import dates
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview/"


@pytest.mark.parametrize("state", list(factories.STATES))
def test_it_shows_every_state_to_who_reads(state: str, corrector: User) -> None:
    article = factories.STATES[state](headline="Мост открыли")
    answer = client_of(corrector).get(address(article))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Мост открыли" in shown
    assert "флюгер в виде лисы" in shown
    assert "сохранённый текст от " in shown


@pytest.mark.parametrize("state", ["draft", "submitted", "proofing", "returned", "approved", "scheduled", "spiked"])
@pytest.mark.parametrize("login", ["journalist2", "moderator", "writer_moderator"])
def test_it_is_not_there_for_others(state: str, login: str) -> None:
    article = factories.STATES[state](headline="Тайна")
    answer = client_of(member(login)).get(address(article))
    assert answer.status_code == 404
    assert "Тайна" not in answer.content.decode()


@pytest.mark.parametrize("pk", [0, 987654, 10**30])
def test_a_number_of_no_article_is_not_found(pk: int, editor: User) -> None:
    client = client_of(editor)
    for answer in (client.get, client.post):
        assert answer(f"/admin/articles/article/{pk}/preview/").status_code == 404


def test_nobody_sees_it_without_login(db: None) -> None:
    answer = Client().get(address(factories.published()))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_it_is_kept_and_found_by_nobody(journalist: User) -> None:
    answer = client_of(journalist).get(address(factories.draft()))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_it_shows_the_working_copy_and_changes_nothing(journalist: User) -> None:
    article = factories.revised(headline="Было")
    with actions.editing(article, by=journalist) as copy:
        copy.headline = "Станет"
    before = PublishedArticle.objects.values().get(pk=article.pk)
    shown = client_of(journalist).get(address(article)).content.decode()
    assert "Станет" in shown
    assert PublishedArticle.objects.values().get(pk=article.pk) == before


def test_it_shows_the_first_published_or_the_planned_date(editor: User) -> None:
    out, planned = factories.revised(), factories.scheduled()
    PublishedArticle.objects.filter(pk=out.pk).update(published_at=timezone.now() - timedelta(days=40))
    assert planned.scheduled_for
    moments = {out: PublishedArticle.objects.get(pk=out.pk).published_at, planned: planned.scheduled_for}
    for article, moment in moments.items():
        assert dates.format_datetime(moment, "ru") in client_of(editor).get(address(article)).content.decode()


def test_it_speaks_the_language_of_the_article(journalist: User) -> None:
    article = factories.draft(language="kk", headline="Көпір ашылды")
    assert '<html lang="kk"' in client_of(journalist).get(address(article)).content.decode()


def test_a_bare_headline_can_be_looked_at(journalist: User) -> None:
    article = factories.draft(headline="Только заголовок", lead="", body="", section=None)
    answer = client_of(journalist).get(address(article))
    assert answer.status_code == 200
    assert "Только заголовок" in answer.content.decode()


def test_words_are_only_words(journalist: User) -> None:
    evil = "<script>alert(1)</script>"
    article = factories.draft(headline=evil, lead=evil, signed=evil, source=evil, body=f"<p>Текст{evil}</p>")
    assert "<script>alert" not in client_of(journalist).get(address(article)).content.decode()


def test_it_costs_few_statements(journalist: User) -> None:
    article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река", "город"))
    client = client_of(journalist)
    with CaptureQueriesContext(connection) as captured:
        client.get(address(article))
    assert len(captured) <= 20, "\n".join(query["sql"][:150] for query in captured.captured_queries)


def test_it_says_when_the_text_was_saved(editor: User) -> None:
    article = factories.draft()
    client = client_of(editor)
    assert (
        f"сохранённый текст от {dates.format_time(timezone.now())[:3]}" in client.get(address(article)).content.decode()
    )
    saved = timezone.now() - timedelta(days=3)
    Article.objects.filter(pk=article.pk).update(edited_at=saved)
    assert f"сохранённый текст от {dates.format_datetime(saved, 'ru')}" in client.get(address(article)).content.decode()
