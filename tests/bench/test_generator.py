"""The generated articles: many, quick, the same each time, and shaped like real ones."""

import re
import time
from itertools import pairwise

import pytest

from newsroom.demo.sections import SECTIONS, TAGS
from tests.bench.generator import GeneratedArticle, generate

LOOSE = re.compile(r" —|  |\.\.\.|\"|[{}]|№ |\d (?:тенге|теңге|млн|км|м,)")


@pytest.fixture(scope="module")
def thousands() -> list[GeneratedArticle]:
    return list(generate(4000))


def share(rows, test):
    return sum(1 for row in rows if test(row)) / len(rows)


def test_it_makes_the_same_articles_for_the_same_seed():
    assert list(generate(50)) == list(generate(50))
    assert list(generate(50)) != list(generate(50, seed=7))


def test_it_makes_as_many_as_asked_from_the_oldest_to_the_newest(thousands):
    assert len(thousands) == 4000
    assert all(older.minutes_ago > newer.minutes_ago > 0 for older, newer in pairwise(thousands))


def test_it_mixes_languages_and_headlines_like_a_newsroom(thousands):
    assert share(thousands, lambda article: article.language == "kk") == pytest.approx(0.15, abs=0.03)
    assert share(thousands, lambda article: "«" in article.headline) == pytest.approx(0.05, abs=0.02)
    assert share(thousands, lambda article: "№" in article.headline) == pytest.approx(0.02, abs=0.01)
    equal = len(thousands) - len({article.headline for article in thousands})
    assert 0.002 < equal / len(thousands) < 0.01


def test_it_keeps_to_the_lengths(thousands):
    assert all(30 <= len(article.headline) <= 145 for article in thousands)
    assert all(3900 <= len(article.body) <= 5000 for article in thousands)


def test_it_uses_known_sections_and_tags(thousands):
    assert {article.section for article in thousands} <= {section.slug for section in SECTIONS}
    russian, kazakh = {tag.name_ru for tag in TAGS}, {tag.name_kk for tag in TAGS}
    assert all(set(article.tags) <= (russian if article.language == "ru" else kazakh) for article in thousands)
    assert all(article.tags for article in thousands)


def test_it_leaves_no_open_slot_and_no_loose_dash(thousands):
    for article in thousands[::20]:
        text = re.sub(r"<[^>]+>", "\n", article.headline + "\n" + article.lead + "\n" + article.body)
        assert not LOOSE.search(text), text
        assert set(re.findall(r"</?(\w+)", article.body)) == {"p", "h2", "ul", "li", "blockquote"}


def test_it_is_quick():
    begun = time.process_time()
    for _ in generate(5000):
        pass
    assert time.process_time() - begun < 1.5, "100,000 must stay well under half a minute"
