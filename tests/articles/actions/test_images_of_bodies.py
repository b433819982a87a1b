"""The photos of a body are public exactly while a live article, or something else, shows them."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles import actions
from newsroom.exceptions import Incomplete
from newsroom.images.models import Image
from newsroom.website.models import PublishedImage
from tests import factories
from tests.articles.actions.test_images import fresh, is_out, withdraw
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("either_storage")]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def with_photos(*images: Image) -> str:
    words = 'data-layout="text" data-alt="а" data-credit="б"'
    figures = (f'<figure data-photo="{image.pk}" {words}><figcaption></figcaption></figure>' for image in images)
    return "<p>Текст</p>" + "".join(figures)


class TestPhotosOfTheBody:
    def test_they_are_public_while_a_live_article_shows_them(self) -> None:
        one, two = stored_image(), stored_image()
        first, second = factories.published(body=with_photos(one, two)), factories.published(body=with_photos(two))
        assert (is_out(one), is_out(two)) == (True, True)
        withdraw(first)
        assert (is_out(one), is_out(two)) == (False, True)
        withdraw(second)
        assert not is_out(two)

    def test_a_photo_that_the_next_text_does_not_show_is_withdrawn(self) -> None:
        one, two = stored_image(), stored_image()
        article = factories.published(body=with_photos(one, two), image=one)
        actions.revise(article, by=article.creator)
        with actions.editing(article, by=article.creator) as text:
            text.body = with_photos()
        assert is_out(two)
        actions.submit(article, by=article.creator)
        actions.approve(article, by=member("corrector"))
        actions.publish(article, by=member("editor"))
        assert (is_out(one), is_out(two)) == (True, False)

    def test_a_draft_publishes_none(self) -> None:
        image = stored_image()
        factories.approved(body=with_photos(image))
        assert not is_out(image)

    def test_the_database_keeps_an_image_that_a_live_article_shows(self) -> None:
        image = stored_image()
        factories.published(body=with_photos(image))
        with pytest.raises(ProtectedError):
            fresh(image).delete()

    def test_rebuilding_keeps_them(self) -> None:
        image = stored_image()
        article = factories.published(body=with_photos(image))
        PublishedImage.objects.all().delete()
        actions.rebuild_published()
        assert list(PublishedImage.objects.values_list("article", "image")) == [(article.pk, image.pk)]
        assert is_out(image)

    def test_one_that_is_gone_stops_the_submission(self) -> None:
        article = factories.draft(body=with_photos(Image(pk=999)))
        with pytest.raises(Incomplete, match="которого больше нет в библиотеке"):
            actions.submit(article, by=article.creator)

    def test_one_without_description_or_credit_does_too(self) -> None:
        image = stored_image()
        article = factories.draft(body=f'<p>а</p><figure data-photo="{image.pk}"><figcaption></figcaption></figure>')
        member("corrector")
        with pytest.raises(Incomplete) as refused:
            actions.submit(article, by=article.creator)
        assert {str(reason) for reason in refused.value.reasons} == {
            "У снимка в тексте нет описания для незрячих.",
            "У снимка в тексте нет источника.",
        }

    def test_twenty_photos_cost_five_statements_more_than_none(self) -> None:
        plain = factories.approved()
        full = factories.approved(body=with_photos(*(stored_image() for _number in range(20))))
        with CaptureQueriesContext(connection) as without:
            actions.publish(plain, by=member("editor"))
        with CaptureQueriesContext(connection) as captured:
            actions.publish(full, by=member("editor"))
        assert len(captured) - len(without) <= 5
        assert len(captured) <= 35
