"""Changing the placement of a live article."""

import pytest
from django.test import Client

from articles import actions
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient

pytestmark = pytest.mark.django_db


def test_a_live_article_needs_a_section(editor: User) -> None:
    article = factories.published()
    form_client = FormClient(editor, article)
    form_client.client.raise_request_exception = False
    response = form_client.send(section="")
    assert response.status_code in (200, 422)
    assert "рубрик" in response.content.decode().lower()
    assert PublishedArticle.objects.get().section is not None


@pytest.mark.parametrize("first", ["original", "translation"])
def test_it_pairs_two_languages_in_any_order_of_publishing(first: str, editor: User, client: Client) -> None:
    original = factories.approved(headline="Открыли центр")
    translation = factories.approved(headline="Орталық ашылды", language="kk", translation_of=original)
    for article in (original, translation) if first == "original" else (translation, original):
        actions.publish(article, by=editor)
    for article, other in ((original, translation), (translation, original)):
        address, other = (PublishedArticle.objects.get(pk=one.pk).get_absolute_url() for one in (article, other))
        assert f'{other}"' in client.get(address).content.decode()
