"""One step of the route: lock, ask, change by compare-and-set, log, and tell the editions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions, snapshot, workflow
from articles.models import Article, Transition
from newsroom.exceptions import EditConflict, Incomplete, InvalidState, NotPermitted
from newsroom.page_cache.models import SiteVersion
from staff.models import User


@dataclass
class Move:
    """A step being taken on a fresh, locked copy of the article."""

    article: Article
    by: User
    verb: str
    target: str
    reason: str = ""
    told: dict[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: timezone.now())
    changes: dict[str, Any] = field(default_factory=dict)
    checksum: str = ""
    changes_website: bool = False

    def demand(self, reasons: Iterable[object]) -> None:
        """Refuse with every sentence at once, if there is any."""
        if reasons := list(reasons):
            raise Incomplete(*reasons)

    def require_approved_text(self) -> str:
        """The digest of the text as it stands, kept for the log."""
        self.checksum = snapshot.checksum(snapshot.take_text(self.article))
        return self.checksum

    def last_revision(self) -> int:
        """The number of the newest saved text."""
        newest = self.article.revisions.order_by("-number").values_list("number", flat=True)
        return newest.first() or 0


def lock(article: Article) -> Article:
    """A fresh copy nobody else can move until the transaction ends.

    Rows that point at the article may still be written: the database looks for it at their commit, and a lock against
    that would make two who wait for each other's edition. SQLite ignores row locks; there the transaction is
    IMMEDIATE and locks the whole file.
    """
    found = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article.pk).first()
    if found is None:
        raise InvalidState(_("Этого материала больше нет."))
    return found


def compare_and_set(article: Article, **changes: Any) -> None:
    """Write these columns if nobody has moved or saved the article since `article` was read."""
    rows = Article.objects.filter(pk=article.pk, state=article.state, version=article.version)
    if rows.update(version=F("version") + 1, **changes) != 1:
        raise EditConflict(_("Кто-то успел раньше: материал уже изменился."))


@contextmanager
def moving(verb: str, article: Article, *, by: User, version: int | None = None, reason: str = "") -> Iterator[Move]:
    """Take one step; the body of the `with` says what else changes.

    `version` is what the person saw; None for those who act on the newest text (the worker).
    Raises NotAllowed, NotNow, NotReady; then nothing is changed. On success the caller's
    `article` is as in the database.
    """
    step = workflow.step(verb)
    reason = reason.strip()
    with transaction.atomic():
        fresh = lock(article)
        if refusal := permissions.reason_against(verb, fresh, by):
            raise NotPermitted(refusal)
        _refuse_wrong_state(step, fresh)
        if version is not None and version != fresh.version:
            raise EditConflict(_("Материал изменился, пока вы читали. Посмотрите его ещё раз."))
        if step.reason and not reason:
            raise Incomplete(_("Ответьте на вопрос: «%(question)s».") % {"question": step.reason})
        move = Move(fresh, by, verb, step.target or fresh.state, reason)
        yield move
        _finish(move)
    article.refresh_from_db()
    article.__dict__.pop("writer_ids", None)


def _refuse_wrong_state(step: workflow.Step, article: Article) -> None:
    if not step.leads_from(article.state, is_live=article.is_live):
        raise InvalidState(
            _("«%(verb)s» сейчас нельзя: материал — %(state)s.")
            % {"verb": step.label, "state": article.get_state_display()}
        )


def _finish(move: Move) -> None:
    changes = {"state": move.target, **move.changes}
    if move.target != move.article.state:
        changes["state_changed_at"] = move.now
    write(move, changes)
    if move.changes_website:
        SiteVersion.bump()


def write(move: Move, changes: dict[str, Any]) -> None:
    """Change the article and write the row of the log, which is also the outbox."""
    compare_and_set(move.article, **changes)
    Transition.objects.create(
        article_id=move.article.pk,
        user=move.by,
        at=move.now,
        verb=move.verb,
        from_state=move.article.state,
        to_state=move.target,
        reason=move.reason,
        told=move.told,
        checksum=move.checksum,
    )
