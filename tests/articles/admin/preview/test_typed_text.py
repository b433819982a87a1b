"""The page of a form that is being typed: nothing is stored, and what is refused is shown as far as it can be."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Article
from newsroom.utils.html import MAX_BODY
from newsroom.website.models import Tag
from staff.models import Person, User
from tests import factories
from tests.articles.admin.forms_sent import FormClient
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/preview/"


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview/"


def shown(user: User, article: Article | None = None, **typed: Any) -> str:
    """Return the page of the form of this user with these fields typed over."""
    form = FormClient(user, article)
    answer = form.client.post(address(article) if article else NEW, {**form.fields, **typed})
    assert answer.status_code == 200, answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"].startswith("noindex")
    return answer.content.decode()


def banner(page: str) -> str:
    found = re.search(r'<p class="preview-banner" role="note">(.*?)</p>', page)
    assert found
    return found[1]


def test_it_shows_every_field_and_writes_nothing(journalist: User) -> None:
    article = factories.draft(signed="author", tags=("мост",), source="Казинформ")
    other = factories.section("mir")
    factories.tag("река")
    form = FormClient(journalist, article)
    typed = {
        "headline": "Новый заголовок",
        "lead": "Новый лид",
        "body": "<p>Новый <strong>текст</strong>.</p><script>alert(1)</script>",
        "section": other.pk,
        "tags": "река, неведомый / белгісіз",
        "caption": "Подпись",
        "sources-0-name": "Новый источник",
        "bylines-0-kind": "guest",
        "bylines-0-person": "",
        "bylines-0-name": "Новый гость",
    }
    before = Article.objects.values().get(pk=article.pk)
    with CaptureQueriesContext(connection) as captured:
        page = form.client.post(address(article), {**form.fields, **typed}).content.decode()
    for word in ("Новый заголовок", "Новый лид", "Рубрика mir", "река", "неведомый", "Новый источник", "Новый гость"):
        assert word in page, word
    assert "<p>Новый <strong>текст</strong>.</p>" in page
    assert "alert(1)" not in page
    assert "мост" not in page
    written = [query["sql"] for query in captured.captured_queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]
    assert written == []
    assert Article.objects.values().get(pk=article.pk) == before
    assert not Tag.objects.filter(name="неведомый").exists()
    assert banner(page) == "Предпросмотр, читатели этого не видят: с несохранёнными правками."


def test_an_unchanged_form_is_the_saved_text(journalist: User) -> None:
    article = factories.draft(signed="author", tags=("мост",), source="Казинформ")
    page = shown(journalist, article)
    assert "сохранённый текст от" in banner(page)
    assert "Казинформ" in page
    assert "мост" in page
    assert str(journalist.person) in page


def test_a_refused_form_shows_what_it_can_and_says_what_is_missing(journalist: User) -> None:
    article = factories.draft(signed="author")
    typed = {
        "headline": "",
        "lead": "Лид" * 400,
        "body": '<p>Текст со <a href="kuda nibud">ссылкой</a>.</p>',
        "sources-0-url": "https://example.kz/",
    }
    page = shown(journalist, article, **typed)
    assert banner(page).endswith("Чтобы сохранить, исправьте: заголовок, лид, текст, источники.")
    assert "Открыли центр</h1>" not in page
    assert "Лид" * 300 in page
    assert "Текст со" in page


def test_a_body_that_is_far_too_long_leaves_the_stored_one(journalist: User) -> None:
    article = factories.draft(signed="author")
    page = shown(journalist, article, body="<p>" + "ы" * (MAX_BODY + 1) + "</p>")
    assert "флюгер в виде лисы" in page
    assert "исправьте: текст." in banner(page)


@pytest.mark.parametrize("nonsense", ["9" * 3000, "\x00", "<b>", "№"])
def test_nonsense_in_every_field_is_no_failure(journalist: User, nonsense: str) -> None:
    article = factories.draft(signed="author", source="Казинформ")
    form = FormClient(journalist, article)
    sent = dict.fromkeys(form.fields, nonsense)
    assert form.client.post(address(article), sent).status_code == 200
    assert form.client.post(address(article), {}).status_code == 200
    assert form.client.post(NEW, sent).status_code == 200


def test_a_new_article_has_a_page_before_it_is_stored(journalist: User) -> None:
    page = shown(journalist, headline="Ещё не сохранено", language="kk", tags="— / жаңа")
    assert "Ещё не сохранено" in page
    assert '<html lang="kk"' in page
    assert str(Person.objects.get(user=journalist)) in page
    assert not Article.objects.exists()
    assert banner(shown(journalist, headline="")).endswith("исправьте: заголовок.")
    assert client_of(journalist).get(NEW).status_code == 405


def test_who_only_reads_sees_the_stored_text_whatever_is_sent(corrector: User) -> None:
    article = factories.submitted()
    page = client_of(corrector).post(address(article), {"headline": "Подмена", "version": "1"}).content.decode()
    assert "Подмена" not in page
    assert "Открыли центр" in page


@pytest.mark.parametrize("login", ["journalist2", "moderator", "writer_moderator"])
def test_others_get_404(login: str) -> None:
    article = factories.draft(headline="Тайна")
    answer = client_of(member(login)).post(address(article), {"headline": "x"})
    assert answer.status_code == 404
    assert "Тайна" not in answer.content.decode()


def test_who_may_not_write_has_no_page_of_a_new_article() -> None:
    assert client_of(member("moderator")).post(NEW, {"headline": "x"}).status_code == 403
    assert Client().post(NEW, {"headline": "x"}).status_code in (302, 403)


def test_a_form_over_which_somebody_has_saved_is_still_shown(journalist: User, editor: User) -> None:
    article = factories.draft(signed="author")
    form = FormClient(journalist, article)
    with actions.editing(article, by=editor) as text:
        text.lead = "Редактор успел раньше"
    answer = form.client.post(address(article), {**form.fields, "headline": "Мой заголовок"})
    assert "Мой заголовок" in answer.content.decode()


def test_it_costs_few_statements(journalist: User) -> None:
    article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река", "город"))
    form = FormClient(journalist, article)
    with CaptureQueriesContext(connection) as captured:
        form.client.post(address(article), {**form.fields, "lead": "Лид", "tags": "мост, юг / —"})
    assert len(captured) <= 25, "\\n".join(query["sql"][:150] for query in captured.captured_queries)
