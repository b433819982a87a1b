"""The form of an article saved by its script while the user types."""

from typing import Any

import pytest
from django.test import Client

from articles import actions
from articles.models import Article, Remark, Revision, Transition
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address, form_of
from tests.users import client_of

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/autosave/"


class Page:
    """A form that stays open while its script sends it."""

    def __init__(self, user: User, article: Article | None = None) -> None:
        self.client = client_of(user)
        self.fields = form_of(self.client.get(change_address(article) if article else ADD))
        self.address = f"/admin/articles/article/{article.pk}/autosave/" if article else NEW

    def send(self, **typed: str) -> Any:
        """Send all fields; take over version and address as the script does."""
        self.fields |= typed
        answer = self.client.post(self.address, self.fields)
        if answer.status_code == 200:
            self.fields |= {name: str(answer.json()[name]) for name in ("version", "reading_token")}
            self.address = answer.json()["autosave_url"]
        return answer


class TestWriting:
    def test_a_new_article_is_created_once_and_saved_on(self, journalist: User) -> None:
        page = Page(journalist)
        created = page.send(headline="Мост")
        assert created.status_code == 200
        article = Article.objects.get()
        assert created.json()["url"] == change_address(article)
        assert page.send(lead="Ждали десять лет", body="<p>Открыли.</p>").status_code == 200
        article.refresh_from_db()
        assert (article.headline, article.lead, article.body) == ("Мост", "Ждали десять лет", "<p>Открыли.</p>")
        assert article.bylines.get().person == journalist.person

    def test_many_saves_are_one_revision_and_no_line_of_the_log(self, journalist: User) -> None:
        article = factories.draft()
        revisions, lines = Revision.objects.count(), Transition.objects.count()
        page = Page(journalist, article)
        for number in range(5):
            assert page.send(lead=f"Вариант {number}").json()["left_out"] == []
        assert Revision.objects.count() <= revisions + 1
        assert Transition.objects.count() == lines

    def test_the_first_autosave_whose_answer_was_lost_creates_no_second_article(self, journalist: User) -> None:
        page = Page(journalist)
        page.client.post(NEW, page.fields | {"headline": "Мост"})
        assert page.send(headline="Мост открыли").status_code == 200
        assert Article.objects.get().headline == "Мост открыли"

    def test_it_does_not_overwrite_what_another_has_written_into_the_new_article(
        self, journalist: User, editor: User
    ) -> None:
        page = Page(journalist)
        page.client.post(NEW, page.fields | {"headline": "Мост"})
        with actions.editing(Article.objects.get(), by=editor) as text:
            text.lead = "Редактор успел"
        assert page.send(lead="Автор").status_code == 409
        assert Article.objects.get().lead == "Редактор успел"

    def test_it_does_not_overwrite_what_its_user_has_written_on_another_computer(self, journalist: User) -> None:
        page = Page(journalist)
        page.client.post(NEW, page.fields | {"headline": "Мост"})
        assert Page(journalist, Article.objects.get()).send(lead="Новее").status_code == 200
        assert page.send(lead="Старое").status_code == 409
        assert Article.objects.get().lead == "Новее"

    def test_a_field_that_is_wrong_keeps_the_others_from_nothing(self, journalist: User) -> None:
        article = factories.draft(slug="most")
        answer = Page(journalist, article).send(lead="Новый лид", slug="!!!", **{"sources-0-url": "не адрес"})
        assert answer.status_code == 200
        assert len(answer.json()["left_out"]) >= 1
        article.refresh_from_db()
        assert (article.lead, article.slug) == ("Новый лид", "most")

    def test_without_a_headline_it_asks_for_one(self, journalist: User) -> None:
        answer = Page(journalist).send(lead="Лид")
        assert answer.status_code == 422
        assert "заголовок" in answer.json()["reasons"][0]
        assert not Article.objects.exists()


class TestWhatTakesAPress:
    @pytest.mark.parametrize("make", [factories.approved, factories.scheduled, factories.published])
    def test_an_article_that_has_moved_on_is_not_touched(self, make: Any, editor: User) -> None:
        article = make(headline="Мост")
        page = Page(editor, article)
        page.fields |= {"headline": "Мост", "version": str(article.version)}
        assert 'data-autosave-url=""' in page.client.get(change_address(article)).content.decode()
        assert page.send(lead="Другой").status_code == 409
        article.refresh_from_db()
        assert article.lead != "Другой"

    def test_the_placement_of_a_live_article_stays_until_somebody_saves_it(self, editor: User) -> None:
        article = factories.revised(section=factories.section("gorod"))
        other = factories.section("sport")
        answer = Page(editor, article).send(lead="Новый лид", section=str(other.pk))
        assert answer.json()["left_out"] == ["Рубрика"]
        article.refresh_from_db()
        assert article.lead == "Новый лид"
        assert article.section_id != other.pk
        assert PublishedArticle.objects.get().section_id != other.pk

    def test_a_reviewer_who_would_become_a_writer_is_asked_first(self, corrector: User) -> None:
        article = factories.proofing()
        answer = Page(corrector, article).send(body="<p>Совсем другой текст о другом.</p>")
        assert answer.status_code == 422
        assert answer.json()["reasons"]
        article.refresh_from_db()
        assert "другом" not in article.body

    def test_a_remark_is_sent_with_the_save_that_was_pressed(self, corrector: User) -> None:
        article = factories.proofing()
        page = Page(corrector, article)
        assert len(page.send(remark="Проверьте имя").json()["left_out"]) == 1
        assert not Remark.objects.exists()
        page.client.post(change_address(article), page.fields | {"_continue": "1"})
        assert Remark.objects.get().text == "Проверьте имя"


class TestRefusals:
    def test_a_stale_page_overwrites_nothing(self, journalist: User, editor: User) -> None:
        article = factories.draft()
        page = Page(journalist, article)
        with actions.editing(article, by=editor) as text:
            text.lead = "Редактор успел"
        answer = page.send(lead="Автор")
        assert answer.status_code == 409
        assert answer.json()["reasons"]
        article.refresh_from_db()
        assert article.lead == "Редактор успел"

    def test_after_the_end_of_the_login_it_answers_401(self, journalist: User) -> None:
        page = Page(journalist, factories.draft())
        page.client.logout()
        assert page.send(lead="Новый").status_code == 401
        assert Client().get(page.address).status_code == 401

    def test_a_fresh_token_is_had_for_the_asking(self, journalist: User) -> None:
        assert len(client_of(journalist).get(NEW).json()["csrf"]) > 30

    def test_without_a_token_it_is_refused(self, journalist: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(journalist)
        assert client.post(NEW, {"headline": "Мост", "language": "ru"}).status_code == 403
        assert not Article.objects.exists()

    def test_an_article_that_one_may_not_see_is_404(self, journalist2: User) -> None:
        article = factories.draft()
        answer = client_of(journalist2).post(f"/admin/articles/article/{article.pk}/autosave/", {"version": "1"})
        assert answer.status_code == 404

    @pytest.mark.parametrize("login", ["corrector", "moderator", "outsider"])
    def test_who_may_not_write_creates_nothing(self, login: str, request: pytest.FixtureRequest) -> None:
        answer = client_of(request.getfixturevalue(login)).post(NEW, {"headline": "Нет", "language": "ru"})
        assert answer.status_code in (401, 403)
        assert not Article.objects.exists()


class TestWhatABrowserKept:
    def restore(self, page: Page, **typed: str) -> Any:
        address = page.address.replace("autosave/", "change/") if page.address != NEW else ADD
        return page.client.post(address, page.fields | typed | {"_restore": "1"})

    def test_the_form_comes_back_and_nothing_is_saved(self, journalist: User) -> None:
        article = factories.draft()
        answer = self.restore(Page(journalist, article), lead="Из поезда", **{"sources-0-name": "Казинформ"})
        fields = form_of(answer)
        assert (fields["lead"], fields["sources-0-name"]) == ("Из поезда", "Казинформ")
        article.refresh_from_db()
        assert article.lead != "Из поезда"

    def test_a_new_form_comes_back_with_its_key(self, journalist: User) -> None:
        page = Page(journalist)
        fields = form_of(self.restore(page, headline="Мост"))
        assert fields["headline"] == "Мост"
        assert fields["submission_key"] == page.fields["submission_key"]
        assert not Article.objects.exists()

    def test_an_older_one_is_shown_beside_the_stored_text(self, journalist: User, editor: User) -> None:
        article = factories.draft()
        page = Page(journalist, article)
        with actions.editing(article, by=editor) as text:
            text.lead = "Редактор успел"
        answer = self.restore(page, lead="Из поезда")
        assert answer.status_code == 409
        assert "Редактор успел" in answer.content.decode()
        assert form_of(answer)["lead"] == "Из поезда"

    def test_an_article_that_one_may_not_see_is_not_shown(self, journalist: User, journalist2: User) -> None:
        page = Page(journalist, factories.draft(headline="Тайна"))
        page.client = client_of(journalist2)
        answer = self.restore(page, headline="Моё")
        assert answer.status_code == 404
        assert "Тайна" not in answer.content.decode()

    def test_who_may_not_write_gets_no_form(self, corrector: User, journalist: User) -> None:
        page = Page(journalist)
        page.client = client_of(corrector)
        assert self.restore(page, headline="Мост").status_code == 403
