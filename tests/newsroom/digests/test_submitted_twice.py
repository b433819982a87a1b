"""The add form sent twice makes one digest."""

from functools import partial

import pytest

from newsroom.digests.models import Digest
from tests import factories
from tests.articles.admin.forms_sent import form_of
from tests.articles.admin.test_simultaneous_saves import in_parallel
from tests.users import client_of, member

ADD = "/admin/digests/digest/add/"


def typed_by(role: str, **typed: str) -> dict[str, str]:
    return {**form_of(client_of(member(role)).get(ADD), "digest_form"), "title": "Неделя", **typed}


@pytest.mark.django_db
@pytest.mark.parametrize("button", [{}, {"_propose": ""}])
def test_the_second_post_answers_with_the_digest_of_the_first(button: dict[str, str]) -> None:
    factories.published(headline="Мост")
    fields = {**typed_by("journalist"), **button}
    client = client_of(member("journalist"))
    first, second = client.post(ADD, fields), client.post(ADD, fields)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == Digest.objects.get().admin_url


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"title": "Другая"}, {"intro": "Иное вступление"}, {"language": "kk"}])
def test_another_content_makes_another_digest(other: dict[str, str]) -> None:
    client, fields = client_of(member("journalist")), typed_by("journalist")
    client.post(ADD, fields)
    client.post(ADD, {**fields, **other})
    assert Digest.objects.count() == 2


@pytest.mark.django_db
def test_the_same_content_of_a_colleague_is_a_digest_of_theirs() -> None:
    fields = typed_by("journalist")
    for role in ("journalist", "editor"):
        client_of(member(role)).post(ADD, fields)
    assert Digest.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_digest() -> None:
    fields = typed_by("journalist")
    clients = [client_of(member("journalist")) for _ in range(2)]
    answers = in_parallel(*(partial(client.post, ADD, fields) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Digest.objects.count() == 1
