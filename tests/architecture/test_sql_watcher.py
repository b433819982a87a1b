"""The SQL watcher finds each kind of forgotten bump."""

from collections.abc import Callable

import pytest
from django.db import transaction

from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.website.models import PublishedArticle, Section, Tag
from staff.models import Person
from tests import factories
from tests.architecture.sql_watcher import watch_sql
from tests.newsroom.images.files import rolled_back

pytestmark = pytest.mark.django_db

FORGETFUL: dict[str, Callable[[], object]] = {
    "a public article": lambda: PublishedArticle.objects.update(headline="Иначе"),
    "a row of many columns": lambda: PublishedArticle.objects.get().save(),
    "a section": lambda: Section.objects.create(name_ru="Мир", name_kk="Әлем", slug="mir"),
    "a tag's name": lambda: Tag.objects.update(name="Иначе"),
    "a person": lambda: Person.objects.create(name_ru="Кто-то", slug="kto-to"),
    "a former address": lambda: redirects.add_redirect("tag", "prezhniy", 1),
    "a deleted row": lambda: PublishedArticle.objects.get().tag_rows.all().delete(),
}


def in_turn(*acts: Callable[[], object]) -> None:
    for act in acts:
        act()


@pytest.fixture(autouse=True)
def published(db: None) -> None:
    factories.published(tags=("паводок",))


@pytest.mark.parametrize("what", FORGETFUL)
class TestWatcher:
    def test_no_bump(self, what: str) -> None:
        with pytest.raises(AssertionError, match="site version did not"), watch_sql(), transaction.atomic():
            FORGETFUL[what]()

    def test_a_bump_too_early(self, what: str) -> None:
        with pytest.raises(AssertionError, match="site version did not"), watch_sql(), transaction.atomic():
            in_turn(SiteVersion.bump, FORGETFUL[what])

    def test_a_bump_in_another_transaction(self, what: str) -> None:
        with pytest.raises(AssertionError, match="site version did not"), watch_sql():
            in_turn(transaction.atomic(FORGETFUL[what]), transaction.atomic(SiteVersion.bump))

    def test_a_bump_at_the_end_is_right(self, what: str) -> None:
        with watch_sql() as watch, transaction.atomic(), transaction.atomic():
            FORGETFUL[what]()
            SiteVersion.bump()
        assert watch.bumps == 1

    def test_what_is_rolled_back_needs_no_bump(self, what: str) -> None:
        with watch_sql() as watch, rolled_back(), transaction.atomic():
            FORGETFUL[what]()
        assert (watch.bumps, watch.writes) == (0, [])


def test_a_write_outside_of_a_transaction() -> None:
    with pytest.raises(AssertionError, match="site version did not"), watch_sql():
        in_turn(FORGETFUL["a public article"], SiteVersion.bump)


def test_private_data_needs_no_bump() -> None:
    with watch_sql() as watch:
        Tag.objects.create(name="новый тег", slug="novyy-teg")
        Person.objects.filter(user__isnull=False).update(user=None)
    assert watch.bumps == 0
