"""The screen on which a typo is fixed on the site."""

from typing import Any

import pytest

from articles import actions
from articles.models import Article, TypoFix
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/fix_typo/"


def fix(user: User, article: Article, before: str, after: str, **more: Any) -> Any:
    typed = {"field": "body", "before": before, "after": after, "version": article.version, **more}
    return client_of(user).post(address(article), typed)


class TestACorrector:
    def test_it_shows_the_live_text(self, corrector: User) -> None:
        article = factories.revised(lead="Лид на сайте")
        with actions.editing(article, by=article.creator) as copy:
            copy.lead = "Лид, которого ещё нет"
        shown = client_of(corrector).get(address(article)).content.decode()
        assert "Лид на сайте" in shown
        assert "которого ещё нет" not in shown
        assert "флюгер в виде лисы" in shown

    def test_it_fixes_the_live_text_and_the_working_copy(self, corrector: User) -> None:
        article = factories.published()
        assert fix(corrector, article, "Зимой", "Зимою").status_code == 302
        article.refresh_from_db()
        assert "Зимою работы" in PublishedArticle.objects.get(pk=article.pk).body
        assert "Зимою работы" in article.body
        assert article.state == "published"

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("Зимой", "Зимой", "Слова не изменились."),
            ("Зимой работы остановились, весной", "Зимою", "Больше трёх слов"),
            ("Зимой", "В 2026", "Цифры так не исправляют"),
            ("ждали", "ждём", "Эти слова стоят в цитате"),
            ("слон", "кит", "На сайте этих слов нет."),
            ("Зимой", "<b>Зимой</b>", "угловые скобки"),
        ],
    )
    def test_a_refusal_is_beside_the_words_and_keeps_them(
        self, before: str, after: str, sentence: str, corrector: User
    ) -> None:
        article = factories.published()
        answer = fix(corrector, article, before, after)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in shown
        assert f'name="before" value="{before}"' in shown
        assert "<b>Зимой" not in shown
        assert not TypoFix.objects.exists()

    @pytest.mark.parametrize("missing", ["field", "before", "after"])
    def test_something_missing_is_named(self, missing: str, corrector: User) -> None:
        article = factories.published()
        typed = {"field": "body", "before": "Зимой", "after": "Зимою", "version": article.version, missing: ""}
        answer = client_of(corrector).post(address(article), typed)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()

    def test_a_field_that_is_not_offered_is_refused(self, corrector: User) -> None:
        assert fix(corrector, factories.published(), "Открыли", "Открылся", field="headline").status_code == 422

    def test_a_stale_page_is_refused_and_may_be_sent_again(self, corrector: User) -> None:
        article = factories.published()
        answer = fix(corrector, article, "Зимой", "Зимою", version=article.version - 1)
        assert answer.status_code == 409
        assert f'name="version" value="{article.version}"' in answer.content.decode()

    @pytest.mark.parametrize("junk", ["\x00", "\u202e", "\u200b"])
    def test_what_nobody_can_see_is_dropped(self, junk: str, corrector: User) -> None:
        article = factories.published()
        assert fix(corrector, article, f"Зим{junk}ой", f"Зимою{junk}").status_code == 302

    def test_a_book_is_refused(self, corrector: User) -> None:
        assert fix(corrector, factories.published(), "я" * 1_000_000, "Зимою").status_code == 422


class TestWhoMayNot:
    @pytest.mark.parametrize(("login", "status"), [("journalist2", 403), ("moderator", 404), ("outsider", 302)])
    def test_others_are_refused(self, login: str, status: int) -> None:
        article = factories.published()
        assert client_of(member(login)).get(address(article)).status_code == status
        assert not TypoFix.objects.exists()

    def test_an_editor_may_look_and_confirm_but_not_fix(self, editor: User) -> None:
        article = factories.published()
        shown = client_of(editor).get(address(article))
        assert shown.status_code == 200
        assert 'name="before"' not in shown.content.decode()
        assert fix(editor, article, "Зимой", "Зимою").status_code == 403

    def test_an_article_that_is_not_on_the_site_has_no_typos_there(self, corrector: User) -> None:
        assert client_of(corrector).get(address(factories.submitted())).status_code == 409

    def test_a_draft_of_others_is_not_there(self, journalist2: User) -> None:
        assert client_of(journalist2).get(address(factories.draft())).status_code == 404


class TestAWriter:
    def propose(self) -> tuple[Article, TypoFix]:
        writer = member("writer_corrector")
        article = factories.published(writer)
        shown = client_of(writer).get(address(article)).content.decode()
        assert "Предложить исправление" in shown
        assert fix(writer, article, "Зимой", "Зимою").status_code == 302
        return article, TypoFix.objects.get()

    def decide(self, user: User, proposed: TypoFix, decision: str) -> Any:
        where = f"{address(proposed.article)}{proposed.pk}/"
        return client_of(user).post(where, {"decision": decision})

    def test_a_writer_only_proposes(self) -> None:
        article, proposed = self.propose()
        assert proposed.applied_at is None
        assert "Зимой" in PublishedArticle.objects.get(pk=article.pk).body

    def test_another_lets_it_go_out(self, corrector: User) -> None:
        article, proposed = self.propose()
        shown = client_of(corrector).get(address(article)).content.decode()
        assert 'value="confirm"' in shown
        assert self.decide(corrector, proposed, "confirm").status_code == 302
        assert "Зимою" in PublishedArticle.objects.get(pk=article.pk).body

    def test_another_declines(self, editor: User) -> None:
        article, proposed = self.propose()
        assert self.decide(editor, proposed, "decline").status_code == 302
        assert "Зимой" in PublishedArticle.objects.get(pk=article.pk).body
        assert "Зимою" not in client_of(editor).get(address(article)).content.decode()

    def test_a_writer_may_not_confirm_their_own_fix(self) -> None:
        article, proposed = self.propose()
        assert self.decide(member("writer_corrector"), proposed, "confirm").status_code == 403
        assert 'value="confirm"' not in client_of(member("writer_corrector")).get(address(article)).content.decode()

    def test_nor_may_a_journalist(self, journalist: User) -> None:
        _article, proposed = self.propose()
        assert self.decide(journalist, proposed, "confirm").status_code == 403

    def test_it_is_decided_once(self, corrector: User, editor: User) -> None:
        _article, proposed = self.propose()
        self.decide(corrector, proposed, "confirm")
        assert self.decide(editor, proposed, "decline").status_code == 409

    def test_an_unknown_decision_is_a_bad_request(self, corrector: User) -> None:
        _article, proposed = self.propose()
        assert self.decide(corrector, proposed, "maybe").status_code == 400
        assert client_of(corrector).get(f"{address(proposed.article)}{proposed.pk}/").status_code == 405

    def test_a_fix_of_another_article_is_not_there(self, corrector: User) -> None:
        _article, proposed = self.propose()
        other = factories.published()
        where = f"{address(other)}{proposed.pk}/"
        assert client_of(corrector).post(where, {"decision": "confirm"}).status_code == 404
