"""The verbs of the route, in the order of the table (design, section 4)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import snapshot, validation
from articles.actions import published_rows
from articles.actions.edit import record_revision
from articles.actions.transition import Move, moving
from articles.models import Article, Remark, RevisionKind
from articles.workflow import State
from newsroom.exceptions import Incomplete, InvalidState
from newsroom.utils.text import clean_text
from newsroom.website.models import PublishedArticle, Withdrawal
from staff.models import User

NO_APPROVAL: dict[str, Any] = {"approved_checksum": "", "approver": None}
NO_PLAN: dict[str, Any] = {"scheduled_for": None, "scheduled_by": None}
REMARK_LENGTH = 2000


def submit(article: Article, *, by: User, version: int | None = None) -> None:
    """Ask for a reader."""
    with moving("submit", article, by=by, version=version) as move:
        move.demand(validation.reasons_against_submitting(move.article))
        move.require_approved_text()


def recall(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article back while nobody has claimed it."""
    with moving("recall", article, by=by, version=version):
        pass


def claim(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article for proofing; from now on only the holder edits it."""
    with moving("claim", article, by=by, version=version) as move:
        move.changes = {"claimed_by": by, "claimed_revision": _measured_from(move)}


def _measured_from(move: Move) -> int:
    """The number of the text that this reader's proof edits are measured from.

    Who gives an article away and takes it back goes on where he was: else he would rewrite it tenth by tenth,
    and be no writer. What the writers write meanwhile begins anew.
    """
    numbers = move.article.revisions.order_by("number").values_list("number", flat=True)
    written = numbers.filter(kind__in=(RevisionKind.EDIT, RevisionKind.DISCARD)).last() or 0
    proofed = numbers.filter(kind=RevisionKind.PROOF, user=move.by, number__gt=written).first()
    return proofed - 1 if proofed else move.last_revision()


def release(article: Article, *, by: User, version: int | None = None) -> None:
    """Put a claimed article back into the queue."""
    with moving("release", article, by=by, version=version) as move:
        move.changes = {"claimed_by": None}


def take_over(article: Article, *, by: User, version: int | None = None) -> None:
    """Become the holder in another reader's place."""
    with moving("take_over", article, by=by, version=version) as move:
        move.changes = {"claimed_by": by, "claimed_revision": _measured_from(move)}


def send_back(article: Article, *, by: User, reason: str, version: int | None = None) -> None:
    """Return an article to its writers with a remark, which they see above the form."""
    reason = clean_text(reason)
    with moving("send_back", article, by=by, version=version, reason=reason) as move:
        if len(reason) > REMARK_LENGTH:
            raise Incomplete(_("Пометка длиннее 2 000 знаков."))
        Remark.objects.create(article_id=article.pk, user=by, at=move.now, text=reason)
        move.changes = {"claimed_by": None, **NO_APPROVAL}


def approve(article: Article, *, by: User, version: int | None = None) -> None:
    """Say that the text has been read; binds the approval to its digest.

    Pressed on an article nobody holds, it claims first.
    """
    with transaction.atomic():
        if article.state == State.SUBMITTED:
            claim(article, by=by, version=version)
            version = article.version
        with moving("approve", article, by=by, version=version) as move:
            move.demand(validation.reasons_against_publishing(move.article))
            move.changes = {"claimed_by": None, **_reading(move)}


def _reading(move: Move) -> dict[str, Any]:
    """The columns that record a second pair of eyes on the text as it stands.

    While another text is out unread, nobody is forgotten who wrote that one: he may not catch it up.
    """
    forgets = {} if move.article.unread else {"reviewed_revision": move.last_revision()}
    return {"approved_checksum": move.require_approved_text(), "approver": move.by, "reviewed_at": move.now, **forgets}


def schedule(article: Article, *, by: User, at: datetime | None = None, version: int | None = None) -> None:
    """Plan the hour; without `at`, the time that was kept when an approval was voided."""
    with moving("schedule", article, by=by, version=version) as move:
        planned = at or move.article.scheduled_for
        if planned is None:
            raise Incomplete(_("Назначьте день и час."))
        if planned <= move.now:
            raise Incomplete(_("Это время уже прошло: назначьте будущее."))
        move.demand(validation.reasons_against_publishing(move.article))
        move.changes = {"scheduled_for": planned, "scheduled_by": by}
        move.checksum = move.article.approved_checksum


def unschedule(article: Article, *, by: User, version: int | None = None) -> None:
    """Take the hour away; the approval stays."""
    with moving("unschedule", article, by=by, version=version) as move:
        move.changes = dict(NO_PLAN)


def publish(article: Article, *, by: User, version: int | None = None) -> None:
    """Put the approved text on the site."""
    with moving("publish", article, by=by, version=version) as move:
        published_rows.read_rows(move.article)
        if move.require_approved_text() != move.article.approved_checksum:
            raise InvalidState(_("Текст изменился после вычитки: его должны прочесть снова."))
        move.demand(validation.reasons_against_publishing(move.article))
        planned = move.article.scheduled_for if by.is_robot else None
        _publish_rows(move, planned)
        move.changes |= {"unread": False, "forced_by": None, "reviewed_revision": move.changes["live_revision"]}


def force_publish(article: Article, *, by: User, reason: str, version: int | None = None) -> None:
    """«Молния»: put a text on the site that nobody has read, with a reason, flagged `unread`."""
    reason = clean_text(reason)
    with moving("force_publish", article, by=by, version=version, reason=reason) as move:
        published_rows.read_rows(move.article)
        move.demand(validation.reasons_against_flash(move.article))
        move.require_approved_text()
        _publish_rows(move, None)
        move.changes |= {"unread": True, "forced_by": by, **NO_APPROVAL}


def _publish_rows(move: Move, planned: datetime | None) -> None:
    published = published_rows.publish_rows(move.article, at=move.now, first_at=planned)
    move.changes = {
        "is_live": True,
        "slug": published.slug,
        "live_revision": move.last_revision(),
        "claimed_by": None,
        **NO_PLAN,
    }
    move.changes_website = True


def catch_up(article: Article, *, by: User, version: int | None = None) -> None:
    """Read what went out unread; stores the digest of the live text."""
    with moving("catch_up", article, by=by, version=version) as move:
        if not move.article.unread:
            raise InvalidState(_("Этот материал уже вычитан."))
        number = move.article.live_revision
        move.checksum = move.article.revisions.get(number=number).checksum
        read = max(number, move.article.reviewed_revision)
        move.changes = {"unread": False, "forced_by": None, "reviewed_revision": read}
        move.changes |= {"reviewed_at": move.now}


def revise(article: Article, *, by: User, version: int | None = None) -> None:
    """Open a working copy of a live article; readers keep the approved text."""
    with moving("revise", article, by=by, version=version) as move:
        move.changes = dict(NO_APPROVAL)


def discard(article: Article, *, by: User, version: int | None = None) -> None:
    """Give up a working copy: it returns to the live text."""
    with moving("discard", article, by=by, version=version) as move:
        text = move.article.revisions.get(number=move.article.live_revision).snapshot
        move.changes = snapshot.write_text(move.article, text)
        move.changes |= {"claimed_by": None, **NO_APPROVAL, **NO_PLAN}
        number = record_revision(move.article, by=by, kind="discard", text=text, at=move.now)
        move.changes["live_revision"] = number
        if not move.article.unread:
            move.changes["reviewed_revision"] = number
        move.checksum = snapshot.checksum(text)


def withdraw(
    article: Article,
    *,
    by: User,
    reason: str,
    kind: str = Withdrawal.GONE,
    text: str = "",
    redirect_to: PublishedArticle | None = None,
    version: int | None = None,
) -> None:
    """Take an article off the site; `reason` is for staff, `text` for readers."""
    reason, text = clean_text(reason), clean_text(text)
    with moving("withdraw", article, by=by, version=version, reason=reason) as move:
        move.demand(_reasons_against_withdrawal(move.article, kind, text, redirect_to))
        target = redirect_to if kind == Withdrawal.REDIRECT else None
        published_rows.withdraw_rows(move.article, at=move.now, kind=kind, text=text, redirect_to=target)
        move.changes = {"is_live": False, "unread": False, "forced_by": None, "claimed_by": None}
        move.changes |= NO_APPROVAL | NO_PLAN
        move.changes_website = True


def _reasons_against_withdrawal(
    article: Article, kind: str, text: str, redirect_to: PublishedArticle | None
) -> list[str]:
    if kind not in Withdrawal.values:
        return [_("Выберите, что увидит читатель по старому адресу.")]
    if kind == Withdrawal.NOTICE and not text:
        return [_("Напишите, что прочтёт читатель.")]
    if kind == Withdrawal.REDIRECT and (redirect_to is None or not redirect_to.is_live or redirect_to.pk == article.pk):
        return [_("Выберите другой материал, который сейчас на сайте.")]
    return []


def restore(article: Article, *, by: User, version: int | None = None) -> None:
    """Open a withdrawn article for work; it goes out again by the whole route."""
    with moving("restore", article, by=by, version=version):
        pass


def spike(article: Article, *, by: User, version: int | None = None) -> None:
    """Put an article that never went out, or is out no more, into the bin."""
    with moving("spike", article, by=by, version=version) as move:
        move.changes = NO_APPROVAL | NO_PLAN


def unspike(article: Article, *, by: User, version: int | None = None) -> None:
    """Take an article out of the bin as a draft."""
    with moving("unspike", article, by=by, version=version):
        pass
