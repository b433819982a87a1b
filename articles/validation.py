"""What is missing before an article may go on: all of it, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from newsroom.utils.html import to_text

HEADLINE = _("Нет заголовка.")
LEAD = _("Нет лида.")
BODY = _("Нет текста.")
SECTION = _("Не выбрана рубрика.")
BYLINE = _("Нет подписи: укажите автора или «Редакция».")
SOURCE = _("Нет источника: назовите его или отметьте «собственная информация».")
READER = _("Вычитать некому: каждый, кто вычитывает, сам автор этого материала.")


def reasons_against_flash(article: Article) -> list[Promise]:
    """What even an urgent article must have; its body may follow."""
    return [
        sentence
        for sentence, is_missing in (
            (HEADLINE, not article.headline.strip()),
            (LEAD, not article.lead.strip()),
            (SECTION, article.section_id is None),
            (BYLINE, not article.bylines.exists()),
            (SOURCE, not article.own_reporting and not article.sources.exists()),
        )
        if is_missing
    ]


def reasons_against_publishing(article: Article) -> list[Promise]:
    """What any article must have before it goes out."""
    reasons = reasons_against_flash(article)
    if not to_text(article.body).strip():
        reasons.append(BODY)
    return reasons


def reasons_against_submitting(article: Article) -> list[Promise]:
    """What must be there before somebody else is asked to read."""
    reasons = reasons_against_publishing(article)
    if not permissions.reviewers_for(article):
        reasons.append(READER)
    return reasons
