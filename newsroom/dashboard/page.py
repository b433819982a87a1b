"""The start page of the admin: each user's own queues, with buttons."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from articles import permissions
from articles.admin.article.toolbar import Button, button_for, planned_text, status_line
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
# These show how long they have waited, the others the time of the last change.
AGEING = ("returned", "claimed", "unread", "waiting", "approved", "on_the_way")


@dataclass
class Row:
    """An article in a queue: what is shown about it, and its buttons."""

    article: Article
    state: str = ""
    bylines: str = ""
    reason: str = ""
    reason_by: str = ""
    at: datetime | None = None
    waited: str = ""
    planned: str = ""
    is_plan_void: bool = False
    is_overdue: bool = False
    buttons: list[Button] = field(default_factory=list)


@dataclass
class QueuePanel:
    """A queue as it is printed; `more` is the address of the full list, if there is more."""

    key: str
    title: Promise
    rows: list[Row]
    more: str


@dataclass
class Dashboard:
    """Everything that the start page shows to one user."""

    queues: list[QueuePanel]
    aside: list[QueuePanel]
    typos: list[TypoFix]
    digests: list[Digest]
    warnings: list[str]
    absences: list[str]
    imprint: list[str]
    may_write: bool

    @property
    def is_empty(self) -> bool:
        return not (self.queues or self.aside or self.typos or self.digests or self.warnings)


def dashboard_for(user: User) -> Dashboard:
    """Read the queues of this user, in at most fifteen queries however many articles there are."""
    queues = queues_of(user)
    articles = list({article.pk: article for queue in queues for article in queue.articles}.values())
    typos = _pending_typos(user)
    remember_writers([*articles, *(fix.article for fix in typos)])
    prefetch_related_objects(articles, _bylines())
    reasons = _last_reasons(articles)
    team = staffing.Team.of_today() if user.has_role("head") else None
    panels = [_panel(queue, user, reasons) for queue in queues]
    return Dashboard(
        queues=[panel for panel in panels if panel.key not in ASIDE],
        aside=[panel for panel in panels if panel.key in ASIDE],
        typos=[fix for fix in typos if _may_decide(fix, user)],
        digests=waiting_for(user),
        warnings=staffing.warnings(team) if team else [],
        absences=staffing.absences(team) if team else [],
        imprint=[str(name) for name in Outlet.objects.current().missing] if team else [],
        may_write=permissions.has_right(user, "add"),
    )


def _bylines() -> Prefetch[str]:
    return Prefetch("bylines", Byline.objects.select_related("person"))


def _panel(queue: Queue, user: User, reasons: dict[int, Transition]) -> QueuePanel:
    rows = [_row(article, queue, user, reasons) for article in queue.articles]
    return QueuePanel(queue.key, queue.title, rows, queue.address if queue.has_more else "")


def _row(article: Article, queue: Queue, user: User, reasons: dict[int, Transition]) -> Row:
    row = Row(article, state=status_line(article), bylines=", ".join(map(str, article.bylines.all())))
    if (transition := reasons.get(article.pk)) and queue.key in ("returned", "unread"):
        row.reason_by, row.reason = str(transition.user), transition.reason
    if queue.key in AGEING:
        row.waited = dates.format_duration(
            article.state_changed_at, timezone.now(), get_language() or settings.LANGUAGE_CODE
        )
    elif article.scheduled_for is None:
        row.at = article.edited_at if queue.key == "drafts" else article.state_changed_at
    if article.scheduled_for is not None:
        row.planned, row.is_plan_void = planned_text(article), article.is_plan_void
        row.is_overdue = article.is_overdue
    row.buttons = _buttons(article, queue, user)
    return row


def _buttons(article: Article, queue: Queue, user: User) -> list[Button]:
    """Return the buttons of a row. Approving is not among them: it needs the page that shows the text."""
    rules = {rule.name: rule for rule in permissions.transitions_for(article, user)}
    buttons = [button_for(rules[name], article) for name in queue.transitions if name in rules]
    if queue.key == "claimed":
        address = article.admin_url
        buttons.insert(0, Button("open", gettext("Читать и править"), address, asks=True, is_link=True))
    return buttons[:BUTTONS]


def _last_reasons(articles: list[Article]) -> dict[int, Transition]:
    """Return the last reason given for each returned or unread article, by its id."""
    needs_reason = Q(article__state=State.RETURNED, name="send_back") | Q(article__unread=True, name="force_publish")
    keys = [article.pk for article in articles if article.unread or article.state == State.RETURNED]
    if not keys:
        return {}
    transitions = Transition.objects.filter(needs_reason, article__in=keys).select_related("user").order_by("pk")
    return {row.article_id: row for row in transitions}


def _may_decide(fix: TypoFix, user: User) -> bool:
    return permissions.reason_against_confirming(fix.article, user, proposer=fix.user_id) is None


def _pending_typos(user: User) -> list[TypoFix]:
    """Return the typo fixes that wait for confirmation, the oldest first."""
    if not permissions.has_right(user, "claim"):
        return []
    # As EXISTS: with IN, SQLite would begin with all articles.
    visible = Article.objects.visible_to(user).filter(pk=OuterRef("article")).order_by()
    pending = TypoFix.objects.pending().filter(Exists(visible))
    return list(pending.select_related("article", "user").order_by("pk")[:LENGTH])
