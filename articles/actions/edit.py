"""Saving: every change of an article's words or place goes through one `Edit`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions, proofing, snapshot, workflow
from articles.actions import published_rows
from articles.actions.image_texts import WORDS, words_brought
from articles.actions.transition import compare_and_set, lock
from articles.models import Article, Remark, Revision, RevisionKind, Transition
from articles.workflow import State
from newsroom.exceptions import BecomesWriter, EditConflict, InvalidState, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.text import clean_text
from staff.models import User

ONE_SITTING = timedelta(minutes=10)


class Edit:
    """One person's save. Begin it, `write` columns, write rows, finish it; all in one transaction.

    `begin` refuses a stale version (Conflict) and a person or state that may not (NotAllowed,
    NotNow). `finish` compares what is stored now with what was, refuses what this person may
    not change, records the revision, voids an approval and re-places a live publication.
    """

    def __init__(self, article: Article, by: User, before: snapshot.Snapshot | None) -> None:
        self.article = article
        self.by = by
        self.before = before
        self.now = timezone.now()
        self._is_set = before is None

    @classmethod
    def create(cls, article: Article, *, by: User) -> "Edit":
        """Store a new article of this person's; it starts as a draft, whatever was posted."""
        if not permissions.has_right(by, "add"):
            raise NotPermitted(permissions.NO_RIGHT)
        article.creator, article.state, article.is_live = by, State.DRAFT, False
        words = {name: getattr(article, name) for name in WORDS}
        for name, word in words_brought(None, article.image_id, words).items():
            setattr(article, name, word)
        article.save(force_insert=True)
        return cls(article, by, None)

    @classmethod
    def open(
        cls, article: Article, *, by: User, version: int | None = None, seen: snapshot.Snapshot | None = None
    ) -> "Edit":
        """Lock the article for this save; `version` is the one the person opened.

        `seen` is the snapshot of `article`, where the caller has taken it: as long as nobody has
        changed the version since, it need not be read again.
        """
        fresh = lock(article)
        if version is not None and version != fresh.version:
            raise EditConflict(_("Пока вы писали, этот материал сохранил кто-то другой."))
        is_same = article.version == fresh.version
        if is_same and "writer_ids" in article.__dict__:
            fresh.writer_ids = article.writer_ids
        if not (permissions.may_edit_text(fresh, by) or permissions.may_place(fresh, by)):
            raise _refusal_to_edit(fresh, by)
        return cls(fresh, by, seen if is_same and seen is not None else snapshot.take(fresh))

    def write(self, **columns: Any) -> None:
        """Write these columns and no others: a colleague's step on the same row stays.

        Another picture brings its words along.
        """
        if self.before is not None and "image_id" in columns:
            typed = {name: columns.get(name, getattr(self.article, name)) for name in WORDS}
            columns |= words_brought(self.before["text"]["image_id"], columns["image_id"], typed)
        if not self._is_set:
            compare_and_set(self.article, edited_at=self.now, **columns)
            self.article.version += 1
            self._is_set = True
        elif columns:
            Article.objects.filter(pk=self.article.pk).update(**columns)
        for name, value in columns.items():
            setattr(self.article, name, value)

    def finish(
        self, *, remark: str = "", as_writer: bool = False, with_rows: bool = True, restoring: bool = False
    ) -> None:
        """Look at what was written and draw the consequences.

        A reader's edit that is more than proofing raises BecomesWriter unless `as_writer`.
        `with_rows` is False where the caller knows that he wrote columns only. `restoring` an earlier text
        is editing, never proofing, and a revision of its own: what stood there stays.
        """
        self.write()
        article = self.article
        after = snapshot.take(article, rows_of=None if with_rows else self.before)
        if self.before is None:
            self._record(article, RevisionKind.EDIT, after)
            self._log(article, workflow.CREATE, "", article.state)
            return
        if after["text"] != self.before["text"]:
            if restoring:
                kind = RevisionKind.EDIT
            else:
                kind = self._kind(self.before["text"], after["text"], clean_text(remark), as_writer)
            self._record(article, kind, after, apart=restoring)
            self._void(article, after)
        if after["placement"] != self.before["placement"]:
            self._place(article)

    def _kind(self, before: snapshot.Text, after: snapshot.Text, remark: str, as_writer: bool) -> RevisionKind:
        if not permissions.may_edit_text(self.article, self.by):
            raise _refusal_to_edit(self.article, self.by)
        if self.article.state != State.PROOFING or self.article.is_written_by(self.by):
            return RevisionKind.EDIT
        claimed = self.article.revisions.get(number=self.article.claimed_revision).snapshot
        against = proofing.extent(claimed, before, after).against(remark)
        if against and not as_writer:
            raise BecomesWriter(*against)
        if remark:
            Remark.objects.create(article=self.article, user=self.by, at=self.now, text=remark)
        return RevisionKind.EDIT if against else RevisionKind.PROOF

    def _record(self, article: Article, kind: RevisionKind, after: snapshot.Snapshot, *, apart: bool = False) -> None:
        record_revision(article, by=self.by, kind=kind, text=after["text"], at=self.now, apart=apart)

    def _void(self, article: Article, after: snapshot.Snapshot) -> None:
        """An approval is of one text: another text goes back to the readers' queue."""
        if article.state not in (State.APPROVED, State.SCHEDULED):
            return
        if snapshot.checksum(after["text"]) == article.approved_checksum:
            return
        Article.objects.filter(pk=article.pk).update(
            state=State.SUBMITTED, approved_checksum="", approver=None, state_changed_at=self.now
        )
        self._log(article, workflow.VOID, article.state, State.SUBMITTED)

    def _place(self, article: Article) -> None:
        if not permissions.may_place(self.article, self.by):
            raise NotPermitted(permissions.NO_RIGHT)
        if article.is_live:
            published_rows.place(article)
        if article.is_live or article.state not in (State.DRAFT, State.RETURNED):
            self._log(article, "place", article.state, article.state)
        if article.is_live:
            SiteVersion.bump()

    def _log(self, article: Article, verb: str, source: str, target: str) -> None:
        Transition.objects.create(
            article=article,
            user=self.by,
            at=self.now,
            verb=verb,
            from_state=source,
            to_state=target,
        )


def _refusal_to_edit(article: Article, by: User) -> NotPermitted | InvalidState:
    if not permissions.has_right(by, "change"):
        return NotPermitted(permissions.NO_RIGHT)
    if article.state in (State.DRAFT, State.RETURNED):
        return NotPermitted(permissions.NOT_A_WRITER)
    return InvalidState(
        _("Сейчас текст править нельзя: материал — %(state)s.") % {"state": article.get_state_display()}
    )


@contextmanager
def editing(
    article: Article,
    *,
    by: User,
    version: int | None = None,
    remark: str = "",
    as_writer: bool = False,
) -> Iterator[Article]:
    """Change an article: assign to what is yielded, its columns are written; rows write themselves.

    Refuses as `Edit` does, and then nothing is changed.
    """
    with transaction.atomic():
        edit = Edit.open(article, by=by, version=version)
        stored = {name: getattr(edit.article, name) for name in _columns()}
        yield edit.article
        changed = [name for name, value in stored.items() if getattr(edit.article, name) != value]
        edit.write(**{name: getattr(edit.article, name) for name in changed})
        edit.finish(remark=remark, as_writer=as_writer)
    article.refresh_from_db()
    article.__dict__.pop("writer_ids", None)


def _columns() -> tuple[str, ...]:
    return (*snapshot.TEXT_FIELDS, *snapshot.PLACEMENT_FIELDS)


def record_revision(
    article: Article, *, by: User, kind: str, text: dict[str, Any], at: datetime, apart: bool = False
) -> int:
    """Keep this text; one person's saves within ten minutes are one revision unless `apart`. Its number."""
    checksum = snapshot.checksum(text)
    moved = article.transitions.filter(at__gte=OuterRef("saved_at")).exclude(verb=workflow.CREATE)
    last = article.revisions.annotate(is_closed=Exists(moved)).order_by("-number").first()
    goes_on = last is not None and not apart and not getattr(last, "is_closed", True)
    if last is not None and goes_on and _goes_on(article, last, by, kind, at):
        last.snapshot, last.checksum, last.saved_at = text, checksum, at
        last.save(update_fields=["snapshot", "checksum", "saved_at"])
        return last.number
    number = last.number + 1 if last else 1
    Revision.objects.create(
        article=article,
        number=number,
        kind=kind,
        user=by,
        started_at=at,
        saved_at=at,
        snapshot=text,
        checksum=checksum,
    )
    return number


def _goes_on(article: Article, last: Revision, by: User, kind: str, at: datetime) -> bool:
    """Whether a save continues the last revision; across a step or an approval it never does."""
    # By number too: a clock that was put back knows no order.
    return (
        last.number > max(article.reviewed_revision, article.live_revision)
        and last.user_id == by.pk
        and last.kind == kind
        and kind in (RevisionKind.EDIT, RevisionKind.PROOF)
        and at - last.started_at < ONE_SITTING
    )


def restore_revision(article: Article, number: int, *, by: User, version: int | None = None) -> None:
    """Bring an earlier text back; restoring is editing: who does it writes, and those who wrote that text."""
    with transaction.atomic():
        edit = Edit.open(article, by=by, version=version)
        if not permissions.may_edit_text(edit.article, by):
            raise _refusal_to_edit(edit.article, by)
        text = article.revisions.get(number=number).snapshot
        edit.write(**snapshot.write_text(edit.article, text), reviewed_revision=_last_read(edit.article, number))
        edit.finish(restoring=True)
    article.refresh_from_db()
    article.__dict__.pop("writer_ids", None)


def _last_read(article: Article, number: int) -> int:
    """The newest revision, this one at most, that a second pair of eyes approved: who wrote since is a writer."""
    digests = article.transitions.filter(verb__in=("approve", "catch_up")).values("checksum")
    approved = article.revisions.filter(number__lte=number, checksum__in=digests).aggregate(newest=Max("number"))
    return min(article.reviewed_revision, approved["newest"] or 0)
