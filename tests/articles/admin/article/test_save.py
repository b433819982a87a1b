"""Saving an article from its form in the admin."""

import pytest
from django.test import Client

from articles import actions
from articles.models import Article, Revision, Signature, Transition
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, FormClient, change_address
from tests.users import client_of

pytestmark = pytest.mark.django_db


class TestANewArticle:
    def test_it_needs_a_headline_and_nothing_else(self, journalist: User) -> None:
        response = client_of(journalist).post(ADD, {"headline": "Мост откроют", "language": "ru", "_continue": "1"})
        article = Article.objects.get()
        assert response.status_code == 302
        assert response["Location"] == change_address(article)
        assert (article.headline, article.state, article.creator) == ("Мост откроют", "draft", journalist)
        assert [row.name for row in Transition.objects.all()] == ["create"]
        assert Revision.objects.get().user == journalist

    def test_it_is_signed_with_its_creator_until_somebody_says_otherwise(self, journalist: User) -> None:
        FormClient(journalist).send(headline="Мост откроют")
        byline = Article.objects.get().bylines.get()
        assert (byline.kind, byline.person) == (Signature.PERSON, journalist.person)

    def test_it_says_what_is_missing_and_keeps_what_was_typed(self, journalist: User) -> None:
        response = FormClient(journalist).send(headline="", lead="Лид без заголовка")
        assert response.status_code == 200
        assert not Article.objects.exists()
        page = response.content.decode()
        assert "Лид без заголовка" in page
        assert "errorlist" in page

    @pytest.mark.parametrize("login", ["corrector", "moderator"])
    def test_it_is_made_by_those_who_write(self, login: str, request: pytest.FixtureRequest) -> None:
        client = client_of(request.getfixturevalue(login))
        assert client.post(ADD, {"headline": "Нет", "language": "ru"}).status_code == 403
        assert not Article.objects.exists()


class TestWhatIsTyped:
    def test_it_is_kept_whole(self, journalist: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(
            kicker="Дорога",
            headline="  Мост\u00a0— откроют\u200b ",
            lead="Первое.\n\n\n\nВторое.",
            body='<p>Текст <script>alert(1)</script><b onclick="x()">жирный</b></p><p></p>',
            seo_headline="Мост для поиска",
            age_mark="12+",
        )
        article.refresh_from_db()
        assert article.headline == "Мост\u00a0— откроют"
        assert article.lead == "Первое.\n\nВторое."
        assert article.body == "<p>Текст <strong>жирный</strong></p>"
        assert (article.kicker, article.seo_headline, article.age_mark) == ("Дорога", "Мост для поиска", "12+")

    @pytest.mark.parametrize("junk", ["\x00", "\u202e", "\u2066", "\u200b", "\ufeff"])
    def test_what_nobody_can_see_is_dropped(self, journalist: User, junk: str) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(headline=f"Мо{junk}ст", lead=f"Ли{junk}д", body=f"<p>Те{junk}кст</p>")
        article.refresh_from_db()
        assert (article.headline, article.lead, article.body) == ("Мост", "Лид", "<p>Текст</p>")

    @pytest.mark.parametrize(
        ("field", "length"),
        [("headline", 200), ("lead", 1000), ("kicker", 80), ("caption", 1000), ("alt", 500)],
    )
    def test_too_long_a_text_is_named_beside_its_field_and_kept(
        self, journalist: User, field: str, length: int
    ) -> None:
        article = factories.draft()
        typed = "ы" * (length + 1)
        response = FormClient(journalist, article).send(**{field: typed})
        page = response.content.decode()
        assert response.status_code == 200
        assert field in response.context["adminform"].form.errors
        assert typed in page
        article.refresh_from_db()
        assert article.version == 1

    def test_a_body_of_ten_megabytes_is_refused_in_a_sentence_and_kept(self, journalist: User) -> None:
        article = factories.draft()
        response = FormClient(journalist, article).send(body="<p>" + "ы" * 5_000_000 + "</p>")
        assert response.status_code == 200
        assert "Текст слишком длинный" in response.content.decode()
        assert len(response.content) > 10_000_000

    def test_an_address_is_made_of_whatever_is_typed(self, journalist: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(slug="Ёлка и елка")
        article.refresh_from_db()
        assert article.slug == "elka-i-elka"

    def test_a_live_article_keeps_an_address(self, editor: User) -> None:
        article = factories.published()
        FormClient(editor, article).send(slug="")
        article.refresh_from_db()
        assert article.slug == "otkryli-tsentr"


class TestOnlyWhatChanged:
    def test_nothing_typed_saves_nothing(self, journalist: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост",))
        response = FormClient(journalist, article).send()
        article.refresh_from_db()
        assert response.status_code == 302
        assert (article.version, Revision.objects.count()) == (1, 1)

    def test_it_does_not_undo_a_simultaneous_publish(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        """Django's own admin would write all columns as they were read."""
        article = factories.approved()
        form_client = FormClient(editor, article)
        actions.publish(article, by=editor)
        response = form_client.send(tags="мост")
        article.refresh_from_db()
        assert response.status_code == 409
        assert (article.state, article.is_live) == ("published", True)

    def test_placing_a_live_article_leaves_its_state(self, editor: User) -> None:
        article = factories.published()
        response = FormClient(editor, article).send(tags="мост / —, река / —")
        article.refresh_from_db()
        assert response.status_code == 302
        assert (article.state, article.is_live) == ("published", True)
        assert PublishedArticle.objects.get().tag_rows.count() == 2

    def test_it_logs_the_void_of_an_approval_and_warns(self, editor: User) -> None:
        article = factories.scheduled()
        form_client = FormClient(editor, article)
        assert "вычитка снимется" in form_client.open().content.decode()
        response = form_client.client.post(
            form_client.address, {**form_client.fields, "lead": "Иначе", "_continue": "1"}, follow=True
        )
        article.refresh_from_db()
        page = response.content.decode()
        assert article.state == "submitted"
        assert "вычитка снята" in page
        assert "callout__cancelled" in page


class TestReadOnly:
    @pytest.mark.parametrize("state", ["submitted", "proofing", "published", "spiked"])
    def test_who_may_not_edit_reads(self, journalist: User, state: str) -> None:
        article = factories.STATES[state](signed="author", source="Казинформ")
        response = client_of(journalist).get(change_address(article))
        page = response.content.decode()
        assert response.status_code == 200
        assert 'name="headline"' not in page
        assert 'name="section"' not in page
        assert "двенадцать комнат" in page
        assert journalist.person.name in page
        assert "Казинформ" in page

    @pytest.mark.parametrize("state", ["submitted", "published", "withdrawn", "spiked"])
    def test_it_refuses_what_is_sent_all_the_same(self, journalist: User, state: str) -> None:
        article = factories.STATES[state]()
        data = {"headline": "Подменён", "version": article.version, "language": "ru"}
        assert client_of(journalist).post(change_address(article), data).status_code == 403
        article.refresh_from_db()
        assert article.headline == "Открыли центр"

    def test_an_editor_places_a_published_article_but_does_not_touch_its_text(self, editor: User) -> None:
        article = factories.published()
        form_client = FormClient(editor, article)
        assert "headline" not in form_client.fields
        assert form_client.send(headline="Подменён", tags="мост / көпір").status_code == 302
        article.refresh_from_db()
        assert article.headline == "Открыли центр"
        assert article.tags.count() == 1

    def test_another_journalists_draft_is_not_there(self, journalist2: User) -> None:
        article = factories.draft()
        client = client_of(journalist2)
        assert client.get(change_address(article)).status_code == 302
        response = client.post(change_address(article), {"headline": "Подменён", "version": 1})
        assert response.status_code == 404
        assert "Подменён" in response.content.decode()
        article.refresh_from_db()
        assert article.headline == "Открыли центр"


class TestForgedFields:
    def test_what_the_form_does_not_ask_is_not_taken(self, journalist: User, editor: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(
            headline="Новый",
            state="published",
            is_live="on",
            creator=editor.pk,
            claimed_by=editor.pk,
            approver=editor.pk,
            approved_checksum="x",
            unread="on",
            scheduled_for="2030-01-01",
            id="999",
        )
        article.refresh_from_db()
        assert (article.headline, article.state, article.is_live) == ("Новый", "draft", False)
        assert (article.creator, article.claimed_by, article.approved_checksum) == (journalist, None, "")

    def test_a_copy_is_not_made(self, journalist: User) -> None:
        article = factories.draft()
        assert FormClient(journalist, article).send(_saveasnew="1").status_code == 403
        assert Article.objects.count() == 1

    def test_an_unknown_transition_is_a_bad_request(self, journalist: User) -> None:
        article = factories.draft()
        assert FormClient(journalist, article).send(_transition="delete", headline="Иной").status_code == 400
        article.refresh_from_db()
        assert article.headline == "Открыли центр"

    def test_rows_of_another_article_stay(self, journalist: User, editor: User) -> None:
        other = factories.draft(editor, signed="Гость Другой", source="Чужой источник")
        theirs = other.bylines.get()
        article = factories.draft()
        FormClient(journalist, article).send(
            **{"bylines-0-id": theirs.pk, "bylines-0-article": other.pk, "bylines-0-kind": "guest"},
            **{"bylines-0-name": "Подменён", "bylines-INITIAL_FORMS": 1},
        )
        theirs.refresh_from_db()
        assert (theirs.name, theirs.article) == ("Гость Другой", other)
        assert other.sources.count() == 1
        assert article.bylines.get().name == "Подменён"

    @pytest.mark.parametrize("section", ["999999", "x", "-1"])
    def test_a_section_that_is_none_is_named_at_its_field(self, journalist: User, section: str) -> None:
        response = FormClient(journalist, factories.draft()).send(section=section)
        assert "section" in response.context["adminform"].form.errors

    def test_a_translation_is_never_of_an_article_that_one_does_not_see(self, journalist: User, editor: User) -> None:
        hidden = factories.draft(editor, headline="Тайна", language="kk")
        article = factories.draft()
        response = FormClient(journalist, article).send(translation_of=hidden.pk)
        assert "translation_of" in response.context["adminform"].form.errors
        assert "Тайна" not in response.content.decode()

    def test_a_hidden_original_is_shown_as_a_number(self, journalist: User, editor: User) -> None:
        hidden = factories.draft(editor, headline="Тайна", language="kk")
        article = factories.draft(translation_of=hidden)
        page = FormClient(journalist, article).open().content.decode()
        assert "Тайна" not in page
        assert f"№ {hidden.pk}" in page

    def test_nothing_is_deleted(self, head: User) -> None:
        article = factories.draft()
        address = f"/admin/articles/article/{article.pk}/delete/"
        assert client_of(head).get(address).status_code == 403
        assert client_of(head).post(address, {"post": "yes"}).status_code == 403
        assert Article.objects.filter(pk=article.pk).exists()

    def test_the_completion_of_articles_shows_only_what_one_sees(self, journalist: User, editor: User) -> None:
        factories.draft(editor, headline="Тайна редактора")
        factories.draft(headline="Тайна журналиста")
        response = client_of(journalist).get(
            "/admin/autocomplete/",
            {"term": "тайна", "app_label": "articles", "model_name": "article", "field_name": "translation_of"},
        )
        assert [row["text"] for row in response.json()["results"]] == ["Тайна журналиста"]

    def test_the_csrf_token_is_demanded(self, journalist: User) -> None:
        article = factories.draft()
        client = Client(enforce_csrf_checks=True)
        client.force_login(journalist)
        response = client.post(change_address(article), {"headline": "Подменён", "version": 1})
        assert response.status_code == 403


def test_what_was_written_after_the_login_ended_is_given_back(journalist: User) -> None:
    article = factories.draft(journalist)
    client = client_of(journalist)
    client.logout()
    sent = {"headline": "Новый мост", "lead": "Слово. " * 30, "csrfmiddlewaretoken": "k" * 64}
    sent |= {"initial-kicker": "Прежняя рубрика"}
    response = client.post(f"/admin/articles/article/{article.pk}/change/", sent)
    page = response.content.decode()
    assert response.status_code == 403
    assert "отправленное не сохранено" in page
    assert "Новый мост" in page
    assert "Слово. " * 30 in page
    assert "k" * 64 not in page
    assert "Прежняя рубрика" not in page, "it was not typed"
    assert f'href="/admin/login/?next=/admin/articles/article/{article.pk}/change/"' in page
