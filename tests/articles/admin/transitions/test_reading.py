"""Approving needs the page that shows the text: nobody approves an article that they have not opened."""

import pytest

from articles import actions
from articles.models import Article
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, change_address, form_of, post_transition, transition_url
from tests.users import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [factories.submitted, factories.proofing])
def test_it_refuses_an_approval_from_the_dashboard(corrector: User, make) -> None:  # type: ignore[no-untyped-def]
    article = make()
    client = client_of(corrector)
    assert "/approve/" not in client.get("/admin/").content.decode()
    response = client.post(transition_url(article, "approve"), {"version": article.version, "next": "/admin/"})
    article.refresh_from_db()
    assert response.status_code == 422
    assert "Сначала прочтите текст" in response.content.decode()
    assert article.state != "approved"


def test_it_offers_no_approval_in_bulk(corrector: User) -> None:
    article = factories.submitted()
    client = client_of(corrector)
    list_url = "/admin/articles/article/"
    assert 'value="approve"' not in client.get(list_url).content.decode()
    client.post(list_url, {"action": "approve", "_selected_action": article.pk})
    article.refresh_from_db()
    assert article.state == "submitted"


def test_the_page_of_the_approval_shows_the_text_and_approves_it(corrector: User) -> None:
    article = factories.submitted(body="<p>Двенадцать комнат.</p>")
    assert "Двенадцать комнат." in client_of(corrector).get(transition_url(article, "approve")).content.decode()
    assert post_transition(client_of(corrector), article, "approve").status_code == 302
    article.refresh_from_db()
    assert article.state == "approved"


def test_the_read_only_form_carries_the_token(corrector: User) -> None:
    article = factories.submitted()
    client = client_of(corrector)
    fields = form_of(client.get(change_address(article)))
    assert client.post(transition_url(article, "approve"), fields).status_code == 302
    article.refresh_from_db()
    assert article.state == "approved"


@pytest.mark.parametrize("token", ["", "forged", "1:1:1:x"])
def test_the_form_without_a_token_leads_to_the_text(corrector: User, token: str) -> None:
    article = factories.proofing()
    response = FormClient(corrector, article).send(_transition="approve", reading_token=token)
    article.refresh_from_db()
    assert response["Location"] == transition_url(article, "approve")
    assert article.state == "proofing"


def test_it_refuses_the_token_of_another_user_and_of_another_version(corrector: User, editor: User) -> None:
    article = factories.submitted()
    of_editor = form_of(client_of(editor).get(change_address(article)))["reading_token"]
    old = form_of(client_of(corrector).get(change_address(article)))["reading_token"]
    actions.claim(article, by=corrector)
    for token in (of_editor, old):
        data = {"version": article.version, "reading_token": token}
        assert client_of(corrector).post(transition_url(article, "approve"), data).status_code == 422
    assert Article.objects.get().state == "proofing"


def test_catching_up_shows_the_text_on_the_site_and_not_the_working_copy(corrector: User, journalist: User) -> None:
    article = factories.forced(body="<p>Текст на сайте.</p>")
    actions.revise(article, by=article.creator)
    with actions.editing(article, by=article.creator) as copy:
        copy.body = "<p>Новая правка.</p>"
    client = client_of(corrector)
    page = client.get(transition_url(article, "catch_up")).content.decode()
    assert "Текст на сайте." in page
    assert "Новая правка." not in page
    article.refresh_from_db()
    assert client.post(transition_url(article, "catch_up"), {"version": article.version}).status_code == 422
    assert post_transition(client, article, "catch_up").status_code == 302
    article.refresh_from_db()
    assert not article.unread


@pytest.mark.parametrize("field", ["version", "overwrite"])
def test_it_refuses_a_version_to_come_without_the_text(corrector: User, field: str) -> None:
    """It could become the stored version between this check and the action."""
    article = factories.proofing()
    data = {"version": article.version, field: article.version + 1}
    response = client_of(corrector).post(transition_url(article, "approve"), data)
    assert response.status_code == 422
    assert "Сначала прочтите текст" in response.content.decode()
