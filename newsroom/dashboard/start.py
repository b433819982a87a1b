"""The start page: queues that one can act from, each person's own."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from articles import permissions
from articles.admin.article.toolbar import Button, button_of, where_it_stands
from articles.models import Article, Transition, TypoFix, remember_writers
from articles.models.byline import Byline
from articles.workflow import State
from newsroom.dashboard import staffing
from newsroom.dashboard.digest_queue import waiting_for
from newsroom.dashboard.queues import LENGTH, Queue, queues_of
from newsroom.digests.models import Digest
from newsroom.utils import dates
from newsroom.website.models import Outlet
from staff.models import User

BUTTONS = 2
ASIDE = ("scheduled", "on_the_way", "published", "spiked")
# What one looks at for its age; of the others the moment is said.
AGEING = ("returned", "held", "unread", "waiting", "approved", "on_the_way")


@dataclass
class Row:
    """An article in a queue: what is said of it, and what may be pressed."""

    article: Article
    state: str = ""
    signed: str = ""
    said_by: str = ""
    said: str = ""
    at: datetime | None = None
    waited: str = ""
    planned: str = ""
    is_plan_void: bool = False
    buttons: list[Button] = field(default_factory=list)


@dataclass
class Shelf:
    """A queue as it is printed."""

    key: str
    title: Promise
    rows: list[Row]
    more: str


@dataclass
class Start:
    """All that the start page shows to one person."""

    shelves: list[Shelf]
    aside: list[Shelf]
    typos: list[TypoFix]
    digests: list[Digest]
    warnings: list[str]
    absences: list[str]
    imprint: list[str]
    may_write: bool

    @property
    def is_empty(self) -> bool:
        return not (self.shelves or self.aside or self.typos or self.digests or self.warnings)


def start_of(user: User) -> Start:
    """The queues of this person; at most fifteen statements however many articles there are."""
    queues = queues_of(user)
    articles = list({article.pk: article for queue in queues for article in queue.articles}.values())
    typos = _pending_typos(user)
    remember_writers([*articles, *(fix.article for fix in typos)])
    prefetch_related_objects(articles, _bylines())
    reasons = _last_reasons(articles)
    team = staffing.Team.of_today() if user.has_role("head") else None
    shelves = [_shelf(queue, user, reasons) for queue in queues]
    return Start(
        shelves=[shelf for shelf in shelves if shelf.key not in ASIDE],
        aside=[shelf for shelf in shelves if shelf.key in ASIDE],
        typos=[fix for fix in typos if _may_decide(fix, user)],
        digests=waiting_for(user),
        warnings=staffing.warnings(team) if team else [],
        absences=staffing.absences(team) if team else [],
        imprint=[str(name) for name in Outlet.objects.current().missing] if team else [],
        may_write=permissions.has_right(user, "add"),
    )


def _bylines() -> Prefetch[str]:
    return Prefetch("bylines", Byline.objects.select_related("person"))


def _shelf(queue: Queue, user: User, reasons: dict[int, Transition]) -> Shelf:
    rows = [_row(article, queue, user, reasons) for article in queue.articles]
    return Shelf(queue.key, queue.title, rows, queue.address if queue.has_more else "")


def _row(article: Article, queue: Queue, user: User, reasons: dict[int, Transition]) -> Row:
    row = Row(article, state=where_it_stands(article), signed=", ".join(map(str, article.bylines.all())))
    language = get_language() or "ru"
    if (step := reasons.get(article.pk)) and queue.key in ("returned", "unread"):
        row.said_by, row.said = str(step.user), step.reason
    if queue.key in AGEING:
        row.waited = dates.format_duration(article.state_changed_at, timezone.now(), language)
    elif article.scheduled_for is None:
        row.at = article.edited_at if queue.key == "drafts" else article.state_changed_at
    if article.scheduled_for is not None:
        zone = dates.zone_label(language, article.scheduled_for)
        row.planned = f"{dates.format_datetime(article.scheduled_for, language)} ({zone})"
        row.is_plan_void = article.is_plan_void
    pressable = {step.name: step for step in permissions.transitions_for(article, user)}
    row.buttons = [button_of(pressable[verb], article) for verb in queue.verbs if verb in pressable][:BUTTONS]
    return row


def _last_reasons(articles: list[Article]) -> dict[int, Transition]:
    """The last reason given for each returned or unread article: why it lies there."""
    asked = Q(article__state=State.RETURNED, name="send_back") | Q(article__unread=True, name="force_publish")
    keys = [article.pk for article in articles if article.unread or article.state == State.RETURNED]
    if not keys:
        return {}
    steps = Transition.objects.filter(asked, article__in=keys).select_related("user").order_by("pk")
    return {step.article_id: step for step in steps}


def _may_decide(fix: TypoFix, user: User) -> bool:
    return permissions.reason_against_confirming(fix.article, user, proposer=fix.user_id) is None


def _pending_typos(user: User) -> list[TypoFix]:
    """Fixes that wait for somebody else's eyes, the oldest first."""
    if not permissions.has_right(user, "claim"):
        return []
    pending = TypoFix.objects.pending().filter(article__in=Article.objects.visible_to(user))
    return list(pending.select_related("article", "user").order_by("pk")[:LENGTH])
