"""What an article lacks before a transition, as sentences for the user."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from newsroom.body.models import Attachment, FactBoxVersion
from newsroom.body.references import photos_lacking, references
from newsroom.images.models import Image
from newsroom.utils.dates import local_date
from newsroom.utils.html import to_text

HEADLINE = _("Нет заголовка.")
LEAD = _("Нет лида.")
BODY = _("Нет текста.")
SECTION = _("Не выбрана рубрика.")
BYLINE = _("Нет подписи: укажите автора или «Редакция».")
SOURCE = _("Нет источника: назовите его или отметьте «собственная информация».")
NO_IMAGE = _("В тексте стоит снимок, которого больше нет в библиотеке: уберите его.")
EXPIRED_IN_TEXT = _("Права на снимок в тексте ко дню выхода истекают: продлите их в библиотеке или уберите его.")
NO_FACT_BOX = _("В тексте стоит справка, которой больше нет: уберите её.")
NO_FILE = _("В тексте стоит файл, которого больше нет: уберите его.")
NO_ALT = _("У снимка в тексте нет описания для незрячих.")
NO_CREDIT = _("У снимка в тексте нет источника.")
UNFINISHED = _("Есть слова не для читателей. Замените или уберите их: {words}.")
CREDIT = _("Нет источника снимка: напишите, чей он.")
ALT = _("Нет описания снимка для незрячих.")
EXPIRED = _("Права на главную иллюстрацию ко дню выхода истекают: продлите их в библиотеке или выберите другую.")
NO_REVIEWER = _("Вычитать некому: каждый, кто вычитывает, сам автор этого материала.")


def reasons_against_force_publishing(article: Article, *, on: date | None = None) -> list[Promise]:
    """Return what even an urgent article lacks; it may have no body yet. `on` is the day it goes out, today if None."""
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
    day = on or local_date(timezone.now())
    return reasons + _reasons_against_picture(article, day) + reasons_against_blocks(article.body, day)


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


def reasons_against_blocks(body: str, day: date) -> list[Promise]:
    """Return what the blocks of a body lack. Cards of articles that are not live are no reason: readers see none."""
    found = references(body)
    images = Image.objects.in_bulk(found.images) if found.images else {}
    return [
        sentence
        for sentence, is_wrong in (
            (NO_IMAGE, len(images) < len(found.images)),
            (EXPIRED_IN_TEXT, any(image.has_expired_on(day) for image in images.values())),
            (NO_FACT_BOX, _are_missing(FactBoxVersion.objects.all(), found.fact_boxes)),
            (NO_FILE, _are_missing(Attachment.objects.all(), found.files)),
            (NO_ALT, photos_lacking(body, "data-alt")),
            (NO_CREDIT, photos_lacking(body, "data-credit")),
        )
        if is_wrong
    ]


def _are_missing(rows: QuerySet[Any], keys: Collection[int]) -> bool:
    return bool(keys) and rows.filter(pk__in=keys).count() < len(keys)


def reasons_against_submitting(article: Article) -> list[Promise]:
    """Return what an article lacks before it can be submitted for review."""
    reasons = reasons_against_publishing(article)
    if words := {place.word: None for place in unfinished_places(article)}:
        reasons.append(format_lazy(UNFINISHED, words=", ".join(f"«{word}»" for word in words)))
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


COPY_MARKS = {"ru": "Копия", "kk": "Көшірме"}
"""What stands before the headline of a copy, by the language of the article, until somebody writes its own."""
_COPY = re.compile(rf"^(?:{'|'.join(COPY_MARKS.values())})(?=:)")


@dataclass(frozen=True)
class Place:
    """A word in a field of the form, as it is written there."""

    field: str
    word: str


# Marks of a text that is not finished. They stop submission, so each is one that no finished text has: «решили не
# публиковать» and «сдал тест» are a text for readers. A pattern is looked for in each paragraph.
UNFINISHED_MARKS = (
    r"НЕ ПУБЛИКОВАТЬ",
    r"ЖАРИЯЛАМА\w*",
    r"(?i:^\W*не публиковать(?=\s*(?:[.:!—-]|$)))",
    r"(?i:^\W*жариялама\w*(?=\s*(?:[.:!—-]|$)))",
    r"(?i:(?:тест\s+)+тест)",
    r"(?i:(?:test\s+)+test)",
    r"(?i:^\W*тест(?=\W*$))",
    r"(?i:^\W*test(?=\W*$))",
    r"(?i:lorem ipsum)",
    r"(?i:(?:ТК){2,}|(?:TK){2,})",
    r"[xх]{3,}",
    r"TODO|TBD|FIXME",
    r"(?i:asdf\w*|йцук\w*)",
)
_UNFINISHED = re.compile(rf"(?<!\w)(?:{'|'.join(UNFINISHED_MARKS)})(?!\w)")
# «ТК» stands for what is still to come; in other texts it is the code of labour or customs, or a name.
_TO_COME = re.compile(r"(?<![\w«-])(?:ТК|TK)(?![\w-]|\s+(?:РК|РФ|ЕАЭС|Казахстана|Республики|[«\"“\d]))")
_SPELT_OUT = re.compile(
    r"(?:трудово|таможенн)\w+ кодекс|торгов\w+ (?:комплекс|компани)|телеканал|телекомпани|ст(?:ать\w+|\.)\s*\d",
    re.IGNORECASE,
)


def unfinished_places(article: Article) -> list[Place]:
    """Return the words that show an unfinished text, with the fields of the form that have them, once each."""
    texts = {name: getattr(article, name) for name in ("kicker", "headline", "lead", "caption")}
    texts["body"] = to_text(article.body)
    is_spelt_out = _SPELT_OUT.search("\n".join(texts.values()))
    patterns = (_UNFINISHED,) if is_spelt_out else (_UNFINISHED, _TO_COME)
    copy = _places("headline", article.headline, (_COPY,))
    found = (place for name, text in texts.items() for place in _places(name, text, patterns))
    return list(dict.fromkeys((*copy, *found)))


def _places(name: str, text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Place]:
    for line in text.split("\n"):
        for pattern in patterns:
            for found in pattern.finditer(line):
                yield Place(name, re.sub(r"^\W+", "", found[0]))
