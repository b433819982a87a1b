"""Bulk actions call the ordinary action for each article."""

from typing import Any

import pytest
from django.http.response import HttpResponse

from articles.models import Article, Transition
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def act(user: User, transition: str, *articles: Article, **more: Any) -> HttpResponse:
    data = {"action": transition, "_selected_action": [article.pk for article in articles], **more}
    return client_of(user).post(more.pop("address", LIST), data, follow=True)


def test_each_refusal_names_its_article(journalist: User, corrector: User) -> None:
    ready, unready = factories.draft(headline="Готовый"), factories.draft(headline="Неготовый", lead="")
    page = act(journalist, "submit", ready, unready).content.decode()
    ready.refresh_from_db()
    unready.refresh_from_db()
    assert (ready.state, unready.state) == ("submitted", "draft")
    assert "Неготовый" in page
    assert "Нет лида." in page
    assert "«Отправить на вычитку»: 1 материал." in page


def test_the_writer_is_no_reader_in_bulk_either(writer_corrector: User, corrector: User) -> None:
    own, others = factories.submitted(writer_corrector), factories.submitted()
    act(writer_corrector, "claim", own, others)
    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.state, others.state) == ("submitted", "proofing")


@pytest.mark.parametrize(
    ("login", "offered"),
    [
        ("journalist", {"submit", "spike", "unspike"}),
        ("corrector", {"claim", "release"}),
        ("editor", {"submit", "claim", "release", "publish", "unschedule", "spike", "unspike"}),
    ],
)
def test_only_what_a_role_gives_is_offered(login: str, offered: set[str], request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(login)
    factories.published()
    form = client_of(user).get(LIST).context["action_form"]
    assert {name for name, _label in form.fields["action"].choices if name} == offered


@pytest.mark.parametrize("transition", ["publish", "approve", "withdraw", "delete_selected"])
def test_what_is_not_offered_is_not_done(journalist: User, transition: str) -> None:
    article = factories.approved()
    logged = Transition.objects.count()
    act(journalist, transition, article, reason="x", kind="gone", post="yes")
    article.refresh_from_db()
    assert article.state == "approved"
    assert Transition.objects.count() == logged


def test_selecting_all_takes_only_what_one_sees_and_has_filtered(journalist: User, journalist2: User) -> None:
    mine, kazakh = factories.draft(), factories.draft(language="kk")
    hidden = factories.draft(journalist2)
    act(journalist, "spike", mine, address=f"{LIST}?language__exact=ru", select_across="1")
    for article, state in ((mine, "spiked"), (kazakh, "draft"), (hidden, "draft")):
        article.refresh_from_db()
        assert article.state == state


def test_a_forged_selection_reaches_nothing_hidden(journalist: User, journalist2: User) -> None:
    hidden = factories.draft(journalist2, headline="Тайна")
    page = act(journalist, "spike", hidden).content.decode()
    hidden.refresh_from_db()
    assert hidden.state == "draft"
    assert "Тайна" not in page
