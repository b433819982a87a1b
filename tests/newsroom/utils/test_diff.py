"""Comparison of two texts."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.utils.alignment import diff_hunks
from newsroom.utils.diff import changed_words, diff_paragraphs


def spans(old, new):
    return [[(span.kind, span.text) for span in paragraph.spans] for paragraph in diff_paragraphs(old, new)]


def test_it_shows_nothing_changed_in_equal_texts():
    assert spans("<p>а</p><p>б</p>", "<p>а</p><p>б</p>") == [[("same", "а")], [("same", "б")]]
    assert not any(paragraph.is_changed for paragraph in diff_paragraphs("а\n\nб", "а\n\nб"))
    assert diff_paragraphs("", "") == []


def test_it_shows_a_changed_word_among_the_same_ones():
    assert spans("В городе откроют новый вокзал", "В городе закрыли старый вокзал") == [
        [("same", "В городе "), ("removed", "откроют новый"), ("added", "закрыли старый"), ("same", " вокзал")]
    ]


def test_it_shows_a_comma_alone():
    assert spans("казнить нельзя помиловать", "казнить нельзя, помиловать") == [
        [("same", "казнить нельзя"), ("added", ","), ("same", " помиловать")]
    ]


def test_it_shows_added_and_removed_paragraphs_whole():
    assert spans("<p>один</p><p>два</p>", "<p>новый</p><p>один</p>") == [
        [("added", "новый")],
        [("same", "один")],
        [("removed", "два")],
    ]


def test_it_shows_a_rewritten_paragraph_as_removed_and_added():
    assert spans("Суд отложил заседание в среду", "Погода в горах испортилась снова") == [
        [("removed", "Суд отложил заседание в среду")],
        [("added", "Погода в горах испортилась снова")],
    ]


def test_it_compares_a_paragraph_with_the_most_similar_one():
    old = "<p>Первый абзац о дорогах города</p><p>Второй абзац о школах района</p>"
    new = "<p>Вставка вовсе иная</p><p>Второй абзац о детских школах района</p>"
    assert spans(old, new) == [
        [("removed", "Первый абзац о дорогах города")],
        [("added", "Вставка вовсе иная")],
        [("same", "Второй абзац о "), ("added", "детских "), ("same", "школах района")],
    ]


def test_it_shows_the_address_of_a_link_where_it_changed():
    body = '<p>Смотри <a href="{}" rel="noopener">закон</a> целиком</p>'
    assert spans(body.format("https://a.kz/"), body.format("https://b.kz/")) == [
        [("same", "Смотри "), ("removed", "[https://a.kz/] "), ("added", "[https://b.kz/] "), ("same", "закон целиком")]
    ]
    assert spans(body.format("https://a.kz/"), body.format("https://a.kz/")) == [[("same", "Смотри закон целиком")]]


def test_it_gives_text_and_not_html():
    [[_same, (_kind, text)]] = spans("<p>знак </p>", "<p>знак &lt;b&gt;</p>")
    assert text == " <b>"


vocabulary = st.lists(st.sampled_from(["а", "б", "в", "да,", "нет.", "«х»", "\n\n"]), max_size=25).map(" ".join)


@given(vocabulary, vocabulary)
def test_the_spans_contain_both_texts(old, new):
    paragraphs = diff_paragraphs(old, new)
    for text, hidden in ((old, "added"), (new, "removed")):
        read = ["".join(p.text for p in paragraph.spans if p.kind != hidden) for paragraph in paragraphs]
        assert " ".join(" ".join(read).split()) == " ".join(text.split())


sequences = st.lists(st.integers(0, 6), max_size=30)


@given(sequences, sequences)
def test_applying_the_hunks_gives_the_new_sequence(old, new):
    made, position = [], 0
    for hunk in diff_hunks(old, new):
        assert hunk.old_end > hunk.old_start or hunk.new_end > hunk.new_start
        made += old[position : hunk.old_start] + new[hunk.new_start : hunk.new_end]
        position = hunk.old_end
    assert made + old[position:] == new


class TestChangedWords:
    @pytest.mark.parametrize(
        ("old", "new", "count"),
        [
            ("один два три", "один два три", 0),
            ("один два три", "один пять три", 1),
            ("один два три", "один три", 1),
            ("один три", "один два с половиной три", 3),
            ("один два", "один, два", 1),
            ("раз два три четыре", "пять два шесть семь", 3),
            ("", "один два", 2),
            ("<p>один</p><p>два</p>", "<p>один два</p>", 0),
            ("один - два", "один * два", 1),
            ("Да", "да", 1),
        ],
    )
    def test_it_counts_the_larger_side_of_each_place(self, old, new, count):
        assert changed_words(old, new) == count

    def test_it_does_not_count_typography(self):
        assert changed_words('"Да" - это 10 000 тенге...', "«Да»\u00a0— это 10\u00a0000\u00a0тенге…") == 0


def long_text(seed, words=10_000):
    dice = random.Random(seed)  # noqa: S311
    return "\n\n".join(" ".join(f"слово{dice.randrange(3000)}" for _word in range(50)) for _line in range(words // 50))


class TestCost:
    def test_it_compares_ten_thousand_words_with_two_hundred_edits_quickly(self):
        old = long_text(1).split(" ")
        new = list(old)
        for place in range(0, len(new), 50):
            new[place] = "правка" + "\n\n" * ("\n\n" in new[place])
        started = time.process_time()
        paragraphs = diff_paragraphs(" ".join(old), " ".join(new))
        assert 190 <= changed_words(" ".join(old), " ".join(new)) <= 600
        assert time.process_time() - started < 2
        assert sum(paragraph.is_changed for paragraph in paragraphs) > 100

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (long_text(1), long_text(2)),
            (long_text(1).replace("\n\n", " "), long_text(2).replace("\n\n", " ")),
            ("а б " * 40_000, "б а " * 40_000 + "в"),
            ("а\n\nб\n\n" * 20_000, "б\n\nа\n\n" * 20_000 + "в"),
            ("".join(f"у{n} " + "а б " * 20 for n in range(900)), "".join(f"у{n} " + "б б а " * 9 for n in range(900))),
        ],
        ids=["strangers", "one-paragraph", "two-words", "two-paragraphs", "many-gaps"],
    )  # fmt: skip
    def test_it_compares_hostile_texts_in_limited_time(self, old, new):
        started = time.process_time()
        diff_paragraphs(old, new)
        changed_words(old, new)
        assert time.process_time() - started < 8
