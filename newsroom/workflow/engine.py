"""Carries out transitions: lock, check, compare-and-set, log, new site version."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from newsroom.exceptions import EditConflict, Incomplete, InvalidState, NotPermitted
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.text import clean_text
from newsroom.workflow.models import Document
from newsroom.workflow.rules import TransitionRule

REASON_LENGTH = 2000

DocumentT = TypeVar("DocumentT", bound=Document)
UserT = TypeVar("UserT")


def require(reasons: Iterable[object]) -> None:
    """Raise Incomplete with all of these sentences if there are any."""
    if reasons := list(reasons):
        raise Incomplete(*reasons)


@dataclass(frozen=True)
class Messages:
    """The sentences of refusals. `wrong_state` has the fields `transition` and `state`."""

    deleted: Promise
    stale: Promise
    lost_race: Promise
    wrong_state: Promise


@dataclass
class TransitionContext(Generic[DocumentT]):
    """A transition in progress on `document`, a fresh and locked copy.

    The body of the `with` statement sets attributes of `document`. The columns that changed are written at its end.
    If `changes_website` is set, a new site version starts.
    """

    document: DocumentT
    name: str
    target: str
    reason: str = ""
    system_note: dict[str, str] = field(default_factory=dict)
    checksum: str = ""
    changes_website: bool = False
    now: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True)
class Workflow(Generic[DocumentT, UserT]):
    """The workflow of one kind of document.

    `reason_against` returns a sentence if the user may not take the named transition, else None.
    """

    model: type[DocumentT]
    rules: Mapping[str, TransitionRule]
    reason_against: Callable[[str, DocumentT, UserT], Promise | None]
    messages: Messages

    def lock(self, document: DocumentT, version: int | None = None) -> DocumentT:
        """Return a fresh copy whose row nobody else can lock until the transaction ends.

        Raises InvalidState if it was deleted, EditConflict if `version` is given and is not the stored one. The lock
        allows other transactions to insert rows that refer to the document; a stronger one would deadlock with them.
        SQLite ignores row locks: there the transaction is IMMEDIATE and locks the whole file.
        """
        rows: Any = self.model._default_manager.select_for_update(of=("self",), no_key=True)
        found: DocumentT | None = rows.filter(pk=document.pk).first()
        if found is None:
            raise InvalidState(self.messages.deleted)
        self._check_version(found, version)
        return found

    def compare_and_set(self, document: DocumentT, **columns: Any) -> None:
        """Write the columns if the row still has the document's state and version. Raises EditConflict otherwise."""
        rows = self.model._default_manager.filter(pk=document.pk, state=document.state, version=document.version)
        if rows.update(version=F("version") + 1, **columns) != 1:
            raise EditConflict(self.messages.lost_race)

    @contextmanager
    def transition(
        self, name: str, document: DocumentT, *, by: UserT, version: int | None = None, reason: str = ""
    ) -> Iterator[TransitionContext[DocumentT]]:
        """Carry out one transition; the body of the `with` statement sets what else changes.

        `version` is the one that the user saw, None if the caller acts on the current one (the worker).
        Raises NotPermitted, InvalidState, EditConflict or Incomplete and then changes nothing; KeyError for an unknown
        name. Afterwards `document` is as in the database.
        """
        rule, reason = self.rules[name], clean_text(reason).strip()
        with transaction.atomic():
            fresh = self.lock(document)
            if refusal := self.reason_against(name, fresh, by):
                raise NotPermitted(refusal)
            self.check_state(rule, fresh)
            self._check_version(fresh, version)
            _check_reason(rule, reason)
            with self.event(name, fresh, by=by, target=rule.target, reason=reason) as context:
                yield context
        refresh(document)

    @contextmanager
    def event(
        self, name: str, document: DocumentT, *, by: UserT, target: str | None = None, reason: str = ""
    ) -> Iterator[TransitionContext[DocumentT]]:
        """Change and log a document that the caller has locked and checked, in the caller's transaction."""
        context = TransitionContext(document, name, target or document.state, reason)
        stored = _columns(document)
        yield context
        changed = {column: value for column, value in _columns(document).items() if value != stored[column]}
        if context.target != document.state:
            changed |= {"state": context.target, "state_changed_at": context.now}
        self.compare_and_set(document, **changed)
        self._log(context, by)
        if context.changes_website:
            SiteVersion.bump()

    def check_state(self, rule: TransitionRule, document: DocumentT) -> None:
        """Raise InvalidState if the transition does not start in the document's state."""
        if not rule.applies_to(document.state, is_live=document.is_live):
            # The field has choices in each model.
            state = document.get_state_display()  # type: ignore[attr-defined]
            raise InvalidState(str(self.messages.wrong_state) % {"transition": rule.label, "state": state})

    def _check_version(self, document: DocumentT, version: int | None) -> None:
        if version is not None and version != document.version:
            raise EditConflict(self.messages.stale)

    def _log(self, context: TransitionContext[DocumentT], by: UserT) -> None:
        log: Any = context.document
        log.transitions.create(
            user=by,
            at=context.now,
            name=context.name,
            from_state=context.document.state,
            to_state=context.target,
            reason=context.reason,
            system_note=context.system_note,
            checksum=context.checksum,
        )


def refresh(document: Document) -> None:
    """Read the document again and forget who wrote it."""
    document.refresh_from_db()
    document.__dict__.pop("writer_ids", None)


def _check_reason(rule: TransitionRule, reason: str) -> None:
    if rule.reason and not reason:
        raise Incomplete(_("Ответьте на вопрос: «%(question)s».") % {"question": rule.reason})
    if len(reason) > REASON_LENGTH:
        raise Incomplete(_("Пометка длиннее 2 000 знаков."))


def _columns(document: Document) -> dict[str, Any]:
    return {column.attname: getattr(document, column.attname) for column in document._meta.concrete_fields}
