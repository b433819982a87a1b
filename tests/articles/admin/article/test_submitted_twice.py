"""The add form sent twice makes one article."""

from functools import partial

import pytest

from articles.models import Article
from staff.models import User
from tests.articles.admin.forms_sent import FormClient, change_address
from tests.articles.admin.test_simultaneous_saves import in_parallel
from tests.users import client_of, member


@pytest.mark.django_db
def test_the_second_post_answers_with_the_article_of_the_first(journalist: User) -> None:
    form_client = FormClient(journalist)
    first, second = form_client.send(headline="Мост"), form_client.send(headline="Мост")
    assert Article.objects.count() == 1
    assert first["Location"] == second["Location"] == change_address(Article.objects.get())


@pytest.mark.django_db
def test_a_form_opened_anew_makes_another_article(journalist: User) -> None:
    FormClient(journalist).send(headline="Мост")
    FormClient(journalist).send(headline="Мост")
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_other_words_sent_with_the_same_form_are_not_lost(journalist: User) -> None:
    """The back button of a browser shows the add form again, with its key."""
    form_client = FormClient(journalist)
    form_client.send(headline="Мост")
    response = form_client.send(headline="Мост через реку")
    assert response.status_code == 409
    assert "Мост через реку" in response.content.decode()
    assert Article.objects.get().headline == "Мост"


@pytest.mark.django_db
@pytest.mark.parametrize("key", [None, "", "x", "1" * 32])
def test_a_forged_key_is_no_key(journalist: User, key: str | None) -> None:
    form_client = FormClient(journalist)
    assert form_client.send(headline="Мост", submission_key=key).status_code == 302
    assert Article.objects.get().submission_key is None


@pytest.mark.django_db
def test_the_key_of_a_colleague_shows_nothing_of_theirs(journalist: User, journalist2: User) -> None:
    theirs = FormClient(journalist)
    theirs.send(headline="Тайна")
    response = FormClient(journalist2).send(headline="Мост", submission_key=theirs.fields["submission_key"])
    assert response.status_code == 409
    assert "Тайна" not in response.content.decode()
    assert "Мост" in response.content.decode()


@pytest.mark.django_db
def test_a_form_with_an_error_keeps_its_key(journalist: User) -> None:
    form_client = FormClient(journalist)
    response = form_client.send(headline="")
    assert form_client.fields["submission_key"] in response.content.decode()
    assert client_of(journalist).get("/admin/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_article() -> None:
    form_client = FormClient(member("journalist"))
    other = FormClient(member("journalist"))
    other.fields = dict(form_client.fields)
    answers = in_parallel(*(partial(client.send, headline="Мост") for client in (form_client, other)))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Article.objects.count() == 1
