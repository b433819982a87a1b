"""The index of the newsroom's search finds the newest articles with common words, rare ones, and old ones."""

import pytest
from django.db import connection

from articles.models.finding.search import NEWEST, SYNTAX

pytestmark = pytest.mark.django_db

MANY = 1500
ENTER = {
    "sqlite": "INSERT INTO articles_search (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO articles_search (article_id, words) VALUES (%s, %s::tsvector)",
}
WORDS = ("everywhere", "half", "seldom", "rare", "middle", "old", "nowhere")


def words_of(age: int) -> set[str]:
    """Return the words of the article that has `age` newer ones."""
    carried = {
        "everywhere": True,
        "half": age % 2 == 0,
        "seldom": age % 10 == 3,
        "rare": age % 190 == 150,
        "middle": 450 <= age < 550,
        "old": age >= MANY - 100,
    }
    return {word for word, is_carried in carried.items() if is_carried}


@pytest.fixture(autouse=True)
def entries() -> None:
    """Enter the words of many articles, which need not exist: the index refers to none."""
    with connection.cursor() as cursor:
        rows = [(MANY - age, " ".join(sorted(words_of(age)))) for age in range(MANY)]
        cursor.executemany(ENTER[connection.vendor], rows)


def found(word: str, other: str, most: int) -> list[int]:
    """Return the ages of the newest articles with both words."""
    exact, _prefix, _either, both = SYNTAX[connection.vendor]
    query = f"{exact.format(word)}{both}{exact.format(other)}"
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[connection.vendor], [query, most])
        return [MANY - number for (number,) in cursor.fetchall()]


@pytest.mark.parametrize("other", ["everywhere", "half", "seldom"])
@pytest.mark.parametrize("word", WORDS)
def test_it_finds_the_newest_with_both_words(word: str, other: str) -> None:
    matching = [age for age in range(MANY) if {word, other} <= words_of(age)]
    for most in (1, 10, 100, MANY + 1):
        assert found(word, other, most) == matching[:most]
