"""Which articles wait for whom: the queues of the start page, found with one statement and read with another."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.workflow import State
from staff.models import User

LENGTH = 20
SHORT = 5


@dataclass
class Queue:
    """One list of the start page: what is in it, and the steps that are offered with its articles.

    `narrowed` are the filters of the full list that show the same articles.
    """

    key: str
    title: Promise
    found: ArticleQuerySet
    verbs: tuple[str, ...]
    narrowed: dict[str, str]
    length: int = LENGTH
    articles: list[Article] = field(default_factory=list)
    has_more: bool = False

    @property
    def address(self) -> str:
        """The full list, narrowed to this queue."""
        return f"{reverse('admin:articles_article_changelist')}?{urlencode(self.narrowed)}"


def queues_of(user: User) -> list[Queue]:
    """This person's queues that are not empty, each with its first articles."""
    queues = list(_asked(user))
    places = _places(queues)
    keys = {pk for pks in places.values() for pk in pks}
    articles = Article.objects.filter(pk__in=keys).select_related("section", "creator", "claimed_by", "forced_by")
    by_key = articles.defer("body", "lead").in_bulk() if keys else {}
    for queue in queues:
        # An article may be gone from the database between the two statements only in theory; then it is not shown.
        found = [by_key[pk] for pk in places.get(queue.key, []) if pk in by_key]
        queue.articles, queue.has_more = found[: queue.length], len(found) > queue.length
    return [queue for queue in queues if queue.articles]


def _asked(user: User) -> Iterator[Queue]:
    visible = Article.objects.visible_to(user)
    # What one has written one sees, whoever may see the rest.
    own = Article.objects.written_by(user) if permissions.has_right(user, "view") else visible
    runs, reads = permissions.may_edit_any(user), permissions.has_right(user, "claim")
    mine = {"mine": "yes"}
    yield Queue("returned", _("Вернули вам на доработку"), own.returned(), ("submit",), _in(State.RETURNED, **mine))
    yield Queue("held", _("У вас на вычитке"), visible.claimed_by(user), ("approve", "release"), {"mine": "held"})
    unread = visible if runs or reads else own
    yield Queue("unread", _("Вышли без вычитки"), unread.out_unread(), ("catch_up",), {"unread__exact": "1"})
    if reads:
        waiting = visible.waiting().not_written_by(user)
        yield Queue("waiting", _("Ждут корректора"), waiting, ("claim",), _in(State.SUBMITTED))
    ready, whose = (visible, {}) if permissions.has_right(user, "publish") else (own, mine)
    go = ("publish", "schedule")
    yield Queue("approved", _("Вычитаны, можно выпускать"), ready.ready_to_go(), go, _in(State.APPROVED, **whose))
    yield Queue("drafts", _("Ваши черновики"), own.drafts(), ("submit",), _in(State.DRAFT, **mine))
    yield Queue("on_the_way", _("Ваши материалы на вычитке"), own.on_the_way(), ("recall",), mine)
    planned, whose = (visible, {}) if runs else (own, mine)
    steps = ("publish", "schedule", "unschedule")
    yield Queue("scheduled", _("Запланированы"), planned.planned(), steps, _in(State.SCHEDULED, **whose))
    recent = visible.lately_published()
    yield Queue("published", _("Недавно опубликованы"), recent, (), _in(State.PUBLISHED), SHORT)
    yield Queue("spiked", _("Ваша корзина"), own.spiked(), ("unspike",), _in(State.SPIKED, **mine), SHORT)


def _in(state: State, **more: str) -> dict[str, str]:
    return {"state__exact": state.value, **more}


def _places(queues: list[Queue]) -> dict[str, list[int]]:
    """The keys of the first articles of each queue, in its order, and of one more to know that there are more."""
    legs = [_leg(queue) for queue in queues]
    places: dict[str, list[tuple[int, int]]] = {}
    for key, place, pk in legs[0].union(*legs[1:], all=True):
        places.setdefault(key, []).append((place, pk))
    return {key: [pk for _place, pk in sorted(found)] for key, found in places.items()}


def _leg(queue: Queue) -> QuerySet[Article, tuple[str, int, int]]:
    # SQLite takes no LIMIT in the legs of a UNION, but does take one in a subquery.
    first = Article.objects.filter(pk__in=queue.found.values("pk")[: queue.length + 1]).order_by()
    place = Window(RowNumber(), order_by=[str(column) for column in queue.found.query.order_by])
    return first.values_list(Value(queue.key), place, F("pk"))
