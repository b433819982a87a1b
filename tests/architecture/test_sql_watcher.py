"""The watch itself: it must be able to fail."""

from collections.abc import Callable

import pytest
from django.db import transaction

from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.website.models import PublishedArticle, Section, Tag
from staff.models import Person
from tests import factories
from tests.architecture.sql_watcher import watched
from tests.newsroom.images.files import rolled_back

pytestmark = pytest.mark.django_db

FORGETFUL: dict[str, Callable[[], object]] = {
    "a publication": lambda: PublishedArticle.objects.update(headline="Иначе"),
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
class TestItFails:
    def test_it_notices_who_begins_no_edition(self, what: str) -> None:
        with pytest.raises(AssertionError, match="no edition began"), watched(), transaction.atomic():
            FORGETFUL[what]()

    def test_it_notices_who_begins_it_too_early(self, what: str) -> None:
        with pytest.raises(AssertionError, match="no edition began"), watched(), transaction.atomic():
            in_turn(SiteVersion.bump, FORGETFUL[what])

    def test_it_notices_who_begins_it_in_another_transaction(self, what: str) -> None:
        with pytest.raises(AssertionError, match="no edition began"), watched():
            in_turn(transaction.atomic(FORGETFUL[what]), transaction.atomic(SiteVersion.bump))

    def test_it_is_content_with_an_edition_at_the_end(self, what: str) -> None:
        with watched() as watch, transaction.atomic(), transaction.atomic():
            FORGETFUL[what]()
            SiteVersion.bump()
        assert watch.begun == 1

    def test_it_forgets_what_is_rolled_back(self, what: str) -> None:
        with watched() as watch, rolled_back(), transaction.atomic():
            FORGETFUL[what]()
        assert (watch.begun, watch.writes) == (0, [])


def test_it_notices_a_write_outside_of_any_transaction() -> None:
    with pytest.raises(AssertionError, match="no edition began"), watched():
        in_turn(FORGETFUL["a publication"], SiteVersion.bump)


def test_it_lets_pass_what_only_the_desk_sees() -> None:
    with watched() as watch:
        Tag.objects.create(name="новый тег", slug="novyy-teg")
        Person.objects.filter(user__isnull=False).update(user=None)
    assert watch.begun == 0
