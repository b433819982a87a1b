"""Log rows of the robot user are shown in the language of the user who reads them."""

import pytest
from django.core import mail

from articles import actions, notifications
from articles.models import Article
from staff.accounts import grant
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db


def history_of(article: Article, user: User) -> str:
    return client_of(user).get(f"/admin/articles/article/{article.pk}/history/").content.decode()


@pytest.fixture
def speaks_kazakh(editor: User) -> User:
    editor.language, editor.email = "kk", "editor@example.kz"
    editor.save()
    return editor


def test_it_has_a_name_in_both_languages(speaks_kazakh: User, journalist: User) -> None:
    article = factories.scheduled()
    factories.make_due(article)
    actions.publish_due()
    assert "Планировщик," in history_of(article, journalist)
    shown = history_of(article, speaks_kazakh)
    assert "Жоспарлаушы," in shown
    assert "Планировщик" not in shown


def test_it_says_in_both_languages_why_a_plan_was_taken_back(speaks_kazakh: User, journalist: User) -> None:
    article = factories.scheduled()
    factories.make_due(article)
    actions.cancel_pending_after_restore()
    assert "Редакция восстановлена из резервной копии" in history_of(article, journalist)
    assert "резервной" not in history_of(article, speaks_kazakh)


def test_it_says_so_of_a_lost_right_in_the_history_and_in_the_letter(speaks_kazakh: User, journalist: User) -> None:
    article = factories.scheduled()
    factories.make_due(article)
    grant(speaks_kazakh, ["corrector"], by=None)
    notifications.deliver()
    mail.outbox.clear()
    assert actions.publish_due() == 0
    notifications.deliver()
    assert "больше нет такого права" in history_of(article, journalist)
    assert "больше нет такого права" not in history_of(article, speaks_kazakh)
    assert ["editor@example.kz"] in [letter.to for letter in mail.outbox]
    assert not [letter for letter in mail.outbox if "больше нет такого права" in letter.body + letter.subject]


def test_what_a_person_has_typed_stays_as_typed(speaks_kazakh: User) -> None:
    article = factories.proofing()
    actions.send_back(article, by=speaks_kazakh, reason="Нет лида.")
    assert "Нет лида." in history_of(article, speaks_kazakh)
