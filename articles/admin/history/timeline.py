"""The timeline of an article: its revisions and transitions, and what people outside were shown; newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from articles.admin.history.compare import FieldDifference, against_previous
from articles.admin.preview.events import OutsideEvent, outside_events
from articles.models import Article, Revision, RevisionKind, Transition
from articles.workflow import State
from staff.models import User

PER_PAGE = 40
# Differences made by others than the writers are shown at once.
SHOWN = (RevisionKind.PROOF, RevisionKind.TYPO)


@dataclass
class Event:
    """A saved text, a transition, or something with people outside."""

    at: datetime
    user: User | None = None
    revision: Revision | None = None
    transition: Transition | None = None
    outside: OutsideEvent | None = None
    marks: list[str] = field(default_factory=list)
    differences: list[FieldDifference] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return the label of the state after the transition, or an empty string."""
        return str(State(self.transition.to_state).label) if self.transition else ""

    @property
    def order(self) -> tuple[datetime, bool, int]:
        """Return the sort key: time; at the same time the text is before the transition that followed."""
        done = self.revision or self.transition
        return (self.at, self.transition is not None, done.pk if done else 0)


def page_of(article: Article, number: str | None) -> Page[Event]:
    """Return one page of the history, in at most ten queries however long it is."""
    revisions = article.revisions.defer("snapshot", "checksum").select_related("user")
    transitions = article.transitions.select_related("user")
    events = [_of_revision(revision, article) for revision in revisions]
    events += [Event(at=row.at, user=row.user, transition=row) for row in transitions]
    events += [Event(at=row.at, outside=row) for row in outside_events(article)]
    events.sort(key=attrgetter("order"), reverse=True)
    page = Paginator(events, PER_PAGE).get_page(number)
    _show_differences(list(page))
    return page


def _of_revision(revision: Revision, article: Article) -> Event:
    marks = []
    if article.is_live and revision.number == article.live_revision:
        marks.append(_("на сайте"))
    if article.reviewed_revision and revision.number == article.reviewed_revision:
        marks.append(_("вычитано"))
    return Event(at=revision.saved_at, user=revision.user, revision=revision, marks=marks)


def _show_differences(events: Sequence[Event]) -> None:
    proofs = [event.revision for event in events if event.revision and event.revision.kind in SHOWN]
    differences = against_previous(proofs)
    for event in events:
        if event.revision and event.revision.kind in SHOWN:
            event.differences = differences[event.revision.number]
