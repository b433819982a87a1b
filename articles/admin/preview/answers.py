"""What people outside have answered, for the form of the article, its history and the screen of its links."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from articles.actions.preview_links import find_passage
from articles.models import AnswerKind, Article, PreviewAnswer, PreviewLink, Revision
from articles.workflow import UNPUBLISHED_COPY

SHOWN_ABOVE_FORM = 5


@dataclass(frozen=True)
class Answer:
    """An answer, and whether the article still has the words that it is about."""

    row: PreviewAnswer
    present: Revision

    @property
    def link(self) -> PreviewLink:
        return self.row.link

    @property
    def who(self) -> str:
        """For whom the link was made, and who has answered if that is somebody else."""
        recipient, name = self.link.recipient, self.row.name
        return f"{recipient} ({name})" if name and name != recipient else recipient

    @property
    def label(self) -> str:
        if self.row.kind == AnswerKind.REMARK:
            return _("Замечание к цитате") if self.link.quotation else _("Замечание к тексту")
        return _("Цитата подтверждена") if self.link.quotation else _("Текст подтверждён")

    @cached_property
    def is_of_present_text(self) -> bool:
        """Whether the words that were shown are those of the stored text."""
        if self.link.quotation:
            return find_passage(self.present, self.link.quotation) is not None
        return self.row.checksum == self.present.checksum


def answers_of(article: Article) -> list[Answer]:
    """Return all answers, the last first; two queries."""
    rows = PreviewAnswer.objects.filter(link__article=article).select_related("link", "revision")
    return _with_present(article, rows)


def answers_above_form(article: Article) -> list[Answer]:
    """Return the last answers about a text that is not published; none for another one."""
    if article.state not in UNPUBLISHED_COPY:
        return []
    rows = PreviewAnswer.objects.filter(link__article=article).select_related("link", "revision")
    return _with_present(article, rows[:SHOWN_ABOVE_FORM])


def _with_present(article: Article, rows: Iterable[PreviewAnswer]) -> list[Answer]:
    found = list(rows)
    if not found:
        return []
    present = article.revisions.order_by("-number")[0]
    return [Answer(row, present) for row in found]
