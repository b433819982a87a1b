"""A piece and its translation are paired on the site, whichever goes out first."""

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Publication
from tests import pieces
from tests.cast import member

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return Publication.objects.get(pk=article.pk).get_absolute_url()


def are_paired(one: Article, other: Article) -> bool:
    """Whether each page leads to the other, for readers and for robots."""
    ways = ((one, other), (other, one))
    return all(f'href="{address(there)}"' in Client().get(address(here)).content.decode() for here, there in ways)


def test_the_translation_goes_out_second() -> None:
    original = pieces.published()
    assert are_paired(original, pieces.published(language="kk", translation_of=original))


def test_the_translation_goes_out_first() -> None:
    original = pieces.approved()
    translation = pieces.published(language="kk", translation_of=original)
    publishing.publish(original, by=member("editor"))
    assert are_paired(original, translation)


def test_a_withdrawn_one_is_left_alone_and_comes_back() -> None:
    original = pieces.published()
    translation = pieces.published(language="kk", translation_of=original)
    publishing.withdraw(original, by=member("editor"), reason="Ошибка")
    old = Publication.objects.get(pk=original.pk).get_absolute_url()
    assert old not in Client().get(address(translation)).content.decode()
    publishing.restore(original, by=member("editor"))
    publishing.submit(original, by=original.creator)
    publishing.approve(original, by=member("corrector"))
    publishing.publish(original, by=member("editor"))
    assert are_paired(original, translation)
