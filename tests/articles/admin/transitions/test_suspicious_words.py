"""Before a text that looks like a draft goes to readers, the admin asks once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import validation
from articles.models import Article
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, change_address, transition_url
from tests.users import client_of

pytestmark = pytest.mark.django_db

MARKED = "Черновик: мост открыли"


def answers(transition: str) -> dict[str, str]:
    tomorrow = timezone.localtime() + timedelta(days=1)
    return {
        "schedule": {"date": tomorrow.strftime("%Y-%m-%d"), "time": "12:00"},
        "force_publish": {"reason": "Срочно"},
    }.get(transition, {})


@pytest.mark.parametrize(
    ("headline", "lead", "words"),
    [
        ("НЕ ПУБЛИКОВАТЬ: мост открыли", "", ["НЕ ПУБЛИКОВАТЬ"]),
        ("тест тест тест", "", ["тест тест тест"]),
        ("Тест", "", ["Тест"]),
        ("Мост", "xxx", ["xxx"]),
        ("Мост", "Lorem ipsum dolor sit amet", ["Lorem ipsum"]),
        ("Черновик про мост", "", ["Черновик"]),
        ("Тест на антитела подешевел", "Его сдают в Xi'an и Xxi веке", []),
        ("Мост через реку Тестовую", "Рыба и текст", []),
    ],
)
def test_it_finds_words_that_are_not_meant_for_readers(headline: str, lead: str, words: list[str]) -> None:
    assert validation.suspicious_words(Article(headline=headline, lead=lead)) == words


@pytest.mark.parametrize(
    ("transition", "state"), [("publish", "approved"), ("schedule", "approved"), ("force_publish", "submitted")]
)
def test_it_asks_once_and_then_goes_on(editor: User, transition: str, state: str) -> None:
    article = factories.STATES[state](headline=MARKED)
    client = client_of(editor)
    data = {"version": article.version, **answers(transition)}
    response = client.post(transition_url(article, transition), data)
    article.refresh_from_db()
    assert response.status_code == 422
    assert "«Черновик»" in response.content.decode()
    assert article.state == state
    assert client.post(transition_url(article, transition), {**data, "confirmed": "on"}).status_code == 302
    article.refresh_from_db()
    assert article.state in ("published", "scheduled")


def test_the_button_of_the_form_leads_to_the_question(editor: User) -> None:
    article = factories.approved(headline=MARKED)
    form_client = FormClient(editor, article)
    assert "Похоже, это не для читателей" in form_client.open().content.decode()
    response = form_client.send(_transition="publish")
    assert response["Location"] == transition_url(article, "publish")
    article.refresh_from_db()
    assert not article.is_live


def test_it_asks_before_the_former_time_is_planned_again(editor: User) -> None:
    article = factories.approved(headline=MARKED)
    Article.objects.filter(pk=article.pk).update(scheduled_for=timezone.now() + timedelta(days=1))
    response = FormClient(editor, article).send(_transition="reschedule")
    assert response["Location"] == transition_url(article, "schedule")
    article.refresh_from_db()
    assert article.state == "approved"


def test_it_is_not_published_in_bulk(editor: User) -> None:
    marked, plain = factories.approved(headline=MARKED), factories.approved()
    chosen = {"action": "publish", "_selected_action": [marked.pk, plain.pk]}
    response = client_of(editor).post("/admin/articles/article/", chosen, follow=True)
    marked.refresh_from_db()
    plain.refresh_from_db()
    assert (marked.is_live, plain.is_live) == (False, True)
    assert "«Черновик»" in response.content.decode()
    assert change_address(marked) in response.content.decode()
