"""The screen of an article's links for people outside."""

import re

import pytest
from django.test import Client

from articles import actions
from articles.actions.preview_links import MOST_LINKS
from articles.models import Article, PreviewLink
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.articles.preview.links import link_to, open_link, send
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview-links/"


def test_a_link_is_made_copied_and_opened_by_somebody_without_login(journalist: User) -> None:
    article = factories.draft()
    client = client_of(journalist)
    made = client.post(address(article), {"recipient": "Аким", "quotation": "", "days": "7"}, follow=True)
    shown = made.content.decode()
    assert "Ссылка готова" in shown
    found = re.search(r'value="http[^"]*?(/preview/[^"]+)" readonly', shown)
    assert found
    assert Client().get(found[1]).status_code == 200
    link = PreviewLink.objects.get()
    assert (link.created_by, link.recipient, (link.expires_at - link.created_at).days) == (journalist, "Аким", 7)
    assert "Ответа пока нет" in shown
    send(link, kind="remark", text="Не так")
    assert "Не так" in client.get(address(article)).content.decode()


def test_a_link_is_revoked(journalist: User) -> None:
    article = factories.draft()
    link = link_to(article)
    client = client_of(journalist)
    gone = client.post(f"{address(article)}{link.pk}/revoke/", follow=True).content.decode()
    assert "Ссылка отозвана" in gone
    assert open_link(link).status_code == 410
    assert "readonly" not in gone
    again = client.post(f"{address(article)}{link.pk}/revoke/")
    assert again.status_code == 409
    assert "Эту ссылку уже отозвали." in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"recipient": ""}, 422, "Обязательное поле"),
        ({"recipient": "ы" * 121}, 422, "120"),
        ({"quotation": "Таких слов нет"}, 422, "такого места нет"),
        ({"quotation": "ы" * 3001}, 422, "3000"),
        ({"days": "8"}, 422, "8"),
        ({"days": ""}, 422, "Обязательное поле"),
        ({"days": "zz"}, 422, "zz"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    journalist: User, typed: dict[str, str], status: int, sentence: str
) -> None:
    article = factories.draft()
    fields = {"recipient": "Аким Ержан", "quotation": "", "days": "3", **typed}
    answer = client_of(journalist).post(address(article), fields)
    assert answer.status_code == status
    shown = answer.content.decode()
    assert sentence in shown
    assert fields["recipient"] in shown
    assert fields["quotation"] in shown
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("login", ["corrector", "editor", "head", "writer_corrector"])
def test_who_sees_the_article_sees_the_links_and_only_writers_and_editors_get_the_address(login: str) -> None:
    article = factories.draft()
    link = link_to(article)
    client = client_of(member(login))
    shown = client.get(address(article)).content.decode()
    may = login in ("editor", "head")
    assert "Аким Ержан Байжан" in shown
    assert ("readonly" in shown) == may
    made = client.post(address(article), {"recipient": "Чужой", "days": "7"})
    assert made.status_code == (302 if may else 403)
    revoked = client.post(f"{address(article)}{link.pk}/revoke/")
    assert revoked.status_code == (302 if may else 403)


@pytest.mark.parametrize("login", ["journalist2", "moderator"])
def test_who_may_not_see_the_article_gets_404(login: str) -> None:
    article = factories.draft(headline="Тайна")
    link = link_to(article)
    client = client_of(member(login))
    for answer in (
        client.get(address(article)),
        client.post(address(article), {"recipient": "x", "days": "7"}),
        client.post(f"{address(article)}{link.pk}/revoke/"),
    ):
        assert answer.status_code == 404
        assert "Тайна" not in answer.content.decode()
    assert open_link(link).status_code == 200


def test_a_link_of_another_article_is_not_revoked_here(journalist: User) -> None:
    mine, other = factories.draft(), factories.draft(member("journalist2"))
    link = link_to(other)
    answer = client_of(journalist).post(f"{address(mine)}{link.pk}/revoke/")
    assert answer.status_code == 404
    assert open_link(link).status_code == 200


@pytest.mark.parametrize("state", ["published", "withdrawn", "spiked"])
def test_of_a_text_that_is_out_or_in_the_bin_no_link_is_made(state: str, editor: User) -> None:
    article = factories.STATES[state]()
    client = client_of(editor)
    assert "Сделать ссылку" not in client.get(address(article)).content.decode()
    answer = client.post(address(article), {"recipient": "Аким", "days": "7"})
    assert answer.status_code == 409
    assert "показывать нечего" in answer.content.decode()


def test_an_article_has_a_limit_of_links(journalist: User) -> None:
    article = factories.draft()
    for _number in range(MOST_LINKS):
        link = link_to(article)
    client = client_of(journalist)
    answer = client.post(address(article), {"recipient": "Ещё один", "days": "7"})
    assert answer.status_code == 422
    assert "тридцать действующих ссылок" in answer.content.decode()
    actions.revoke_preview_link(link, by=journalist)
    assert client.post(address(article), {"recipient": "Ещё один", "days": "7"}).status_code == 302


def test_the_form_leads_there(journalist: User) -> None:
    article = factories.draft()
    assert address(article) in client_of(journalist).get(change_address(article)).content.decode()
