"""Links in the body, typed into the editor's dialog: completed on saving, or refused by name."""

import pytest

from articles import actions
from articles.models import Article
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient
from tests.users import client_of

pytestmark = pytest.mark.django_db


def body(address: str) -> str:
    return f'<p>Открыли <a href="{address}">центр</a>, и весь город это видел.</p>'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("goszakup.gov.kz/ru/announce/1", "https://goszakup.gov.kz/ru/announce/1"),
        ("redaktsiya@example.kz", "mailto:redaktsiya@example.kz"),
        ("/about/", "/about/"),
    ],
)
def test_it_completes_a_link_without_a_scheme(journalist: User, typed: str, stored: str) -> None:
    article = factories.draft()
    assert FormClient(journalist, article).send(body=body(typed)).status_code == 302
    article.refresh_from_db()
    assert f'href="{stored}"' in article.body


@pytest.mark.parametrize("typed", ["about", "javascript:alert(1)", "ftp://example.kz/a"])
def test_it_names_a_link_that_leads_nowhere_beside_the_field(journalist: User, typed: str) -> None:
    article = factories.draft()
    response = FormClient(journalist, article).send(body=body(typed))
    (error,) = response.context["adminform"].form.errors["body"]
    assert f"«{typed}»" in error
    assert "весь город это видел" in response.content.decode()
    article.refresh_from_db()
    assert article.version == 1


def test_no_relative_link_is_published(editor: User) -> None:
    """A text that was stored before links were checked."""
    article = factories.approved(body=body("goszakup.gov.kz/ru/") + body("about"))
    actions.publish(article, by=editor)
    published = PublishedArticle.objects.get(pk=article.pk)
    assert 'href="https://goszakup.gov.kz/ru/"' in published.body
    assert 'href="about"' not in published.body
    page = client_of(editor).get(published.get_absolute_url()).content.decode()
    assert 'href="goszakup' not in page
    assert Article.objects.get().is_live
