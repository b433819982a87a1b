"""What an article lacks before a transition, as sentences for the user."""

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
NO_REVIEWER = _("Вычитать некому: каждый, кто вычитывает, сам автор этого материала.")


def reasons_against_force_publishing(article: Article) -> list[Promise]:
    """Return what even an urgent article lacks; its body may follow."""
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
    """Return what an article lacks for publication."""
    reasons = reasons_against_force_publishing(article)
    if not to_text(article.body).strip():
        reasons.append(BODY)
    return reasons


def reasons_against_submitting(article: Article) -> list[Promise]:
    """Return what an article lacks before it can be submitted for review."""
    reasons = reasons_against_publishing(article)
    if not permissions.reviewers_for(article):
        reasons.append(NO_REVIEWER)
    return reasons
