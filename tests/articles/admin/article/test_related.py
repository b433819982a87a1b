"""Picks for «Похожее» in the form of an article; changing them voids no approval."""

import pytest

from articles.models import RelatedPick
from articles.workflow import State
from newsroom.website.models import PublishedRelated
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient

pytestmark = pytest.mark.django_db


def picks(article: object) -> list[int]:
    return list(RelatedPick.objects.filter(article=article).order_by("order").values_list("related_id", flat=True))


def test_they_are_kept_in_order_and_void_no_approval(editor: User) -> None:
    one, two = factories.published(headline="Один"), factories.published(headline="Два")
    article = factories.approved()
    FormClient(editor, article).send(related_0=f"№ {two.pk}", related_2="Один")
    article.refresh_from_db()
    assert picks(article) == [two.pk, one.pk]
    assert article.state == State.APPROVED


def test_readers_see_those_of_a_live_article_at_once(editor: User) -> None:
    other, article = factories.published(headline="Другой"), factories.published(headline="Этот")
    FormClient(editor, article).send(related_0=str(other.pk))
    assert PublishedRelated.objects.get().related_id == other.pk


def test_saving_something_else_leaves_them(editor: User) -> None:
    other, article = factories.published(), factories.approved()
    FormClient(editor, article).send(related_0=str(other.pk))
    article.refresh_from_db()
    FormClient(editor, article).send(slug="inache")
    assert picks(article) == [other.pk]


def test_a_draft_itself_and_nonsense_are_refused_in_words(editor: User) -> None:
    article = factories.approved()
    hidden = factories.draft(headline="Тайный черновик")
    live = factories.published()
    for typed in (str(hidden.pk), str(article.pk), "чего нет"):
        page = FormClient(editor, article).send(related_0=typed).content.decode()
        assert "нет такого материала" in page
        assert f'value="{typed}"' in page
        assert "Тайный" not in page
    assert (
        "выбран дважды"
        in FormClient(editor, article).send(related_0=str(live.pk), related_1=str(live.pk)).content.decode()
    )
    assert picks(article) == []


def test_an_article_picked_before_it_goes_out_again_is_joined(editor: User) -> None:
    from articles import actions

    other, article = factories.published(), factories.published()
    FormClient(editor, article).send(related_0=str(other.pk))
    actions.withdraw(other, by=editor, reason="Ошибка")
    assert PublishedRelated.objects.count() == 1


def test_a_stored_pick_is_found_again_beside_one_of_the_same_headline(editor: User) -> None:
    other, article = factories.published(headline="Тепло"), factories.approved()
    factories.published(headline="Тепло")
    FormClient(editor, article).send(related_0=str(other.pk))
    form = FormClient(editor, article)
    assert form.fields["related_0"] == f"№ {other.pk} — Тепло"
    assert form.send().status_code == 302
    assert picks(article) == [other.pk]
