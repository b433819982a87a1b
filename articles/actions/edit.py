"""Saving: every change of an article's text or placement goes through one `Edit`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions, proofing, snapshot, workflow
from articles.actions import published_rows
from articles.actions.halves.pairing import pair
from articles.actions.transition import compare_and_set, lock
from articles.models import Article, PreviewLink, Remark, Revision, RevisionKind, Transition
from articles.workflow import State
from newsroom.exceptions import BecomesWriter, EditConflict, InvalidState, NotPermitted
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.text import clean_line, clean_text
from newsroom.workflow.engine import refresh
from staff.models import User

ONE_SITTING = timedelta(minutes=10)
IMAGE_TEXTS = ("caption", "credit", "alt")


class Edit:
    """One user's save: open it, `write` columns, write rows, `finish` it, all in one transaction.

    `open` raises EditConflict for a stale version, NotPermitted or InvalidState if the user may not edit. `finish`
    compares what is stored now with what was, refuses what this user may not change, records the revision, voids the
    approval of another text and updates the placement of a live article.
    """

    def __init__(self, article: Article, by: User, before: snapshot.Snapshot | None) -> None:
        self.article = article
        self.by = by
        self.before = before
        self.now = timezone.now()
        self._is_set = before is None

    @classmethod
    def create(cls, article: Article, *, by: User) -> "Edit":
        """Store a new article created by this user; it starts as a draft, whatever was posted."""
        if not permissions.has_right(by, "add"):
            raise NotPermitted(permissions.NO_RIGHT)
        article.creator, article.state, article.is_live = by, State.DRAFT, False
        typed = {name: getattr(article, name) for name in IMAGE_TEXTS}
        for name, text in _image_texts(None, article.image_id, typed).items():
            setattr(article, name, text)
        article.save(force_insert=True)
        return cls(article, by, None)

    @classmethod
    def open(
        cls, article: Article, *, by: User, version: int | None = None, known: snapshot.Snapshot | None = None
    ) -> "Edit":
        """Lock the article for this save; `version` is the one that the user opened.

        `known` is the snapshot of `article` if the caller has it; it is used while the version is the same.
        """
        fresh = lock(article)
        if version is not None and version != fresh.version:
            raise EditConflict(_("Пока вы писали, этот материал сохранил кто-то другой."))
        is_same = article.version == fresh.version
        if is_same and "writer_ids" in article.__dict__:
            fresh.writer_ids = article.writer_ids
        if not (permissions.may_edit_text(fresh, by) or permissions.may_place(fresh, by)):
            raise _refusal_to_edit(fresh, by)
        return cls(fresh, by, known if is_same and known is not None else snapshot.take(fresh))

    def write(self, **columns: Any) -> None:
        """Write these columns and no others. With another image, its caption, credit and alt text are copied."""
        if self.before is not None and "image_id" in columns:
            typed = {name: columns.get(name, getattr(self.article, name)) for name in IMAGE_TEXTS}
            columns |= _image_texts(self.before["text"]["image_id"], columns["image_id"], typed)
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
        """Record the revision, void the approval and update the website as the change demands.

        A proof edit by the reviewer that is more than proofing raises BecomesWriter unless `as_writer`. `with_rows` is
        False if the caller wrote columns only. `restoring` an earlier text is editing, never proofing, and always a
        revision of its own.
        """
        self.write()
        article = self.article
        after = snapshot.take(article, rows_of=None if with_rows else self.before)
        if self.before is None:
            self._record(article, RevisionKind.EDIT, after)
            self._log(article, workflow.CREATE, "", article.state)
            if article.translation_of_id is not None:
                pair(article, by=self.by)
            return
        remark = clean_text(remark)
        if after["text"] != self.before["text"]:
            kind = RevisionKind.EDIT if restoring else self._kind(self.before["text"], after["text"], remark, as_writer)
            self._record(article, kind, after, apart=restoring)
            self._void(article, after)
        elif remark and permissions.may_edit_text(article, self.by):
            self._remark(remark)
        if after["placement"] != self.before["placement"]:
            self._place(article)

    def _kind(self, before: snapshot.Text, after: snapshot.Text, remark: str, as_writer: bool) -> RevisionKind:
        if not permissions.may_edit_text(self.article, self.by):
            raise _refusal_to_edit(self.article, self.by)
        if self.article.state != State.PROOFING or self.article.is_written_by(self.by):
            return RevisionKind.EDIT
        claimed = self.article.revisions.get(number=self.article.claimed_revision).snapshot
        against = proofing.measure_edit(claimed, before, after).reasons_against(remark)
        if against and not as_writer:
            raise BecomesWriter(*against)
        if remark:
            self._remark(remark)
        return RevisionKind.EDIT if against else RevisionKind.PROOF

    def _remark(self, text: str) -> None:
        Remark.objects.create(article=self.article, user=self.by, at=self.now, text=text)

    def _record(self, article: Article, kind: RevisionKind, after: snapshot.Snapshot, *, apart: bool = False) -> None:
        record_revision(article, by=self.by, kind=kind, text=after["text"], at=self.now, apart=apart)

    def _void(self, article: Article, after: snapshot.Snapshot) -> None:
        """Return an approved article to the queue of the reviewers if its text is another one."""
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
        if self.before and self.before["placement"]["translation_of_id"] != article.translation_of_id:
            pair(article, by=self.by)
        if article.is_live:
            published_rows.update_placement(article)
        if article.is_live or article.state not in (State.DRAFT, State.RETURNED):
            self._log(article, "place", article.state, article.state)
        if article.is_live:
            SiteVersion.bump()

    def _log(self, article: Article, name: str, source: str, target: str) -> None:
        Transition.objects.create(
            article=article,
            user=self.by,
            at=self.now,
            name=name,
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
    """Edit an article: set attributes of the yielded copy; rows are saved by the caller.

    Raises the refusals of `Edit` and then changes nothing.
    """
    with transaction.atomic():
        edit = Edit.open(article, by=by, version=version)
        stored = {name: getattr(edit.article, name) for name in _columns()}
        yield edit.article
        changed = [name for name, value in stored.items() if getattr(edit.article, name) != value]
        edit.write(**{name: getattr(edit.article, name) for name in changed})
        edit.finish(remark=remark, as_writer=as_writer)
    refresh(article)


def _columns() -> tuple[str, ...]:
    return (*snapshot.TEXT_FIELDS, *snapshot.PLACEMENT_FIELDS)


def record_revision(
    article: Article, *, by: User, kind: str, text: dict[str, Any], at: datetime, apart: bool = False
) -> int:
    """Store this text as a revision and return its number.

    The saves of one user within ten minutes are one revision, unless `apart`. What somebody outside was asked to
    approve stays as it was.
    """
    checksum = snapshot.checksum(text)
    later = article.transitions.filter(at__gte=OuterRef("saved_at")).exclude(name=workflow.CREATE)
    sent_out = PreviewLink.objects.filter(revision=OuterRef("pk"))
    last = article.revisions.annotate(is_closed=Exists(later) | Exists(sent_out)).order_by("-number").first()
    is_open = last is not None and not apart and not getattr(last, "is_closed", True)
    if last is not None and is_open and _is_continued(article, last, by, kind, at):
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


def _is_continued(article: Article, last: Revision, by: User, kind: str, at: datetime) -> bool:
    """Return whether a save continues the last revision; after a transition or an approval it never does."""
    # Numbers are compared too, because the clock may have been set back.
    return (
        last.number > max(article.reviewed_revision, article.live_revision)
        and last.user_id == by.pk
        and last.kind == kind
        and kind in (RevisionKind.EDIT, RevisionKind.PROOF)
        and at - last.started_at < ONE_SITTING
    )


def restore_revision(article: Article, number: int, *, by: User, version: int | None = None) -> None:
    """Restore an earlier text. The user becomes a writer; the writers of that text are writers again."""
    with transaction.atomic():
        edit = Edit.open(article, by=by, version=version)
        if not permissions.may_edit_text(edit.article, by):
            raise _refusal_to_edit(edit.article, by)
        text = article.revisions.get(number=number).snapshot
        snapshot.write_rows(edit.article, text)
        columns = {name: text[name] for name in snapshot.TEXT_FIELDS}
        edit.write(**columns, reviewed_revision=_last_reviewed(edit.article, number))
        edit.finish(restoring=True)
    refresh(article)


def _last_reviewed(article: Article, number: int) -> int:
    """Return the number of the newest reviewed revision up to `number`; the authors of later ones are writers."""
    checksums = article.transitions.filter(name__in=("approve", "catch_up")).values("checksum")
    approved = article.revisions.filter(number__lte=number, checksum__in=checksums).aggregate(newest=Max("number"))
    return min(article.reviewed_revision, approved["newest"] or 0)


def _image_texts(former: int | None, chosen: int | None, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that another image changes; what a user typed stays.

    `former` and `chosen` are ids of images. No statement is sent if they are the same.
    """
    if former == chosen:
        return {}
    images = Image.objects.in_bulk([pk for pk in (former, chosen) if pk])
    old, new = _texts_of(images.get(former or 0)), _texts_of(images.get(chosen or 0))
    return {name: new[name] for name in IMAGE_TEXTS if typed[name] in ("", old[name])}


def _texts_of(image: Image | None) -> dict[str, str]:
    return {name: clean_line(getattr(image, name)) if image else "" for name in IMAGE_TEXTS}
