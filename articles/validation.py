"""What an article lacks before a transition, as sentences for the user."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from newsroom.body.models import Attachment, FactBoxVersion
from newsroom.body.references import photos_lacking, references
from newsroom.images.models import Image
from newsroom.utils.html import to_text

HEADLINE = _("Нет заголовка.")
LEAD = _("Нет лида.")
BODY = _("Нет текста.")
SECTION = _("Не выбрана рубрика.")
BYLINE = _("Нет подписи: укажите автора или «Редакция».")
SOURCE = _("Нет источника: назовите его или отметьте «собственная информация».")
NO_IMAGE = _("В тексте стоит снимок, которого больше нет в библиотеке: уберите его.")
NO_FACT_BOX = _("В тексте стоит справка, которой больше нет: уберите её.")
NO_FILE = _("В тексте стоит файл, которого больше нет: уберите его.")
NO_ALT = _("У снимка в тексте нет описания для незрячих.")
NO_CREDIT = _("У снимка в тексте нет источника.")
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
    return reasons + reasons_against_blocks(article.body)


def reasons_against_blocks(body: str) -> list[Promise]:
    """Return what the blocks of a body lack. Cards of articles that are not live are no reason: readers see none."""
    found = references(body)
    targets = (
        (NO_IMAGE, Image.objects, found.images),
        (NO_FACT_BOX, FactBoxVersion.objects, found.fact_boxes),
        (NO_FILE, Attachment.objects, found.files),
    )
    return [
        *(sentence for sentence, rows, keys in targets if keys and rows.filter(pk__in=keys).count() < len(keys)),
        *([NO_ALT] if photos_lacking(body, "data-alt") else []),
        *([NO_CREDIT] if photos_lacking(body, "data-credit") else []),
    ]


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
