"""The search finds the newest matches of common terms, of rare ones, and of terms that only old articles have."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.website.models import PublishedArticle, SearchDocument
from newsroom.website.models.search_document import LAST_POSITION, position_of
from tests import factories

pytestmark = pytest.mark.django_db

MANY, MOST, EVERYTHING = 700, 100, (0, LAST_POSITION)
NEWEST = datetime(2026, 11, 1, tzinfo=UTC)


def terms_of(age: int) -> str:
    """Return the terms of the article that has `age` newer ones."""
    carried = {
        "everywhere": True,
        "half": age % 2 == 0,
        "rare": age % 90 == 7,
        "middle": 250 <= age < 350,
        "old": age >= MANY - 2 * MOST,
        "new": age < 2 * MOST,
    }
    return " ".join(term for term, is_carried in carried.items() if is_carried)


@pytest.fixture
def places() -> list[int]:
    """Index many articles; return their positions, the newest first."""
    section = factories.section()
    articles = [
        PublishedArticle(
            id=MANY - age,
            language="ru",
            slug="most",
            headline="Мост",
            section=section,
            published_at=NEWEST - timedelta(hours=age),
        )
        for age in range(MANY)
    ]
    PublishedArticle.objects.bulk_create(articles)
    SearchDocument.objects.bulk_create(
        SearchDocument(position=position_of(article), article=article, terms=terms_of(age))
        for age, article in enumerate(articles)
    )
    return [position_of(article) for article in articles]


def found(*groups: list[str], between: tuple[int, int] = EVERYTHING, most: int = MOST) -> list[int]:
    return list(SearchDocument.objects.newest_matching([*groups], between, most).values_list("position", flat=True))


@pytest.mark.parametrize(
    "groups",
    [
        [["everywhere"]],
        [["half"]],
        [["rare"]],
        [["middle"]],
        [["old"]],
        [["nowhere"]],
        [["nowhere", "rare"]],
        [["half"], ["rare", "old"]],
        [["everywhere"], ["half"], ["old"]],
        [["new"], ["old"]],
    ],
)
@pytest.mark.parametrize("most", [1, MOST, MANY + 1])
def test_it_finds_the_newest_that_have_a_term_of_every_group(
    groups: list[list[str]], most: int, places: list[int]
) -> None:
    matching = [age for age in range(MANY) if all(set(group) & set(terms_of(age).split()) for group in groups)]
    assert found(*groups, most=most) == [places[age] for age in matching[:most]]


@pytest.mark.parametrize("term", ["everywhere", "rare", "middle", "old"])
@pytest.mark.parametrize(("newest", "oldest"), [(40, MANY - 40), (230, 300), (300, 600), (MANY - 1, 0)])
@pytest.mark.parametrize("most", [1, MANY])
def test_it_looks_within_the_bounds_only(term: str, newest: int, oldest: int, most: int, places: list[int]) -> None:
    matching = [age for age in range(newest, oldest + 1) if term in terms_of(age).split()]
    between = (places[oldest], places[newest])
    assert found([term], between=between, most=most) == [places[age] for age in matching[:most]]
