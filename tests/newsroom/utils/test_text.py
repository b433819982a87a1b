"""Normalisation of plain text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.utils.text import clean_line, clean_text, drop_junk


@pytest.mark.parametrize(
    "junk",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\xad", "\u200b", "\u200e", "\u202e", "\u2066", "\u2060", "\ufeff",
     "\ufffe", "\ud800", "\U000e0041", "\u200d", "\u3164", "\u061c"],
)  # fmt: skip
@pytest.mark.parametrize("clean", [clean_line, clean_text, drop_junk])
def test_it_drops_invisible_characters(clean, junk):
    assert clean(f"Ал{junk}маты") == "Алматы"


@pytest.mark.parametrize(
    "text", ["Әлеуметтік көмек", "10\u00a0000\u00a0₸", "№\u00a05 — «да»", "🔥", "👨‍👩‍👧", "❤️", "عدد ؀"]
)
def test_it_keeps_visible_characters(text):
    assert clean_line(text) == text


def test_it_composes_letters():
    assert clean_line("и\u0306од") == "йод"
    assert clean_text("е\u0308лка") == "ёлка"


def test_clean_line_gives_one_line():
    assert clean_line(" Пожар \r\n в\tАлматы\u2028потушен\x0b ") == "Пожар в Алматы потушен"


def test_clean_text_keeps_lines_and_one_empty_line():
    assert clean_text("\n один  \r\nдва\r\r\n\n\nтри ") == "один\nдва\n\nтри"


@given(st.text())
def test_it_is_idempotent_and_normal(text):
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        once.encode()
