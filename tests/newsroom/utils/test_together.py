"""Several questions in one statement, with the answers that each would have had alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.utils.together import Question, together
from newsroom.website.models import Outlet, Section
from newsroom.website.models.article import PublishedArticle
from staff.models import Person, Position
from tests.newsroom.website.website_factories import NOON, outlet, person, publish_rows, section

pytestmark = pytest.mark.django_db


def test_it_asks_once_and_answers_in_order() -> None:
    outlet(name_ru='Кавычки " и \\ слэш', age_mark="12+")
    section("gorod", order=2)
    section("sport", order=1, is_enabled=False)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        outlets, sections = together(Question(Outlet.objects.all()), Question(Section.objects.order_by("order")))
    assert len(asked) == 1
    assert outlets == [Outlet.objects.get()]
    assert outlets[0].name_ru == 'Кавычки " и \\ слэш'
    assert [(found.slug, found.is_enabled) for found in sections] == [("sport", False), ("gorod", True)]


def test_it_brings_times_and_days_as_the_models_have_them() -> None:
    article = publish_rows(at=NOON)
    held = Position.objects.create(person=person(), title_ru="Редактор", starts_on=NOON.date())
    articles, positions = together(Question(PublishedArticle.objects.all()), Question(Position.objects.all()))
    assert articles[0].published_at == article.published_at == NOON
    assert articles[0].sources == []
    assert positions[0].starts_on == held.starts_on
    assert positions[0].ends_on is None


def test_it_leaves_other_columns_to_be_asked_for() -> None:
    publish_rows(headline="Мост")
    (found,) = together(Question(PublishedArticle.objects.all(), ("slug",)))
    assert found[0].get_deferred_fields() >= {"headline", "body"}
    assert found[0].headline == "Мост"


def test_it_takes_a_slice_and_answers_nothing_with_nothing() -> None:
    for number in range(3):
        publish_rows(number + 1)
    newest, nobody = together(
        Question(PublishedArticle.objects.newest_first()[:2], ("id",)),
        Question(Person.objects.filter(slug="nobody")),
    )
    assert [article.pk for article in newest] == [3, 2]
    assert nobody == []
