"""The queues of the start page: one query finds the articles of all queues, another reads them."""

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
    """One list of the start page, with the transitions offered for its articles.

    `filters` are the query parameters of the full list that shows the same articles.
    """

    key: str
    title: Promise
    found: ArticleQuerySet
    transitions: tuple[str, ...]
    filters: dict[str, str]
    length: int = LENGTH
    articles: list[Article] = field(default_factory=list)
    has_more: bool = False

    @property
    def address(self) -> str:
        """Return the address of the full list, filtered to this queue."""
        return f"{reverse('admin:articles_article_changelist')}?{urlencode(self.filters)}"


def queues_of(user: User) -> list[Queue]:
    """Return the queues of this user that are not empty, each with its first articles."""
    queues = list(_queues(user))
    found_keys = _first_keys(queues)
    keys = {pk for pks in found_keys.values() for pk in pks}
    articles = Article.objects.filter(pk__in=keys).select_related("section", "creator", "claimed_by", "forced_by")
    by_key = articles.defer("body").in_bulk() if keys else {}
    for queue in queues:
        found = [by_key[pk] for pk in found_keys.get(queue.key, []) if pk in by_key]
        queue.articles, queue.has_more = found[: queue.length], len(found) > queue.length
    return [queue for queue in queues if queue.articles]


def _queues(user: User) -> Iterator[Queue]:
    visible = Article.objects.visible_to(user)
    # Users without the right to see all articles see their own.
    own = Article.objects.written_by(user) if permissions.has_right(user, "view") else visible
    edits_any, reviews = permissions.may_edit_any(user), permissions.has_right(user, "claim")
    mine = {"mine": "yes"}
    yield Queue("returned", _("Вернули вам на доработку"), own.returned(), ("submit",), _in(State.RETURNED, **mine))
    yield Queue("claimed", _("У вас на вычитке"), visible.claimed_by(user), ("release",), {"mine": "claimed"})
    unread = visible if edits_any or reviews else own
    yield Queue("unread", _("Вышли без вычитки"), unread.out_unread(), ("catch_up",), {"unread__exact": "1"})
    if reviews:
        waiting = visible.waiting().not_written_by(user)
        yield Queue("waiting", _("Ждут корректора"), waiting, ("claim",), _in(State.SUBMITTED))
    ready, whose = (visible, {}) if permissions.has_right(user, "publish") else (own, mine)
    outward = ("publish", "schedule")
    yield Queue("approved", _("Вычитаны, можно выпускать"), ready.ready_to_go(), outward, _in(State.APPROVED, **whose))
    yield Queue("drafts", _("Ваши черновики"), own.drafts(), ("submit",), _in(State.DRAFT, **mine))
    yield Queue("on_the_way", _("Ваши материалы на вычитке"), own.on_the_way(), ("recall",), mine)
    planned, whose = (visible, {}) if edits_any else (own, mine)
    planning = ("publish", "schedule", "unschedule")
    yield Queue("scheduled", _("Запланированы"), planned.planned(), planning, _in(State.SCHEDULED, **whose))
    recent = visible.lately_published()
    yield Queue("published", _("Недавно опубликованы"), recent, (), _in(State.PUBLISHED), SHORT)
    yield Queue("spiked", _("Ваша корзина"), own.spiked(), ("unspike",), _in(State.SPIKED, **mine), SHORT)


def _in(state: State, **more: str) -> dict[str, str]:
    return {"state__exact": state.value, **more}


def _first_keys(queues: list[Queue]) -> dict[str, list[int]]:
    """Return the ids of the first articles of each queue in its order, one more than shown if there are more."""
    selects = [_select(queue) for queue in queues]
    ranked: dict[str, list[tuple[int, int]]] = {}
    for key, rank, pk in selects[0].union(*selects[1:], all=True):
        ranked.setdefault(key, []).append((rank, pk))
    return {key: [pk for _rank, pk in sorted(found)] for key, found in ranked.items()}


def _select(queue: Queue) -> QuerySet[Article, tuple[str, int, int]]:
    # SQLite takes no LIMIT in the parts of a UNION, but does take one in a subquery.
    first = Article.objects.filter(pk__in=queue.found.values("pk")[: queue.length + 1]).order_by()
    rank = Window(RowNumber(), order_by=[str(column) for column in queue.found.query.order_by])
    return first.values_list(Value(queue.key), rank, F("pk"))
