"""The search result and the messenger card in the form of an article."""

import re

import pytest

from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.users import client_of

pytestmark = pytest.mark.django_db


def lines(page: str) -> list[tuple[str, str]]:
    """Return text and count of each line in order: title and text of the search, then of the card."""
    found = re.findall(
        r'<p class="snippet__\w+" data-snippet="[^"]*" data-limit="\d+">(.*?)</p>\s*<p[^>]*>(.*?)</p>', page
    )
    return [(text, count) for text, count in found]


def test_they_show_what_the_site_will_send(journalist: User) -> None:
    article = factories.draft(
        headline="Мост", lead="Его\nждали", seo_headline="Мост в Тастыбулаке", social_headline="Ура"
    )
    page = client_of(journalist).get(change_address(article)).content.decode()
    assert lines(page) == [
        ("Мост в Тастыбулаке", "знаков: 18 из 60"),
        ("Его ждали", "знаков: 9 из 160"),
        ("Ура", "знаков: 3 из 70"),
        ("Его ждали", "знаков: 9 из 200"),
    ]


def test_what_does_not_fit_is_marked(journalist: User) -> None:
    article = factories.draft(headline="Слова " * 10 + "длинное")
    page = client_of(journalist).get(change_address(article)).content.decode()
    assert lines(page)[0] == (f'{"Слова " * 9}Слова<s class="snippet__cut"> длинное</s>', "знаков: 67 из 60")
    article = factories.draft(headline="ы" * 75)
    page = client_of(journalist).get(change_address(article)).content.decode()
    assert lines(page)[0] == (f'{"ы" * 60}<s class="snippet__cut">{"ы" * 15}</s>', "знаков: 75 из 60")


def test_a_new_article_and_a_form_that_is_only_read_have_them(journalist: User, corrector: User) -> None:
    assert lines(client_of(journalist).get(ADD).content.decode())[0] == ("", "знаков: 0 из 60")
    article = factories.submitted(headline="Мост")
    page = client_of(corrector).get(change_address(article)).content.decode()
    assert lines(page)[0] == ("Мост", "знаков: 4 из 60")
