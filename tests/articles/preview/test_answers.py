"""What people outside answer, and what the newsroom sees of it."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.actions.preview_links import MOST_ANSWERS_AN_HOUR
from articles.models import Article, PreviewAnswer
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.articles.preview.links import link_to, open_link, path_of, send
from tests.users import client_of

pytestmark = pytest.mark.django_db

QUOTATION = "«Мы ждали этого десять лет», — сказала Фёкла Цыганкова."


def form_of(article: Article, user: User) -> str:
    return client_of(user).get(change_address(article)).content.decode()


def history_of(article: Article, user: User) -> str:
    return client_of(user).get(f"/admin/articles/article/{article.pk}/history/").content.decode()


def test_an_approval_belongs_to_the_words_that_were_shown(journalist: User) -> None:
    article = factories.draft()
    link = link_to(article)
    answer = send(link, name="Ержан Байжан")
    assert (answer.status_code, answer["Location"]) == (302, f"{path_of(link)}#answer")
    row = PreviewAnswer.objects.get()
    assert (row.kind, row.name, row.revision, row.checksum) == (
        "approval",
        "Ержан Байжан",
        link.revision,
        link.checksum,
    )
    assert "Подтверждение получено:" in open_link(link).content.decode()
    above = form_of(article, journalist)
    assert "Текст подтверждён</strong>: Аким Ержан Байжан (Ержан Байжан)" in above
    assert "с тех пор текст изменён" not in above
    with actions.editing(article, by=journalist) as text:
        text.lead = "Другой лид"
    assert "с тех пор текст изменён" in form_of(article, journalist)
    assert link.revision.checksum == row.checksum


def test_a_remark_is_shown_above_the_form_and_in_the_history(journalist: User) -> None:
    article = factories.draft()
    link = link_to(article, quotation=QUOTATION)
    send(link, kind="remark", text="Не <b>десять</b>,\n\nа девять лет")
    for page in (form_of(article, journalist), history_of(article, journalist)):
        assert "Замечание к цитате" in page
        assert "Не &lt;b&gt;десять&lt;/b&gt;," in page
        assert QUOTATION in page
    assert "Показана цитата: Аким Ержан Байжан" in history_of(article, journalist)
    assert "этих слов в тексте больше нет" not in form_of(article, journalist)
    with actions.editing(article, by=journalist) as text:
        text.body = text.body.replace("десять лет", "девять лет")
    assert "этих слов в тексте больше нет" in form_of(article, journalist)


def test_after_publication_the_form_is_free_of_them_and_the_history_keeps_them(journalist: User, editor: User) -> None:
    article = factories.approved()
    send(link_to(article))
    actions.publish(article, by=editor)
    assert "Текст подтверждён" not in form_of(article, journalist)
    assert "Текст подтверждён" in history_of(article, journalist)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "remark"}, "Напишите, что исправить."),
        ({"kind": ""}, "Выберите ответ."),
        ({"kind": "zz"}, "zz"),
        ({"kind": "remark", "text": "ы" * 3001}, "можно не больше 3000 знаков"),
        ({"name": "ы" * 121}, "можно не больше 120 знаков"),
    ],
)
def test_a_refused_answer_keeps_what_was_typed(typed: dict[str, str], sentence: str) -> None:
    link = link_to(factories.draft())
    answer = send(link, **{"text": "Набранные слова", **typed} if typed.get("kind") != "remark" else typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert sentence in shown
    assert (typed.get("text") or "Набранные слова") in shown or typed == {"kind": "remark"}
    assert not PreviewAnswer.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_site_is_refused(headers: dict[str, str]) -> None:
    link = link_to(factories.draft())
    answer = send(link, headers, kind="remark", text="Чужие слова")
    assert answer.status_code == 403
    assert "Чужие слова" in answer.content.decode(), "nothing typed is lost"
    assert not PreviewAnswer.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://testserver"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}],
)
def test_a_form_of_the_page_is_accepted(headers: dict[str, str]) -> None:
    link = link_to(factories.draft())
    assert send(link, headers).status_code == 302
    assert PreviewAnswer.objects.count() == 1


def test_an_answer_sent_twice_is_recorded_once() -> None:
    link = link_to(factories.draft())
    for _time in range(3):
        assert send(link, kind="remark", text="Одно и то же").status_code == 302
    assert PreviewAnswer.objects.count() == 1


def test_too_many_answers_are_refused_with_a_sentence_and_only_for_this_link() -> None:
    first, second = (link_to(factories.draft()) for _time in range(2))
    answers = [send(first, kind="remark", text=f"Замечание {number}") for number in range(MOST_ANSWERS_AN_HOUR + 1)]
    assert [answer.status_code for answer in answers] == [302] * MOST_ANSWERS_AN_HOUR + [429]
    assert "слишком много" in answers[-1].content.decode()
    assert f"Замечание {MOST_ANSWERS_AN_HOUR}" in answers[-1].content.decode()
    assert send(second).status_code == 302
    PreviewAnswer.objects.filter(link=first).update(at=timezone.now() - timedelta(hours=2))
    assert send(first).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_nothing_else_is_answered(method: str) -> None:
    link = link_to(factories.draft())
    answer = getattr(Client(), method)(path_of(link))
    assert answer.status_code == 405
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("nonsense", ["\x00", "9" * 5000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_nonsense_is_no_failure(nonsense: str) -> None:
    link = link_to(factories.draft())
    for field in ("kind", "text", "name"):
        assert send(link, **{"kind": "remark", "text": "Слова", field: nonsense}).status_code in (302, 422)


def test_the_database_refuses_what_may_never_be() -> None:
    link = link_to(factories.draft())
    row = partial(PreviewAnswer, link=link, revision=link.revision, checksum=link.checksum)
    for wrong in (row(kind="zz", text="x"), row(kind="remark", text="")):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()
    for columns in (
        {"recipient": ""},
        {"checksum": ""},
        {"expires_at": link.created_at},
        {"revoked_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            link.article.preview_links.update(**columns)


def test_a_visitor_sees_when_and_not_what_was_answered() -> None:
    link = link_to(factories.draft())
    send(link, kind="remark", text="Личное замечание")
    shown = open_link(link).content.decode()
    assert "Замечание получено:" in shown
    assert "Личное замечание" not in shown
    assert re.search(r'<form[^>]*action="#answer"', shown)
