"""Where proofing ends and writing begins (design, section 4)."""

from dataclasses import dataclass
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.snapshot import Text
from newsroom.utils.diff import changed_words
from newsroom.utils.html import link_addresses, numbers, quotations, to_text, word_count

SHARE = 0.1
WORDED = ("kicker", "lead", "body", "caption", "alt")
HEADLINES = ("headline", "seo_headline", "social_headline")
FACTS = ("sources", "own_reporting", "bylines", "image_id", "credit", "age_mark", "language")

TOO_MUCH = _("Изменено больше десятой части слов.")
QUOTATION = _("Правка внутри цитаты.")
NUMBER = _("Изменено число.")
HEADLINE = _("Изменён заголовок.")
LINK = _("Изменена ссылка.")
FACT = _("Изменены источник, подписи, снимок или пометка.")


@dataclass(frozen=True)
class Extent:
    """How far an edit by the reader went.

    `heavy` makes its author a writer whatever he says; `touched` only without a remark.
    """

    heavy: list[Promise]
    touched: list[Promise]

    def against(self, remark: str) -> list[Promise]:
        """The sentences that turn this edit into writing."""
        return self.heavy + ([] if remark.strip() else self.touched)


def extent(claimed: Text, before: Text, after: Text) -> Extent:
    """Measure an edit: its share of words since the claim, its places since the last save.

    Whatever readers read as running text counts, and is held against the words of the body.
    """
    changed = sum(changed_words(_as_html(claimed, name), _as_html(after, name)) for name in WORDED)
    is_heavy = changed > SHARE * max(word_count(to_text(claimed["body"])), 1)
    marks = (
        (QUOTATION, _quotations(before) != _quotations(after)),
        (NUMBER, numbers(_words(before)) != numbers(_words(after))),
        (HEADLINE, any(before[name] != after[name] for name in HEADLINES)),
        (LINK, link_addresses(before["body"]) != link_addresses(after["body"])),
        (FACT, any(before[name] != after[name] for name in FACTS)),
    )
    return Extent(
        heavy=[TOO_MUCH] if is_heavy else [],
        touched=[sentence for sentence, is_touched in marks if is_touched],
    )


def _as_html(text: Text, name: str) -> str:
    """A field for those who read tags out of a text: what was typed as «<b>» into a line is none."""
    return text[name] if name == "body" else f"<p>{escape(text[name])}</p>"


def _quotations(text: Text) -> list[list[str]]:
    return [quotations(_as_html(text, name)) for name in WORDED]


def _words(text: Text) -> str:
    return "\n".join(to_text(_as_html(text, name)) for name in (*HEADLINES, *WORDED))
