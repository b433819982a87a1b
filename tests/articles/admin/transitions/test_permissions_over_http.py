"""Every role, state and transition, for own and other articles, through the addresses of the admin."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.admin.transitions.reading import token_for
from articles.models import Article
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import transition_url
from tests.permission_table import ANYWHERE, TABLE, Case, expected
from tests.users import client_of, make, member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROLES = ("head", "editor", "journalist", "corrector", "moderator", "")
REFUSED = {403, 404, 409, 422}


def answers(transition: str) -> dict[str, str]:
    tomorrow = timezone.localtime() + timezone.timedelta(days=1)
    return {
        "send_back": {"reason": "Проверьте имя"},
        "force_publish": {"reason": "Молния"},
        "withdraw": {"reason": "Ошибка", "kind": "gone"},
        "schedule": {"date": tomorrow.strftime("%Y-%m-%d"), "time": "12:00"},
    }.get(transition, {})


def status_of(client: Client, article: Article, transition: str) -> int:
    """Send the transition with the token of the page that shows the text, as if the user had opened it."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    data = {"version": article.version, "reading_token": token_for(article, user), **answers(transition)}
    return client.post(transition_url(article, transition), data).status_code


def every_article(person: User) -> Iterator[tuple[Case, Article]]:
    """Make an article of the person and one of another author in each state, once off the site and once live."""
    for state, writer in product(ANYWHERE.split(), (True, False)):
        creator = person if writer and person.has_perm("articles.add_article") else member("journalist2")
        article = factories.STATES[state](creator)
        yield Case(person.roles, state, article.is_live, creator == person, claimed_by=False), article
    article = factories.revised(member("journalist2"))
    yield Case(person.roles, "draft", is_live=True, writer=False, claimed_by=False), article


@pytest.mark.parametrize("role", ROLES)
def test_a_button_does_what_the_table_says_and_nothing_else(role: str) -> None:
    for name in ("head", "editor", "corrector", "journalist2"):
        member(name)
    person = make("person", "Ұлпан Жаңбырбай", *([role] if role else []))
    client = client_of(person)
    transitions = [transition for transition in TABLE if transition not in ("fix_typo", "catch_up")]
    wrong = []
    for case, article in every_article(person):
        before = Article.objects.filter(pk=article.pk).values().get()
        for transition in transitions:
            with transaction.atomic():
                status = status_of(client, article, transition)
                changed = Article.objects.filter(pk=article.pk).values().get() != before
                transaction.set_rollback(True)
            should = expected(transition, case)
            # A user without a role may not open the admin and gets the sent text back.
            refused = REFUSED if role else {403}
            if changed != should or status not in ({302} if should else refused):
                wrong.append(f"{transition} {case}: {status}, changed: {changed}")
    assert wrong == []


@pytest.mark.parametrize("role", ["editor", "journalist", "corrector"])
def test_opening_the_page_of_a_transition_changes_nothing(role: str) -> None:
    person = member(role)
    article = factories.submitted(member("journalist"))
    before = Article.objects.filter(pk=article.pk).values().get()
    client = client_of(person)
    for transition in TABLE:
        client.get(f"/admin/articles/article/{article.pk}/{transition}/")
    assert Article.objects.filter(pk=article.pk).values().get() == before
