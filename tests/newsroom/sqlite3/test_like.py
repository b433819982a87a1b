"""LIKE for every alphabet."""

import sqlite3
import time
import unicodedata

import pytest
from django.db import connection
from django.db.models import Value
from hypothesis import given
from hypothesis import strategies as st

from newsroom.redirects.models import Redirect
from newsroom.sqlite3.like import like


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("%ДОБРОВОЛЬЦЫ%", "Добровольцы вышли"),
        ("%қаза%", "ҚАЗАҚСТАН"),
        ("әлем", "ӘЛЕМ"),
        ("а_ы%", "Аты-жөні"),
        ("%", ""),
        ("", ""),
        ("%%а%%", "а"),
        ("а%а", "аба"),
        ("%а_в%", "ааббаков аxв"),
        ("1%", 123),
        ("%a\nb%", "xA\nBx"),
        ("а_б", "а\nб"),
        ("%.*%", "a.*b"),
    ],
)
def test_it_matches(pattern, value):
    assert like(pattern, value) is True


@pytest.mark.parametrize(
    ("pattern", "value"),
    [("а", "б"), ("а", "аа"), ("а%а", "а"), ("_", ""), ("а_", "а"), ("%.*%", "ab"), ("%аб%вг%", "вгаб"), ("а%", "ба")],
)
def test_it_does_not_match(pattern, value):
    assert like(pattern, value) is False


def test_an_escaped_wildcard_is_literal():
    assert like("100\\%", "100%", "\\") is True
    assert like("100\\%", "1000", "\\") is False
    assert like("а\\_б", "аxб", "\\") is False
    assert like("\\\\", "\\", "\\") is True
    assert like("а\\", "а", "\\") is False
    assert like("!%", "%", "!") is True


def test_null_gives_null():
    assert like(None, "а") is like("а", None) is like("а", "а", None) is None


def test_it_refuses_an_escape_of_two_characters():
    with pytest.raises(ValueError, match="single character"):
        like("а", "а", "ab")


@given(st.text("aбБ%_\\.", max_size=8), st.text("aAбБ.%_\\", max_size=10))
def test_it_agrees_with_sqlite_for_latin_letters(pattern, value):
    ascii_pair = [text.replace("б", "b").replace("Б", "B") for text in (value, pattern)]
    database = sqlite3.connect(":memory:")
    expected = database.execute("select ? like ? escape '\\'", ascii_pair).fetchone()[0]
    assert like(pattern, value, "\\") == bool(expected)
    database.close()


@pytest.mark.parametrize(
    "pattern",
    ["%а" * 50 + "%б", "%" + "а_" * 100 + "б%", "%а%" * 300 + "б", "%" + "а" * 5_000 + "б%"],
)
def test_it_answers_a_hostile_pattern_quickly(pattern):
    started = time.process_time()
    assert like(pattern, "а" * 100_000) is False
    assert time.process_time() - started < 2


@pytest.mark.django_db
class TestThroughTheModels:
    @pytest.fixture(autouse=True)
    def rows(self):
        for slug in ("Добровольцы", "ҒЫЛЫМ", "100%", "а_б", "аxб"):
            Redirect.objects.create(kind="tag", slug=slug, object_id=1)

    def found(self, **lookup):
        return set(Redirect.objects.filter(**lookup).values_list("slug", flat=True))

    def test_it_finds_letters_of_any_case(self):
        assert self.found(slug__icontains="ДОБРО") == {"Добровольцы"}
        assert self.found(slug__iexact="ғылым") == {"ҒЫЛЫМ"}
        assert self.found(slug__istartswith="доб") == {"Добровольцы"}
        assert self.found(slug__iendswith="ЫЛЫМ") == {"ҒЫЛЫМ"}

    def test_wildcards_in_the_value_are_literal(self):
        assert self.found(slug__icontains="%") == {"100%"}
        assert self.found(slug__icontains="а_Б") == {"а_б"}

    def test_it_works_with_an_expression_on_the_right(self):
        if connection.vendor == "sqlite":
            assert self.found(slug__icontains=Value("добро")) == {"Добровольцы"}
        assert self.found(slug__icontains=Value("Добро")) == {"Добровольцы"}

    def test_it_folds_every_letter_of_both_alphabets(self):
        letters = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
        Redirect.objects.create(kind="tag", slug=unicodedata.normalize("NFC", letters.upper()), object_id=1)
        assert self.found(slug__iexact=letters) == {letters.upper()}
