"""A database that takes no writes: the forms come back with a sentence and with everything that was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from articles.models import Article
from newsroom.digests.models import Digest
from newsroom.website.models import Section
from staff.accounts import grant
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, FormClient, form_of
from tests.users import client_of

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "База данных"


@contextmanager
def read_only() -> Iterator[None]:
    """Make this connection refuse every write, as a full or locked database does."""
    on, off = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


def quiet_client(user: User) -> Client:
    """Return a client that shows the error page, as the server does, instead of raising."""
    client = client_of(user)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("is_new", [True, False])
def test_the_article_form_keeps_what_was_typed(journalist: User, is_new: bool) -> None:
    form_client = FormClient(journalist, None if is_new else factories.draft(headline="Прежний"))
    with read_only():
        response = form_client.send(headline="Мост", lead="Его ждали десять лет", body="<p>Первый абзац.</p>")
    page = response.content.decode()
    assert response.status_code == 503
    assert SENTENCE in page
    fields = form_of(response)
    assert (fields["headline"], fields["lead"]) == ("Мост", "Его ждали десять лет")
    assert fields["body"] == "<p>Первый абзац.</p>"
    assert not Article.objects.filter(headline="Мост").exists()
    form_client.fields = fields
    assert form_client.send().status_code == 302
    assert Article.objects.filter(headline="Мост").exists()


def test_other_forms_give_back_everything_and_may_be_sent_again(head: User) -> None:
    factories.section("kultura")
    client = quiet_client(head)
    for address, model in (("/admin/website/section/add/", Section), ("/admin/digests/digest/add/", Digest)):
        fields = form_of(client.get(address), f"{model._meta.model_name}_form")
        typed = {**fields, "name_ru": "Город и люди", "name_kk": "Қала", "title": "Неделя в городе", "slug": "gorod"}
        before = model._default_manager.count()
        with read_only():
            response = client.post(address, typed)
        page = response.content.decode()
        assert response.status_code == 503, address
        assert SENTENCE in page
        assert "Неделя в городе" in page
        assert 'name="title" value="Неделя в городе"' in page
        assert model._default_manager.count() == before


def test_a_database_that_is_away_answers_503(journalist: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = quiet_client(journalist)

    def away(*args: object) -> None:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    response = client.post(ADD, {"headline": "Мост", "lead": "Слово. " * 30, "password": "тайный пароль"})
    page = response.content.decode()
    assert response.status_code == 503
    assert "Слово. " * 30 in page
    assert "тайный пароль" not in page


def test_what_was_sent_after_a_role_was_lost_is_given_back(editor: User) -> None:
    article = factories.draft(editor)
    form_client = FormClient(editor, article)
    grant(editor, ["moderator"], by=None)
    form_client.client = client_of(User.objects.get(pk=editor.pk))
    response = form_client.send(headline="Мост", lead="Слово. " * 30)
    assert response.status_code in (403, 404)
    assert "Слово. " * 30 in response.content.decode()
