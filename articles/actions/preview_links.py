"""Links to an unpublished text for people outside, and their answers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.actions.transition import lock, require
from articles.models import AnswerKind, Article, PreviewAnswer, PreviewLink, Revision
from articles.models.preview_link import ANSWER_LENGTH, QUOTATION_LENGTH, RECIPIENT_LENGTH
from articles.workflow import UNPUBLISHED_COPY
from newsroom.exceptions import InvalidState, NotPermitted, TooOften
from newsroom.utils.html import to_text
from newsroom.utils.text import clean_line, clean_text
from staff.models import User

DAYS = (1, 3, 7, 14, 30)
DEFAULT_DAYS = 7
MOST_LINKS = 30
"""Links of one article that may be usable at the same time."""
MOST_ANSWERS_AN_HOUR = 10
MOST_ANSWERS = 100
"""Answers to one link."""


def make_preview_link(
    article: Article, *, by: User, recipient: str, quotation: str = "", days: int = DEFAULT_DAYS
) -> PreviewLink:
    """Make a link to the stored text, or to a passage of it. From now on this revision stays as it is."""
    with transaction.atomic():
        fresh = lock(article)
        _require_permission(fresh, by)
        if fresh.state not in UNPUBLISHED_COPY:
            raise InvalidState(
                _("Сейчас показывать нечего: материал — %(state)s.") % {"state": fresh.get_state_display()}
            )
        revision = fresh.revisions.order_by("-number")[0]
        recipient = clean_line(recipient)
        found = find_passage(revision, quotation) if quotation else ""
        require(_reasons_against_link(fresh, recipient, quotation, found, days))
        now = timezone.now()
        return PreviewLink.objects.create(
            article=fresh,
            revision=revision,
            checksum=revision.checksum,
            recipient=recipient,
            quotation=found or "",
            created_by=by,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )


def _reasons_against_link(article: Article, recipient: str, quotation: str, found: str | None, days: int) -> list[str]:
    reasons = []
    if not recipient:
        reasons.append(_("Впишите, кому вы это показываете."))
    if len(recipient) > RECIPIENT_LENGTH:
        reasons.append(_("Имя слишком длинное."))
    if quotation and found is None:
        reasons.append(_("В сохранённом тексте такого места нет: скопируйте цитату из него слово в слово."))
    if found and len(found) > QUOTATION_LENGTH:
        reasons.append(_("Цитата длиннее 3 000 знаков: покажите весь материал."))
    if days not in DAYS:
        reasons.append(_("Выберите срок из списка."))
    if article.preview_links.usable().count() >= MOST_LINKS:
        reasons.append(_("У этого материала уже тридцать действующих ссылок: отзовите лишние."))
    return reasons


def find_passage(revision: Revision, quotation: str) -> str | None:
    """Return the passage in the words of the text; spaces and line breaks may differ. None if it is not there."""
    text = revision.snapshot
    wanted = _plain(clean_text(quotation))
    places = (text["headline"], text["lead"], to_text(text["body"]))
    return wanted if wanted and any(wanted in _plain(place) for place in places) else None


def _plain(text: str) -> str:
    return " ".join(text.split())


def revoke_preview_link(link: PreviewLink, *, by: User) -> None:
    """End a link at once."""
    with transaction.atomic():
        _require_permission(lock(link.article), by)
        rows = PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True)
        if not rows.update(revoked_at=timezone.now(), revoked_by=by):
            raise InvalidState(_("Эту ссылку уже отозвали."))


def _require_permission(article: Article, by: User) -> None:
    if not permissions.may_share(article, by):
        raise NotPermitted(permissions.NOT_A_WRITER)


def answer_preview_link(link: PreviewLink, *, kind: str, text: str, name: str = "") -> None:
    """Record what somebody outside answers. Raise InvalidState if the link has ended meanwhile.

    The article is locked, so that no answer arrives after its publication, and two do not pass a limit together. The
    same answer sent twice is recorded once.
    """
    text, name = clean_text(text), clean_line(name)
    with transaction.atomic():
        lock(link.article)
        usable = PreviewLink.objects.usable().filter(pk=link.pk).first()
        if usable is None:
            raise InvalidState(_("Ссылка больше не действует."))
        last = usable.answers.first()
        if last is not None and (last.kind, last.text, last.name) == (kind, text, name):
            return
        require(_reasons_against_answer(kind, text, name))
        if usable.answers.within(timedelta(hours=1)).count() >= MOST_ANSWERS_AN_HOUR:
            raise TooOften(_("Ответов за последний час слишком много. Попробуйте позже."))
        if usable.answers.count() >= MOST_ANSWERS:
            raise TooOften(_("Ответов по этой ссылке слишком много. Напишите тому, кто её прислал."))
        PreviewAnswer.objects.create(
            link=usable, revision_id=usable.revision_id, checksum=usable.checksum, kind=kind, text=text, name=name
        )


def _reasons_against_answer(kind: str, text: str, name: str) -> list[str]:
    if kind not in AnswerKind.values:
        return [_("Выберите, подтверждаете вы текст или нет.")]
    if kind == AnswerKind.REMARK and not text:
        return [_("Напишите, что исправить.")]
    if len(text) > ANSWER_LENGTH or len(name) > RECIPIENT_LENGTH:
        return [_("Ответ слишком длинный.")]
    return []
