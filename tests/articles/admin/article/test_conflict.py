"""When two people save, the second sees both texts and loses nothing."""

import pytest

from articles import actions
from articles.models import Article, Byline
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, form_of

pytestmark = pytest.mark.django_db

THEIRS = "<p>Открыли центр, и редактор это знает.</p>"
MINE = "<p>Открыли центр, и журналист это видел.</p>"


@pytest.fixture
def both(journalist: User, editor: User) -> tuple[Article, FormClient, FormClient]:
    """Return the forms of a draft that its author and the editor have opened."""
    article = factories.draft(signed="author", source="Казинформ", tags=("мост",))
    return article, FormClient(journalist, article), FormClient(editor, article)


class TestTheSecond:
    def test_the_second_user_sees_both_texts_and_keeps_theirs(
        self, both: tuple[Article, FormClient, FormClient]
    ) -> None:
        article, first, second = both
        first.send(body=MINE, headline="Заголовок журналиста")
        response = second.send(
            **{
                "body": THEIRS,
                "headline": "Заголовок редактора",
                "tags": "река, лёд",
                "bylines-1-kind": "guest",
                "bylines-1-name": "Гость Второй",
                "sources-0-name": "Тенгри",
                "section": "",
            }
        )
        page = response.content.decode()
        assert response.status_code == 409
        for words in ("журналист", "видел", "редактор", "знает", "Заголовок журналиста", "Заголовок редактора"):
            assert words in page
        assert "<del>" in page
        kept = form_of(response)
        assert (kept["headline"], kept["body"], kept["tags"]) == ("Заголовок редактора", THEIRS, "река, лёд")
        assert (kept["bylines-1-name"], kept["sources-0-name"]) == ("Гость Второй", "Тенгри")
        article.refresh_from_db()
        assert (article.headline, article.body) == ("Заголовок журналиста", MINE)
        assert article.sources.get().name == "Казинформ"

    def test_it_overwrites_only_when_asked_to(
        self, both: tuple[Article, FormClient, FormClient], journalist: User, editor: User
    ) -> None:
        article, first, second = both
        first.send(headline="Заголовок журналиста")
        fields = {"headline": "Заголовок редактора", "sources-0-name": "Тенгри", "bylines-0-kind": "newsroom"}
        response = second.send(**fields)
        second.fields = form_of(response)
        assert second.send().status_code == 409
        article.refresh_from_db()
        assert article.headline == "Заголовок журналиста"
        assert second.send(overwrite=str(article.version)).status_code == 302
        article.refresh_from_db()
        assert article.headline == "Заголовок редактора"
        assert article.sources.get().name == "Тенгри"
        assert article.bylines.get().kind == "newsroom"
        assert [kept.user for kept in article.revisions.all()] == [editor, journalist]

    def test_a_third_save_is_a_conflict_again(self, both: tuple[Article, FormClient, FormClient]) -> None:
        article, first, second = both
        first.send(headline="Первый")
        second.fields = form_of(second.send(headline="Второй"))
        article.refresh_from_db()
        seen = str(article.version)
        first.open()
        first.send(headline="Третий")
        assert second.send(overwrite=seen).status_code == 409
        article.refresh_from_db()
        assert article.headline == "Третий"

    def test_a_confirmation_survives_another_mistake(self, both: tuple[Article, FormClient, FormClient]) -> None:
        article, first, second = both
        first.send(headline="Первый")
        second.fields = form_of(second.send(headline="Второй"))
        article.refresh_from_db()
        response = second.send(overwrite=str(article.version), headline="")
        assert response.status_code == 200
        second.fields = form_of(response)
        assert second.send(headline="Второй").status_code == 302

    def test_a_transition_meanwhile_shows_the_text_that_cannot_be_saved(
        self, both: tuple[Article, FormClient, FormClient], journalist: User, corrector: User
    ) -> None:
        article, first, _second = both
        actions.submit(article, by=journalist)
        actions.claim(article, by=corrector)
        response = first.send(headline="Набрано напрасно", body=MINE)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Набрано напрасно" in page
        assert "это видел" in page
        assert "у корректора" in page
        assert 'name="overwrite"' not in page
        article.refresh_from_db()
        assert article.headline == "Открыли центр"

    def test_a_user_who_no_longer_sees_the_article_gets_their_text_back(self, editor: User, journalist2: User) -> None:
        article = factories.draft(editor)
        Byline.objects.create(article=article, person=journalist2.person, order=1)
        form_client = FormClient(journalist2, article)
        Byline.objects.filter(person=journalist2.person).delete()
        response = form_client.send(headline="Набрано напрасно")
        assert response.status_code == 404
        assert "Набрано напрасно" in response.content.decode()

    def test_the_same_text_is_no_loss(self, both: tuple[Article, FormClient, FormClient]) -> None:
        _article, first, second = both
        first.send(headline="Одинаково")
        response = second.send(headline="Одинаково")
        assert response.status_code == 409
        assert "ничего не потеряно" in response.content.decode()

    @pytest.mark.parametrize("version", ["", "0", "x", "99", "-1", "9" * 40, None])
    def test_a_form_without_the_version_it_saw_is_stale(self, journalist: User, version: str | None) -> None:
        article = factories.draft()
        assert FormClient(journalist, article).send(headline="Новый", version=version).status_code == 409
        article.refresh_from_db()
        assert article.headline == "Открыли центр"

    def test_a_huge_body_is_given_back_without_a_comparison(self, both: tuple[Article, FormClient, FormClient]) -> None:
        _article, first, second = both
        first.send(headline="Первый")
        response = second.send(body="<p>" + "ы" * 500_000)
        assert response.status_code == 409
        assert "ы" * 500_000 in response.content.decode()

    def test_what_was_typed_is_shown_and_not_run(self, both: tuple[Article, FormClient, FormClient]) -> None:
        _article, first, second = both
        first.send(lead="<img src=x onerror=alert(1)>")
        response = second.send(headline="<script>alert(2)</script>", lead="</textarea><script>alert(3)</script>")
        page = response.content.decode()
        assert response.status_code == 409
        assert "<script>alert" not in page
        assert "<img src=x" not in page
