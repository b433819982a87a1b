"""Words, quotations and numbers of a text."""

import time

import pytest

from newsroom.utils.html import numbers, quotations, word_count, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Кто-то сказал: «Да!»", ["Кто-то", "сказал", "Да"]),
        ("курс 480,5 ₸ на 22.11.2026, 10:00.", ["курс", "480,5", "на", "22.11.2026", "10:00"]),
        ("п’ять мәселе — ҚР-ның", ["п’ять", "мәселе", "ҚР-ның"]),
        (" — … ", []),
        ("", []),
    ],
)
def test_it_finds_the_words(text, found):
    assert words(text) == found
    assert word_count(text) == len(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10\u00a0000 тенге и 10 000", ["10000", "10000"]),
        ("1 234 567 человек", ["1234567"]),
        ("в 2026 100 домов", ["2026", "100"]),
        ("20–30%, 480,5 ₸", ["20", "30", "480,5"]),
        ("ночью −5 °C, Ту-154", ["-5", "154"]),
        ("12 34", ["12", "34"]),
        ("без чисел", []),
    ],
)
def test_it_finds_the_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Он сказал: «Да».", ["Да"]),
        ("«Фильм „Мойры“ вышел», «конец»", ['Фильм "Мойры" вышел', "конец"]),
        ("«Фильм «Мойры» вышел»", ['Фильм "Мойры" вышел']),
        ("„Да“ и “нет”", ["Да", "нет"]),
        ('Он сказал: "Фильм "Мойры" вышел".', ['Фильм "Мойры" вышел']),
        ('Он:\u00a0"да", а\u00a0она —\n"нет"', ["да", "нет"]),
        ('экран 15" и шире', []),
        ("«Начало без конца", ["Начало без конца"]),
        ("«Первый.\n\nВторой», — сказал он.", ["Первый.", "Второй"]),
        (
            '<p>Он: «да <em>и</em> нет».</p><blockquote><p>Вся <a href="/x">цитата</a></p><p>и вторая</p></blockquote>',
            ["да и нет", "Вся цитата", "и вторая"],
        ),
        ("без цитат", []),
    ],
)  # fmt: skip
def test_it_finds_the_quotations(text, found):
    assert quotations(text) == found


def test_typography_makes_no_difference():
    assert quotations('Он: "да - нет..." 5 км') == quotations("Он: «да\u00a0— нет…» 5\u00a0км")


@pytest.mark.parametrize(("old", "new"), [("«да»", "«да!»"), ("«да»", "да"), ("да", "«да»"), ("«да» нет", "«да нет»")])
def test_a_changed_quotation_differs(old, new):
    assert quotations(old) != quotations(new)


def test_hostile_marks_take_little_time():
    started = time.process_time()
    for hostile in (
        "«" * 50_000,
        "»" * 50_000,
        '"' * 50_000,
        "„“" * 30_000,
        "„«" * 30_000 + "“" * 30_000,
        "1 " * 90_000,
    ):
        quotations(hostile)
        numbers(hostile)
        words(hostile)
    assert time.process_time() - started < 3
