"""Where proofing ends and writing begins (design, section 4)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.snapshot import Text
from newsroom.lib.diff import changed_words
from newsroom.lib.html import numbers, quotations, to_text, word_count

SHARE = 0.1

TOO_MUCH = _("Изменено больше десятой части слов.")
QUOTATION = _("Правка внутри цитаты.")
NUMBER = _("Изменено число.")
HEADLINE = _("Изменён заголовок.")


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
    """Measure an edit: its share of words since the claim, its places since the last save."""
    written, read = to_text(claimed["body"]), to_text(after["body"])
    is_heavy = changed_words(written, read) > SHARE * max(word_count(written), 1)
    marks = (
        (QUOTATION, quotations(before["body"]) != quotations(after["body"])),
        (NUMBER, numbers(_words(before)) != numbers(_words(after))),
        (HEADLINE, before["headline"] != after["headline"]),
    )
    return Extent(
        heavy=[TOO_MUCH] if is_heavy else [],
        touched=[sentence for sentence, is_touched in marks if is_touched],
    )


def _words(text: Text) -> str:
    return "\n".join((text["headline"], text["lead"], to_text(text["body"])))
