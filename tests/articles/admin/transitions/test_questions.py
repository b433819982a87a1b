"""What the page of a transition asks, and when it complains."""

import pytest

from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import change_address, transition_url
from tests.users import client_of

pytestmark = pytest.mark.django_db


def test_a_search_does_not_complain_about_what_is_not_filled_in_yet(editor: User) -> None:
    factories.published(headline="Мост открыли")
    article = factories.published()
    article.refresh_from_db()
    data = {"version": article.version, "kind": "redirect", "target": "Мост", "_find": "1"}
    page = client_of(editor).post(transition_url(article, "withdraw"), data).content.decode()
    assert "Мост открыли" in page
    assert "errorlist" not in page
    nothing = client_of(editor).post(transition_url(article, "withdraw"), data | {"target": "Тоннель"})
    assert "Ничего не нашлось" in nothing.content.decode()
    # The transition itself still asks for the reason.
    del data["_find"]
    assert client_of(editor).post(transition_url(article, "withdraw"), data).status_code == 422


def test_a_revision_is_discarded_after_a_question_only(editor: User) -> None:
    article = factories.revised()
    address = transition_url(article, "discard")
    form = client_of(editor).get(change_address(article)).content.decode()
    assert f'href="{address}"' in form
    assert 'value="discard"' not in form
    page = client_of(editor).get(address).content.decode()
    assert "заменится текстом с сайта" in page
    article.refresh_from_db()
    assert article.state == "draft"
    client_of(editor).post(address, {"version": article.version})
    article.refresh_from_db()
    assert article.state == "published"
