"""The history of an article: the timeline, the comparison of texts, restoring an earlier one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions, snapshot
from articles.models import Article, Byline, Revision, Signature
from newsroom.images.models import Image
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"


def address(article: Article, rest: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/history/{rest}"


def page(user: User, article: Article, rest: str = "") -> str:
    answer = client_of(user).get(address(article, rest))
    assert answer.status_code == 200
    # The template breaks lines inside closing tags only.
    return re.sub(r"\s+>", ">", answer.content.decode())


def edit(article: Article, by: User, **changed: str) -> None:
    """Save after a pause, which makes a new revision."""
    article.revisions.update(started_at=timezone.now() - timedelta(hours=1))
    with actions.editing(article, by=by) as copy:
        for name, value in changed.items():
            setattr(copy, name, value)


def restore(user: User, article: Article, number: int) -> Any:
    article.refresh_from_db()
    return client_of(user).post(address(article, f"{number}/restore/"), {"version": article.version})


class TestTheLineOfTime:
    def test_it_shows_texts_and_transitions_newest_first(self, journalist: User) -> None:
        article = factories.returned()
        edit(article, journalist, lead="Переписано")
        shown = page(journalist, article)
        places = [shown.index(words) for words in ("Версия № 2", "Вернуть на доработку", "Взять на вычитку", "Создано")]
        assert places == sorted(places)
        assert "Проверьте имя в третьем абзаце" in shown
        assert member("corrector").name in shown

    def test_the_writers_see_what_the_corrector_did(self, journalist: User, corrector: User) -> None:
        article = factories.proofing()
        with actions.editing(article, by=corrector) as copy:
            copy.lead = "Его ждали десять долгих лет"
        shown = page(journalist, article)
        assert 'data-kind="proof"' in shown
        assert "Что исправил корректор" in shown
        assert "<ins>долгих </ins>" in shown

    def test_a_typo_fixed_on_the_site_is_shown(self, journalist: User, corrector: User) -> None:
        article = factories.published()
        actions.fix_typo(article, by=corrector, field="body", before="Зимой", after="Зимою")
        shown = page(journalist, article)
        assert "<del>Зимой</del><ins>Зимою</ins>" in shown
        assert "на сайте" in shown

    def test_two_versions_chosen_lead_to_their_comparison(self, journalist: User) -> None:
        article = factories.draft()
        edit(article, journalist, lead="Иначе")
        answer = client_of(journalist).get(address(article), {"from": "2", "to": "1"})
        assert answer["Location"] == address(article, "1/2/")

    @pytest.mark.parametrize(("old", "new"), [("x", "1"), ("", ""), ("-1", "2"), ("9" * 30, "1"), ("١", "1")])
    def test_a_number_that_is_none_is_not_there(self, old: str, new: str, journalist: User) -> None:
        answer = client_of(journalist).get(address(factories.draft()), {"from": old, "to": new})
        assert answer.status_code == 404

    @pytest.mark.parametrize("number", ["0", "999", "x", "-1"])
    def test_a_strange_page_is_some_page(self, number: str, journalist: User) -> None:
        assert client_of(journalist).get(address(factories.draft()), {"page": number}).status_code == 200


class TestComparing:
    def test_it_shows_the_words_field_by_field(self, journalist: User) -> None:
        article = factories.draft(headline="Открыли центр")
        edit(article, journalist, headline="Открыли новый центр", own_reporting=False)
        shown = page(journalist, article, "1/2/")
        assert "<ins>новый </ins>" in shown
        assert "<del>да</del>" in shown
        assert "<ins>нет</ins>" in shown
        assert "Надзаголовок" not in shown

    def test_bylines_and_sources_are_compared_too(self, journalist: User, editor: User) -> None:
        article = factories.draft(source="Казинформ")
        article.revisions.update(started_at=timezone.now() - timedelta(hours=1))
        with actions.editing(article, by=editor) as copy:
            copy.sources.update(name="Kazinform")
            Byline.objects.create(article=copy, kind=Signature.PERSON, person=journalist.person, order=1)
        shown = page(editor, article, "1/2/")
        assert "<ins>Kazinform</ins>" in shown
        assert f"<ins>{journalist.name}</ins>" in shown

    def test_the_first_text_is_compared_with_an_empty_sheet(self, journalist: User) -> None:
        shown = page(journalist, factories.draft(), "0/1/")
        assert "пустой лист" in shown
        assert "<ins>Открыли центр</ins>" in shown

    def test_far_paragraphs_are_folded(self, journalist: User) -> None:
        many = [f"<p>Абзац номер {number} про разное дело.</p>" for number in range(20)]
        article = factories.draft(body="".join(many))
        edit(article, journalist, body="".join([*many[:-1], "<p>Абзац последний про разное дело.</p>"]))
        shown = page(journalist, article, "1/2/")
        assert "18 абзац" in shown

    def test_only_markup_changed_is_said(self, journalist: User) -> None:
        article = factories.draft(body="<p>Текст</p>")
        edit(article, journalist, body="<p><strong>Текст</strong></p>")
        assert "изменилось оформление" in page(journalist, article, "1/2/")

    def test_words_are_only_words(self, journalist: User) -> None:
        article = factories.draft(headline="Мост", signed=EVIL, source=EVIL)
        lead, body = '"><img src=x onerror=alert(1)>', "<p>&lt;b onclick=x&gt;</p>"
        edit(article, journalist, headline=f"Мост {EVIL}", lead=lead, body=body)
        for rest in ("1/2/", "0/1/", ""):
            shown = page(journalist, article, rest)
            assert EVIL not in shown
            assert "<img src=x" not in shown
            assert "<b onclick" not in shown
        assert "&lt;script&gt;" in page(journalist, article, "1/2/")

    @pytest.mark.parametrize("rest", ["1/9/", "9/1/", f"{'9' * 30}/1/", f"1/{'9' * 30}/", "0/0/", "1/0/"])
    def test_a_version_that_is_none_is_not_there(self, rest: str, journalist: User) -> None:
        assert client_of(journalist).get(address(factories.draft(), rest)).status_code == 404

    def test_a_picture_that_is_gone_is_named_so(self, journalist: User) -> None:
        article = factories.draft()
        text = {**snapshot.take_text(article), "image_id": 4711}
        Revision.objects.filter(article=article).update(snapshot=text)
        assert "4711" in page(journalist, article, "0/1/")


class TestWhoSees:
    @pytest.mark.parametrize("state", ["draft", "submitted", "proofing", "returned", "approved", "scheduled", "spiked"])
    @pytest.mark.parametrize("login", ["journalist2", "moderator"])
    def test_others_find_nothing(self, state: str, login: str) -> None:
        article = factories.STATES[state](headline="Тайна")
        client = client_of(member(login))
        for rest in ("", "0/1/", "1/1/"):
            answer = client.get(address(article, rest))
            assert answer.status_code == 404
            assert "Тайна" not in answer.content.decode()
        assert client.post(address(article, "1/restore/"), {"version": article.version}).status_code == 404


class TestBringingBack:
    def test_it_brings_the_text_back_and_keeps_both(self, journalist: User) -> None:
        article = factories.draft(headline="Было")
        edit(article, journalist, headline="Стало")
        assert "Вернуть версию № 1" in page(journalist, article, "1/2/")
        answer = restore(journalist, article, 1)
        article.refresh_from_db()
        assert answer["Location"] == article.admin_url
        assert article.headline == "Было"
        assert article.revisions.filter(snapshot__headline="Стало").exists()

    def test_restoring_makes_a_writer_and_says_so(self, corrector: User) -> None:
        article = factories.proofing(headline="Было")
        with actions.editing(article, by=corrector) as copy:
            copy.lead = "Его ждали десять долгих лет"
        assert "Вы станете автором" in page(corrector, article, "1/2/")
        assert restore(corrector, article, 1).status_code == 302
        article.refresh_from_db()
        assert Article.objects.get(pk=article.pk).is_written_by(corrector)

    @pytest.mark.parametrize(("state", "status"), [("submitted", 409), ("published", 409), ("approved", 409)])
    def test_it_is_refused_where_the_text_may_not_be_edited(self, state: str, status: int, journalist: User) -> None:
        article = factories.STATES[state]()
        assert "Вернуть версию" not in page(journalist, article, "0/1/")
        answer = restore(journalist, article, 1)
        assert answer.status_code == status
        assert "callout--error" in answer.content.decode()

    def test_a_stale_page_is_refused(self, journalist: User) -> None:
        article = factories.draft()
        edit(article, journalist, headline="Стало")
        stale = article.version
        edit(article, journalist, headline="Ещё")
        answer = client_of(journalist).post(address(article, "1/restore/"), {"version": stale})
        assert answer.status_code == 409
        article.refresh_from_db()
        assert article.headline == "Ещё"

    def test_it_is_never_done_by_a_link(self, journalist: User) -> None:
        assert client_of(journalist).get(address(factories.draft(), "1/restore/")).status_code == 405

    @pytest.mark.parametrize("number", [9, 10**30])
    def test_a_version_that_is_none_is_not_there(self, number: int, journalist: User) -> None:
        assert restore(journalist, factories.draft(), number).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_text_whose_picture_is_gone_is_refused_in_a_sentence() -> None:
    journalist = member("journalist")
    article = factories.draft()
    Revision.objects.filter(article=article).update(
        snapshot={**snapshot.take_text(article), "image_id": 4711}, started_at=timezone.now() - timedelta(hours=1)
    )
    assert not Image.objects.filter(pk=4711).exists()
    edit(article, journalist, headline="Стало")
    answer = restore(journalist, article, 1)
    assert answer.status_code == 422
    assert "которых больше нет" in answer.content.decode()
    article.refresh_from_db()
    assert article.headline == "Стало"


def statements(user: User, article: Article, rest: str) -> int:
    client = client_of(User.objects.get(pk=user.pk))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(article, rest)).status_code == 200
    return len(captured)


def test_two_hundred_versions_cost_no_more_statements_than_a_few(journalist: User) -> None:
    article = factories.returned(signed="author")
    text = snapshot.take_text(article)
    kinds = ("proof", "edit", "typo", "edit")

    def add(numbers: range) -> None:
        Revision.objects.bulk_create(
            Revision(
                article=article,
                number=number,
                kind=kinds[number % 4],
                user=journalist,
                started_at=timezone.now(),
                saved_at=timezone.now(),
                snapshot={**text, "lead": f"Лид {number}"},
                checksum=str(number),
            )
            for number in numbers
        )

    add(range(2, 6))
    few = {rest: statements(journalist, article, rest) for rest in ("", "1/5/")}
    add(range(6, 201))
    many = {rest: statements(journalist, article, rest) for rest in ("", "1/5/")}
    assert many == few
    assert max(many.values()) <= 16, many
    shown = page(journalist, article)
    assert len(re.findall(r'<li class="event ', shown)) == 40
    assert "Версия № 200" in shown
    assert "Версия № 1<" in page(journalist, article, "?page=99")
