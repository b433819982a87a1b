"""The analyser: forms of one word match, different words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import highlight, index_terms, query_words
from newsroom.language.terms import MAX_QUERY_WORDS
from newsroom.language.tokens import words


def finds(query: str, text: str, language: str) -> bool:
    terms = set(index_terms(text, language))
    return all(word.terms & terms for word in query_words(query))


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("паводок", "Паводки отступили", "ru"),
        ("ребенок", "Дети пошли в школу", "ru"),
        ("еж", "Ёж в саду", "ru"),
        ("Ёж", "еж в саду", "ru"),
        ("тастыбулак", "В Тастыбулаке открыли мост", "ru"),
        ("Щегольков", "Со Щегольковым и Щегольковой говорили", "ru"),
        ("щегольковой", "Андрей Щегольков", "ru"),
        ("Щегольковых", "Щеголькову дали слово", "ru"),
        ("тастыбулак", "Пятеро тастыбулаков", "ru"),
        ("алдиеву", "Алдиев сказал", "ru"),
        ("2026", "итоги 2026-го", "ru"),
        ("ковид", "COVID-19 и ковида", "ru"),
        ("мектеп", "мектептерімізде", "kk"),
        ("мектебі", "Мектеп ашылды", "kk"),
        ("су", "суды, судың, суға", "kk"),
        ("казакстан", "Қазақстанда", "kk"),
        ("омир", "өмірі", "kk"),
        ("бiлiм", "Білім беру", "kk"),
        ("білім", "Бiлiм беру", "kk"),
        ("мугалім", "Мұғалім келді", "kk"),
        ("әкім", "əкiмнің", "kk"),
        ("həкiм", "Һәкім", "kk"),
        ("ipad", "Новый iPad", "ru"),
        ("әкім", "Аким города", "ru"),
        ("акимат", "Әкімдік шешті", "kk"),
        ("Қарағанды", "В Караганде снег", "ru"),
        ("Қаратау", "У подножия Қаратау", "ru"),
    ],
)
def test_it_finds_other_forms(query: str, text: str, language: str) -> None:
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("query", "text"),
    [("сель", "Село без воды"), ("банкомат", "В банке"), ("право", "Правила игры"), ("волонтер", "Добровольцы")],
)
def test_it_keeps_different_words_apart(query: str, text: str) -> None:
    assert not finds(query, text, "ru")


def test_every_word_must_be_found() -> None:
    assert finds("добровольцы паводок", "Двести добровольцев приехали на паводок", "ru")
    assert not finds("добровольцы пожар", "Двести добровольцев приехали на паводок", "ru")


def test_only_a_query_without_kazakh_letters_matches_words_with_them() -> None:
    assert finds("кала", "қала", "kk")
    assert not finds("қала", "кала", "kk")
    assert not finds("іс", "ис", "kk")


def test_it_limits_the_words_of_a_query() -> None:
    assert len(query_words("слово " + " ".join(f"слово{number}" for number in range(5000)))) == MAX_QUERY_WORDS


@given(st.text())
def test_terms_are_letters_and_digits_whatever_is_typed(text: str) -> None:
    for language in ("ru", "kk"):
        assert all(term.isalnum() for term in index_terms(text, language))
    assert all(term.isalnum() for word in query_words(text) for term in word.terms)


@given(st.text(), st.integers(1, 300))
def test_highlighting_keeps_the_text(text: str, length: int) -> None:
    whole = highlight(text, query_words("мост и су"), "ru")
    assert "".join(fragment.text for fragment in whole) == text
    part = "".join(fragment.text for fragment in highlight(text, query_words("мост"), "ru", length))
    assert part.removeprefix("… ").removesuffix(" …") in text


def test_it_marks_the_hits_near_the_first() -> None:
    text = "Долгое начало текста. " * 20 + "А мосты разводят. " + "Долгий конец. " * 20
    fragments = highlight(text, query_words("мост"), "ru", 120)
    assert [fragment.text for fragment in fragments if fragment.is_hit] == ["мосты"]
    assert fragments[0].text == "… "
    assert fragments[-1].text.endswith(" …")


def test_it_marks_a_hit_without_spaces_around() -> None:
    for text in ("-" * 300 + "мост разводят", "-" * 300 + "мост" + "-" * 300 + " и снова мост"):
        fragments = highlight(text, query_words("мосты"), "ru", 120)
        assert [fragment.text for fragment in fragments][:2] == ["… ", "мост"]
        assert "".join(fragment.text for fragment in fragments).removeprefix("… ").removesuffix(" …") in text


def test_stress_and_case_are_ignored() -> None:
    assert words("за́мок ЗАМОК") == ["замок", "замок"]
