"""An article and its translation refer to each other, whichever is published first."""

import pytest
from django.test import Client

from articles import actions
from articles.models import Article
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.users import member

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return PublishedArticle.objects.get(pk=article.pk).get_absolute_url()


def are_paired(one: Article, other: Article) -> bool:
    """Return whether each page links to the other, for readers and for robots."""
    ways = ((one, other), (other, one))
    return all(f'href="{address(there)}"' in Client().get(address(here)).content.decode() for here, there in ways)


def test_the_translation_is_published_second() -> None:
    original = factories.published()
    assert are_paired(original, factories.published(language="kk", translation_of=original))


def test_the_translation_is_published_first() -> None:
    original = factories.approved()
    translation = factories.published(language="kk", translation_of=original)
    actions.publish(original, by=member("editor"))
    assert are_paired(original, translation)


def test_a_withdrawn_article_is_unpaired_and_paired_again() -> None:
    original = factories.published()
    translation = factories.published(language="kk", translation_of=original)
    actions.withdraw(original, by=member("editor"), reason="Ошибка")
    old = PublishedArticle.objects.get(pk=original.pk).get_absolute_url()
    assert old not in Client().get(address(translation)).content.decode()
    actions.restore(original, by=member("editor"))
    actions.submit(original, by=original.creator)
    actions.approve(original, by=member("corrector"))
    actions.publish(original, by=member("editor"))
    assert are_paired(original, translation)
