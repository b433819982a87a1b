"""What counts as a fixed typo, and where in a text it stands (design, section 4)."""

import html
import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.utils.html import quotations

MOST_WORDS, MOST_LETTERS, MOST_WORDS_SINCE_APPROVAL = 3, 40, 10
FIELDS = {
    "body": _("текст"),
    "lead": _("лид"),
    "kicker": _("надзаголовок"),
    "caption": _("подпись к снимку"),
    "alt": _("описание для незрячих"),
}
PROTECTED = re.compile(
    r"<a\b.*?</a>|<blockquote\b.*?</blockquote>|«[^«»]*(?:«[^«»]*»[^«»]*)*»|„[^“]*“|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def words(text: str) -> int:
    """How many words a fix touches."""
    return len(text.split())


def reasons_against(before: str, after: str) -> list[Promise]:
    """Why these words are more than a typo, whatever article they stand in."""
    both = (before, after)
    return [
        sentence
        for sentence, is_against in (
            (_("Впишите, что было и что станет."), not (before and after)),
            (_("Слова не изменились."), bool(before) and before == after),
            (_("Больше трёх слов: это уже правка."), max(map(words, both)) > MOST_WORDS),
            (_("Длиннее 40 знаков: это уже правка."), max(map(len, both)) > MOST_LETTERS),
            (_("Цифры так не исправляют: нужна поправка."), re.search(r"\d", before + after)),
            (_("Кавычки и угловые скобки так не меняют."), re.search(r'[«»„“”"<>]', before + after)),
        )
        if is_against
    ]


def places(text: str, before: str, *, is_html: bool) -> tuple[list[re.Match[str]], int]:
    """Where the words stand free, and how often they stand in a quotation or a link."""
    pattern = _pattern(before, is_html=is_html)
    shut = [match.span() for match in PROTECTED.finditer(text)]
    found = list(pattern.finditer(text))
    free = [match for match in found if not any(_overlap(match.span(), span) for span in shut)]
    return free, len(found) - len(free)


def _pattern(before: str, *, is_html: bool) -> re.Pattern[str]:
    parts = [re.escape(html.escape(word, quote=False) if is_html else word) for word in before.split()]
    # After an ampersand stands the name of an entity, which nobody reads.
    start = r"(?<![\w&])" if is_html else r"(?<!\w)"
    return re.compile(start + r"(\s+)".join(parts) + r"(?!\w)")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fixed(text: str, before: str, after: str, *, is_html: bool) -> str | None:
    """The text with the words changed; None unless they stand free exactly once.

    Marks of quotation are of many kinds and may not match: what is quoted stays the same, whatever the marks.
    """
    free, _shut = places(text, before, is_html=is_html)
    if len(free) != 1:
        return None
    changed = _replaced(text, free[0], after, is_html=is_html)
    return changed if quotations(changed) == quotations(text) else None


def _replaced(text: str, place: re.Match[str], after: str, *, is_html: bool) -> str:
    """The text with the words changed; its own spaces (no-break ones too) are kept."""
    new = [html.escape(word, quote=False) if is_html else word for word in after.split()]
    gaps = iter(place.groups() if len(place.groups()) == len(new) - 1 else [" "] * (len(new) - 1))
    return text[: place.start()] + "".join(_woven(new, gaps)) + text[place.end() :]


def _woven(words_: list[str], gaps: Iterator[str]) -> Iterator[str]:
    yield words_[0]
    for word in words_[1:]:
        yield next(gaps)
        yield word
