"""What counts as a typo fix, and where in a text it applies."""

import html
import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.utils.html import quotations

MAX_WORDS, MAX_LETTERS, MAX_WORDS_SINCE_APPROVAL = 3, 40, 10
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
    """Return the number of words."""
    return len(text.split())


def reasons_against(before: str, after: str) -> list[Promise]:
    """Return why this change is more than a typo fix in any article; empty if it is not."""
    both = (before, after)
    return [
        sentence
        for sentence, is_against in (
            (_("Впишите, что было и что станет."), not (before and after)),
            (_("Слова не изменились."), bool(before) and before == after),
            (_("Больше трёх слов: это уже правка."), max(map(words, both)) > MAX_WORDS),
            (_("Длиннее 40 знаков: это уже правка."), max(map(len, both)) > MAX_LETTERS),
            (_("Цифры так не исправляют: нужна поправка."), re.search(r"\d", before + after)),
            (_("Кавычки и угловые скобки так не меняют."), re.search(r'[«»„“”"<>]', before + after)),
        )
        if is_against
    ]


def find(text: str, before: str, *, is_html: bool) -> tuple[list[re.Match[str]], int]:
    """Return the matches outside quotations and links, and the number of those inside."""
    pattern = _pattern(before, is_html=is_html)
    protected = [match.span() for match in PROTECTED.finditer(text)]
    found = list(pattern.finditer(text))
    free = [match for match in found if not any(_overlap(match.span(), span) for span in protected)]
    return free, len(found) - len(free)


def _pattern(before: str, *, is_html: bool) -> re.Pattern[str]:
    parts = [re.escape(html.escape(word, quote=False) if is_html else word) for word in before.split()]
    # An ampersand starts the name of an entity.
    start = r"(?<![\w&])" if is_html else r"(?<!\w)"
    return re.compile(start + r"(\s+)".join(parts) + r"(?!\w)")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fixed(text: str, before: str, after: str, *, is_html: bool) -> str | None:
    """Return the text with the words replaced, None unless they occur exactly once outside quotations and links.

    Quotation marks may be unbalanced, so the quotations before and after are compared too.
    """
    free, _inside = find(text, before, is_html=is_html)
    if len(free) != 1:
        return None
    changed = _replaced(text, free[0], after, is_html=is_html)
    return changed if quotations(changed) == quotations(text) else None


def _replaced(text: str, match: re.Match[str], after: str, *, is_html: bool) -> str:
    """Replace the match; keep its spaces, no-break ones too."""
    new = [html.escape(word, quote=False) if is_html else word for word in after.split()]
    gaps = iter(match.groups() if len(match.groups()) == len(new) - 1 else [" "] * (len(new) - 1))
    return text[: match.start()] + "".join(_interleave(new, gaps)) + text[match.end() :]


def _interleave(parts: list[str], gaps: Iterator[str]) -> Iterator[str]:
    yield parts[0]
    for word in parts[1:]:
        yield next(gaps)
        yield word
