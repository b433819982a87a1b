"""The start page: queues that one can act from, each person's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import deadlocks, permissions
from articles.models import Article, Byline, Transition, TypoFix, remember_writers
from articles.models.article import ArticleQuerySet
from articles.workflow import State
from newsroom.lib import clock
from staff.models import User

from .bar import Button, button_of

LENGTH = 20
RECENT = 8
BUTTONS = 2


@dataclass
class Row:
    """A piece in a queue: what is said of it, and what may be pressed."""

    article: Article
    note: str = ""
    since: str = ""
    planned: str = ""
    is_plan_void: bool = False
    buttons: list[Button] = field(default_factory=list)

    @property
    def signed(self) -> str:
        return ", ".join(str(byline) for byline in self.article.bylines.all())


@dataclass
class Queue:
    """One list of the start page; an empty one is not printed."""

    key: str
    title: Promise
    rows: list[Row]
    more: str
    verbs: tuple[str, ...]


@dataclass
class Start:
    """All that the start page shows to one person."""

    queues: list[Queue]
    typos: list[TypoFix]
    warnings: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.queues or self.typos or self.warnings)


def start_of(user: User) -> Start:
    """The queues of this person; a dozen statements however many pieces there are."""
    visible = Article.objects.visible_to(user)
    queues = [queue for queue in _queues(visible, user) if queue.rows]
    rows = list(chain.from_iterable(queue.rows for queue in queues))
    remember_writers([row.article for row in rows])
    remarks = _last_reasons(rows)
    for queue in queues:
        for row in queue.rows:
            _fill(row, queue, user, remarks)
    return Start(queues, _typos(user), _warnings(user))


def _queues(visible: ArticleQuerySet, user: User) -> Iterator[Queue]:
    own = visible.filter(pk__in=Article.objects.written_by(user).values("pk"))
    reads = permissions.has_right(user, "claim")
    publishes = permissions.has_right(user, "publish")
    base = visible if permissions.runs_the_desk(user) else own
    yield _queue("returned", _("Вернули вам на доработку"), own.filter(state=State.RETURNED), ("submit",))
    yield _queue("held", _("У вас на вычитке"), visible.filter(holder=user), ("approve", "release"))
    yield _queue("drafts", _("Ваши черновики"), own.filter(state=State.DRAFT), ("submit",))
    yield _queue("unread", _("Вышли без вычитки"), visible.out_unread(), ("catch_up",))
    if reads:
        yield _queue("waiting", _("Ждут корректора"), visible.waiting(), ("claim",))
    else:
        on_the_way = own.filter(state__in=[State.SUBMITTED, State.PROOFING]).order_by("moved_at")
        yield _queue("on_the_way", _("Ваши материалы на вычитке"), on_the_way, ("recall",))
    ready = visible if publishes else own
    yield _queue("approved", _("Вычитаны, можно выпускать"), ready.ready_to_go(), ("publish", "schedule"))
    yield _queue("scheduled", _("Запланированы"), base.planned(), ("publish", "unschedule", "schedule"))
    recent = visible.filter(state=State.PUBLISHED).order_by("-moved_at")
    yield _queue("published", _("Недавно опубликованы"), recent, (), length=RECENT)
    yield _queue("spiked", _("Ваша корзина"), own.filter(state=State.SPIKED), ("unspike",), length=RECENT)


def _queue(
    key: str, title: Promise, found: QuerySet[Article], verbs: tuple[str, ...], length: int = LENGTH
) -> Queue:
    signed = Prefetch("bylines", Byline.objects.select_related("person"))
    articles = found.select_related("section", "creator", "holder").prefetch_related(signed).defer("body", "lead")
    shown = list(articles[: length + 1])
    more = reverse("admin:articles_article_changelist") if len(shown) > length else ""
    return Queue(key, title, [Row(article) for article in shown[:length]], more, verbs)


def _last_reasons(rows: list[Row]) -> dict[int, Transition]:
    """The last reason given for each returned or unread piece: why it lies there."""
    asked = Q(article__state=State.RETURNED, verb="send_back") | Q(article__unread=True, verb="force_publish")
    pieces = [row.article.pk for row in rows if row.article.unread or row.article.state == State.RETURNED]
    if not pieces:
        return {}
    steps = Transition.objects.filter(asked, article__in=pieces).select_related("user").order_by("pk")
    return {step.article_id: step for step in steps}


def _fill(row: Row, queue: Queue, user: User, reasons: dict[int, Transition]) -> None:
    article, language = row.article, get_language() or "ru"
    if (step := reasons.get(article.pk)) and queue.key in ("returned", "unread"):
        row.note = f"{step.user}: {step.reason}"
    if queue.key in ("published", "drafts", "spiked"):
        row.since = clock.long_moment(article.moved_at, language)
    else:
        row.since = clock.waited(article.moved_at, timezone.now(), language)
    if article.scheduled_for is not None:
        zone = clock.zone_label(language, article.scheduled_for)
        row.planned = f"{clock.long_moment(article.scheduled_for, language)} ({zone})"
        row.is_plan_void = article.is_plan_void
    pressable = {step.verb: step for step in permissions.verbs_for(article, user)}
    row.buttons = [button_of(pressable[verb], article) for verb in queue.verbs if verb in pressable][:BUTTONS]


def _typos(user: User) -> list[TypoFix]:
    """Fixes by writers that this person may confirm."""
    if not permissions.has_right(user, "claim"):
        return []
    pending = TypoFix.objects.filter(applied_at__isnull=True, declined_at__isnull=True, article__live=True)
    found = list(pending.select_related("article", "user").order_by("pk")[:LENGTH])
    remember_writers([fix.article for fix in found])
    return [fix for fix in found if permissions.reason_against_confirming(fix.article, user) is None]


def _warnings(user: User) -> list[str]:
    return deadlocks.warnings() if user.has_role("head") else []
