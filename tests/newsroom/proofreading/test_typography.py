"""Typography: the pairs of the newsroom, and what holds for any text."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.proofreading import apply, check
from tests.newsroom.proofreading.pairs import PAIRS

ALPHABET = 'аяБ. ,-–—"«»„“”…№§5 0%°C₸\u00a0\nigaт.д.<>/@:+\u202e😀əқ'
TEXTS = st.lists(
    st.one_of(st.sampled_from([part for pair in PAIRS for part in pair[1].split(" ")]), st.text(ALPHABET, max_size=6)),
    max_size=12,
).map(" ".join)


def fix(text: str, language: str) -> str:
    return apply(text, check(text, language))


@pytest.mark.parametrize(("language", "text", "expected"), PAIRS)
def test_pair(language: str, text: str, expected: str) -> None:
    expected = expected.replace("⍽", "\u00a0")
    text = text.replace("⍽", "\u00a0")
    assert fix(text, language) == expected
    assert check(expected, language) == []


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["ru", "kk"]))
def test_applying_all_is_idempotent_and_keeps_letters_and_digits(text: str, language: str) -> None:
    fixed = fix(text, language)
    assert fix(fixed, language) == fixed
    before, after = (re.findall(r"[^\W_]", part) for part in (text, fixed))
    assert len(before) == len(after)
    assert all(old == new or (new > "\u0400" and old < "\u0400") for old, new in zip(before, after, strict=True))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["ru", "kk"]))
def test_findings_stand_in_order_without_overlap(text: str, language: str) -> None:
    end = 0
    for finding in check(text, language):
        assert end <= finding.start <= finding.start + finding.length <= len(text)
        assert finding.message
        assert text[finding.start : finding.start + finding.length] != finding.suggestions[0]
        end = finding.start + finding.length


def test_offsets_count_characters() -> None:
    text = "😀 ждали..."
    (finding,) = check(text, "ru")
    assert (finding.start, finding.length, finding.suggestions, finding.rule) == (7, 3, ("…",), "ellipsis")


@pytest.mark.parametrize(
    "unit",
    ["слово ", "а" * 50_000 + " ", '"', "<a ", "1-", "1 000 ", "<code>", "😀\u202e", "a@", "т.", "- ", "А.", " "],
)
def test_time_is_bounded(unit: str) -> None:
    started = time.process_time()
    check(unit * (1_000_000 // len(unit)), "ru")
    assert time.process_time() - started < 20
