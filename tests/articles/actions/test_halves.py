"""The half in the other language: made once, checked against its original."""

import pytest

from articles import actions
from articles.models import Article, Translation
from newsroom.exceptions import EditConflict, Incomplete, NotPermitted
from tests import factories
from tests.users import member

pytestmark = pytest.mark.django_db


def half_of(article: Article, login: str = "journalist2") -> Article:
    return actions.make_translation(article, by=member(login))


def test_the_half_is_a_draft_of_who_pressed_with_everything_copied() -> None:
    original = factories.published(tags=("каток",), source="Тастыбулак", signed="author", kicker="Город")
    half = half_of(original)
    assert (half.state, half.language, half.creator) == ("draft", "kk", member("journalist2"))
    assert (half.translation_of, half.section, half.body, half.kicker) == (
        original,
        original.section,
        original.body,
        "Город",
    )
    assert [tag.name for tag in half.tags.all()] == ["каток"]
    assert [source.name for source in half.sources.all()] == ["Тастыбулак"]
    assert [byline.person for byline in half.bylines.all()] == [original.creator.person]
    assert half.last_revision == 1


def test_a_second_press_opens_the_same_half_from_both_sides() -> None:
    original = factories.published()
    half = half_of(original)
    assert half_of(original) == half
    assert half_of(half) == original
    assert Article.objects.count() == 2


def test_the_half_of_another_is_not_revealed() -> None:
    original = factories.published()
    half_of(original, "journalist2")
    with pytest.raises(NotPermitted):
        half_of(original, "writer_moderator")


def test_who_may_not_see_or_create_makes_nothing() -> None:
    with pytest.raises(NotPermitted):
        half_of(factories.draft())
    with pytest.raises(NotPermitted):
        half_of(factories.published(), "moderator")
    assert not Translation.objects.exists()


def test_a_second_translation_is_refused() -> None:
    original = factories.published()
    half_of(original)
    with pytest.raises(Incomplete):
        factories.draft(language="kk", translation_of=original)


def test_the_mark_goes_when_somebody_has_looked_at_this_text() -> None:
    original = factories.published()
    half = half_of(original)
    assert not Translation.objects.get().differs
    actions.revise(original, by=member("editor"))
    with actions.editing(original, by=member("editor")) as copy:
        copy.body = copy.body.replace("кухня", "столовая")
    assert Translation.objects.get().differs
    with pytest.raises(EditConflict):
        actions.check_translation(half, by=member("editor"), version=original.version - 1)
    with pytest.raises(NotPermitted):
        actions.check_translation(half, by=member("journalist"), version=original.version)
    actions.check_translation(half, by=member("editor"), version=original.version)
    assert not Translation.objects.get().differs
