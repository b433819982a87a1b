"""Every address that was ever public keeps answering, whatever is done in the admin."""

import pytest
from django.test import Client

from articles import actions
from newsroom.exceptions import Incomplete
from newsroom.website.models import PublishedArticle, Tag
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def _rename(tag: Tag, slug: str, by: User) -> None:
    tag.slug = slug
    actions.save_tag(tag, by=by)


def test_it_gives_a_new_tag_no_address_that_leads_to_another(editor: User, journalist: User, client: Client) -> None:
    factories.published(tags=("Вода",))
    _rename(Tag.objects.get(), "voda-i-reki", editor)
    FormClient(journalist, factories.draft(journalist)).send(tags="Вода, Вода! / —")
    assert Tag.objects.count() == 2
    assert client.get("/tags/voda/").headers["Location"] == "/tags/voda-i-reki/"


def test_it_prefers_what_answers_to_what_bears_the_name(editor: User, client: Client) -> None:
    factories.published(tags=("Вода",))
    _rename(Tag.objects.get(), "voda-i-reki", editor)
    Tag.objects.create(name="Вода в кране", slug="voda")
    assert client.get("/tags/voda/").headers["Location"] == "/tags/voda-i-reki/"


def test_it_swaps_the_addresses_of_two_tags_without_a_loop(editor: User, client: Client) -> None:
    factories.published(tags=("Вода", "Река"))
    water, river = Tag.objects.order_by("name")
    _rename(water, "nechto", editor)
    _rename(river, "voda", editor)
    _rename(water, "reka", editor)
    assert client.get("/tags/voda/").status_code == client.get("/tags/reka/").status_code == 200
    assert client.get("/tags/nechto/").headers["Location"] == "/tags/reka/"


def test_it_redirects_a_withdrawn_article_to_a_live_one_only(editor: User, client: Client) -> None:
    first, second = factories.published(headline="Первый"), factories.published(headline="Второй")
    target = PublishedArticle.objects.get(pk=second.pk)
    actions.withdraw(first, by=editor, reason="Дубль", kind="redirect", redirect_to=target)
    address = f"/articles/{first.pk}-pervyy/"
    assert client.get(address).headers["Location"] == target.get_absolute_url()
    gone = PublishedArticle.objects.get(pk=first.pk)
    with pytest.raises(Incomplete):
        actions.withdraw(second, by=editor, reason="Дубль", kind="redirect", redirect_to=gone)
    actions.withdraw(second, by=editor, reason="Ошибка")
    assert client.get(address).status_code == 410
