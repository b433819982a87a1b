"""What an article lacks before a transition, as sentences for the user."""

import re
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from newsroom.utils.dates import local_date
from newsroom.utils.html import to_text

HEADLINE = _("Нет заголовка.")
LEAD = _("Нет лида.")
BODY = _("Нет текста.")
SECTION = _("Не выбрана рубрика.")
BYLINE = _("Нет подписи: укажите автора или «Редакция».")
SOURCE = _("Нет источника: назовите его или отметьте «собственная информация».")
CREDIT = _("Нет источника снимка: напишите, чей он.")
ALT = _("Нет описания снимка для незрячих.")
EXPIRED = _("Права на главную иллюстрацию ко дню выхода истекают: продлите их в библиотеке или выберите другую.")
NO_REVIEWER = _("Вычитать некому: каждый, кто вычитывает, сам автор этого материала.")


def reasons_against_force_publishing(article: Article, *, on: date | None = None) -> list[Promise]:
    """Return what even an urgent article lacks; its body may follow. `on` is the day of publication, today if None."""
    reasons = [
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
    return reasons + _reasons_against_picture(article, on or local_date(timezone.now()))


def _reasons_against_picture(article: Article, day: date) -> list[Promise]:
    """Return what the lead picture lacks. A picture may not be published without its author, or after its rights."""
    if article.image is None:
        return []
    return [
        sentence
        for sentence, is_missing in (
            (CREDIT, not article.credit.strip()),
            (ALT, not article.alt.strip()),
            (EXPIRED, article.image.has_expired_on(day)),
        )
        if is_missing
    ]


def reasons_against_publishing(article: Article, *, on: date | None = None) -> list[Promise]:
    """Return what an article lacks for publication on this day."""
    reasons = reasons_against_force_publishing(article, on=on)
    if not to_text(article.body).strip():
        reasons.append(BODY)
    return reasons


def reasons_against_submitting(article: Article) -> list[Promise]:
    """Return what an article lacks before it can be submitted for review."""
    reasons = reasons_against_publishing(article)
    if not permissions.reviewers_for(article):
        reasons.append(NO_REVIEWER)
    return reasons


# Marks of a text that was not meant for readers, each with the words that show it. Case is ignored.
SUSPICIOUS = (
    r"не публиковать",
    r"жариялама\w*",
    r"черновик\w*",
    r"(?:тест\s+)+тест",
    r"тест(?=\s*[.!:]*\s*$)",
    r"test(?:\s+test)+",
    r"[xх]{3,}",
    r"lorem ipsum",
    r"рыба[- ]текст",
    r"todo|tbd|fixme",
    r"asdf\w*|йцук\w*|qwerty\w*",
)
_SUSPICIOUS = re.compile(rf"(?<!\w)(?:{'|'.join(SUSPICIOUS)})(?!\w)", re.IGNORECASE)


def suspicious_words(article: Article) -> list[str]:
    """Return words of headline and lead that suggest the text is not meant for readers, as written, once each."""
    found = _SUSPICIOUS.findall(f"{article.headline}\n{article.lead}")
    return list({word.lower(): word for word in found}.values())
