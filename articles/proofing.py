"""Measures a proof edit: an edit that is too large, or in the wrong place, makes the reviewer a writer."""

from dataclasses import dataclass
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.snapshot import Text
from newsroom.body.references import reference_list, words_in_attributes
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
BLOCKS = _("Изменён снимок, справка или другая вставка в тексте.")
FACT = _("Изменены источник, подписи, снимок или пометка.")


@dataclass(frozen=True)
class EditScope:
    """What an edit by the reviewer changed, as sentences.

    `heavy` always makes its author a writer, `sensitive` only without a remark.
    """

    heavy: list[Promise]
    sensitive: list[Promise]

    def reasons_against(self, remark: str) -> list[Promise]:
        """Return why this edit is not proofing; empty if it is."""
        return self.heavy + ([] if remark.strip() else self.sensitive)


def measure_edit(claimed: Text, before: Text, after: Text) -> EditScope:
    """Count the words changed since the claim and find the sensitive places changed since the last save.

    Changed words of all running text are compared with the number of words of the body.
    """
    changed = sum(changed_words(_as_html(claimed, name), _as_html(after, name)) for name in WORDED)
    is_heavy = changed > SHARE * max(word_count(to_text(claimed["body"])), 1)
    marks = (
        (QUOTATION, _quotations(before) != _quotations(after)),
        (NUMBER, numbers(_words(before)) != numbers(_words(after))),
        (HEADLINE, any(before[name] != after[name] for name in HEADLINES)),
        (LINK, link_addresses(before["body"]) != link_addresses(after["body"])),
        (BLOCKS, reference_list(before["body"]) != reference_list(after["body"])),
        (FACT, any(before[name] != after[name] for name in FACTS)),
    )
    return EditScope(
        heavy=[TOO_MUCH] if is_heavy else [],
        sensitive=[sentence for sentence, is_changed in marks if is_changed],
    )


def _as_html(text: Text, name: str) -> str:
    """Return a field as HTML, of a body also the words that its blocks have in attributes.

    `<b>` typed into a plain text field is text, not a tag.
    """
    value: str = text[name]
    if name == "body":
        return value + "".join(f"<p>{words}</p>" for words in words_in_attributes(value))
    return f"<p>{escape(value)}</p>"


def _quotations(text: Text) -> list[list[str]]:
    return [quotations(_as_html(text, name)) for name in WORDED]


def _words(text: Text) -> str:
    return "\n".join(to_text(_as_html(text, name)) for name in (*HEADLINES, *WORDED))
