"""A lead picture without its author or description, or after the end of its rights, is not published."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from articles import actions, validation
from articles.actions.scheduled import publish_due
from articles.models import Article
from articles.workflow import State
from newsroom.exceptions import Incomplete
from newsroom.images.models import Image
from staff.models import User
from tests import factories
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def lacking(**texts: str) -> Image:
    return stored_image(**{"credit": "Фото: Әсел", "alt": "Люди", **texts})


def refused(act: Callable[..., Any], article: Article, **options: Any) -> list[str]:
    with pytest.raises(Incomplete) as caught:
        act(article, **options)
    return caught.value.reasons


class TestMissingTexts:
    @pytest.mark.parametrize(("missing", "sentence"), [("credit", validation.CREDIT), ("alt", validation.ALT)])
    def test_it_stops_submitting_and_the_flash(self, editor: User, missing: str, sentence: object) -> None:
        article = factories.draft(image=lacking(**{missing: ""}))
        assert str(sentence) in refused(actions.submit, article, by=article.creator)
        assert str(sentence) in refused(actions.force_publish, article, by=editor, reason="Срочно")

    def test_all_that_is_missing_is_said_at_once(self, editor: User) -> None:
        article = factories.draft(image=lacking(credit="", alt=" "))
        reasons = refused(actions.force_publish, article, by=editor, reason="Срочно")
        assert {str(validation.CREDIT), str(validation.ALT)} <= set(reasons)

    def test_the_form_lists_it_before_the_press(self) -> None:
        article = factories.draft(image=lacking(credit=""))
        assert str(validation.CREDIT) in client_of(article.creator).get(article.admin_url).content.decode()

    def test_an_article_without_a_picture_needs_none(self) -> None:
        factories.published()


class TestRights:
    def test_the_last_day_still_publishes(self, editor: User) -> None:
        article = factories.approved(image=stored_image(rights_until=day(0)))
        actions.publish(article, by=editor)
        assert article.is_live

    def test_rights_that_ended_after_the_review_stop_publishing(self, editor: User) -> None:
        image = stored_image()
        article = factories.approved(image=image)
        Image.objects.filter(pk=image.pk).update(rights_until=day(-1))
        article = Article.objects.get(pk=article.pk)
        assert refused(actions.publish, article, by=editor) == [str(validation.EXPIRED)]
        assert refused(actions.force_publish, factories.draft(image=image), by=editor, reason="Срочно") == [
            str(validation.EXPIRED)
        ]

    def test_the_button_says_it(self, editor: User) -> None:
        image = stored_image()
        article = factories.approved(image=image)
        Image.objects.filter(pk=image.pk).update(rights_until=day(-1))
        address = f"/admin/articles/article/{article.pk}/publish/"
        response = client_of(editor).post(address, {"version": article.version}, follow=True)
        assert str(validation.EXPIRED) in response.content.decode()
        article.refresh_from_db()
        assert not article.is_live

    def test_a_plan_after_their_end_is_refused(self, editor: User) -> None:
        article = factories.approved(image=stored_image(rights_until=day(1)))
        late = timezone.now() + timedelta(days=3)
        assert refused(actions.schedule, article, by=editor, at=late) == [str(validation.EXPIRED)]
        actions.schedule(article, by=editor, at=timezone.now() + timedelta(hours=1))

    def test_rights_shortened_after_the_plan_stop_the_worker(self) -> None:
        image = stored_image()
        article = factories.scheduled(image=image)
        Image.objects.filter(pk=image.pk).update(rights_until=day(-1))
        factories.make_due(article)
        assert publish_due() == 0
        article.refresh_from_db()
        assert article.state == State.APPROVED
        note = article.transitions.filter(name="plan_failed").get()
        with translation.override("ru"):
            assert str(validation.EXPIRED) in str(note.system_note)

    def test_what_is_live_stays_live(self) -> None:
        image = stored_image()
        article = factories.published(image=image)
        Image.objects.filter(pk=image.pk).update(rights_until=day(-1))
        article.refresh_from_db()
        assert article.is_live


class TestPhotosInTheText:
    def test_the_flash_needs_their_authors_and_rights_too(self, editor: User) -> None:
        image = stored_image(rights_until=day(-1))
        article = factories.draft(
            body=f'{factories.BODY}<figure data-photo="{image.pk}"><figcaption></figcaption></figure>'
        )
        address = f"/admin/articles/article/{article.pk}/force_publish/"
        page = client_of(editor).post(address, {"version": article.version, "reason": "Срочно"}, follow=True)
        for sentence in (validation.NO_ALT, validation.NO_CREDIT, validation.EXPIRED_IN_TEXT):
            assert str(sentence) in page.content.decode()
        article.refresh_from_db()
        assert not article.is_live
