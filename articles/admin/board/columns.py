"""The columns of the board and their cards: one statement finds the articles of all columns, another reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language

from articles import permissions
from articles.admin.article.toolbar import Button, button_for, status_line
from articles.admin.finding.filters import ArticleFilters, query_of
from articles.models import Article, Byline, remember_writers
from articles.models.article import ArticleQuerySet
from articles.workflow import State
from newsroom.utils import dates
from staff.models import User

LENGTH = 10
LATELY = timedelta(days=7)
"""Published articles stay on the board so long."""

# The longest waiting first, except where the latest is what people look for.
ORDERS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("-state_changed_at", "-pk"),
    State.RETURNED: ("state_changed_at", "pk"),
    State.SUBMITTED: ("state_changed_at", "pk"),
    State.PROOFING: ("state_changed_at", "pk"),
    State.APPROVED: ("state_changed_at", "pk"),
    State.SCHEDULED: ("scheduled_for", "pk"),
    State.PUBLISHED: ("-state_changed_at", "-pk"),
}


@dataclass
class Card:
    """An article on the board, with the transitions that the user can take now."""

    article: Article
    bylines: str
    state: str
    waited: str
    planned: str
    buttons: list[Button]


@dataclass
class Column:
    """One state; `more` is the address of the full list if it has more articles than are shown."""

    state: str
    title: str | Promise
    cards: list[Card] = field(default_factory=list)
    more: str = ""


def columns_for(user: User, filters: ArticleFilters) -> list[Column]:
    """Return every column with the first cards that the filters leave."""
    visible = filters.narrow(Article.objects.visible_to(user))
    found = {state: _of_state(visible, state) for state in ORDERS}
    ids = _first_ids(list(found.values()))
    articles = Article.objects.filter(pk__in=ids).select_related("section", "claimed_by").defer("body")
    by_state: dict[str, list[Article]] = {state: [] for state in ORDERS}
    for article in articles.order_by():
        if article.state in by_state:
            by_state[article.state].append(article)
    shown = {state: _in_order(state, rows)[: LENGTH + 1] for state, rows in by_state.items()}
    cards = {card.article.pk: card for card in cards_for(user, [one for rows in shown.values() for one in rows])}
    return [_column(State(state), [cards[one.pk] for one in rows], filters) for state, rows in shown.items()]


def _of_state(visible: ArticleQuerySet, state: State) -> ArticleQuerySet:
    rows = visible.filter(state=state)
    if state == State.PUBLISHED:
        rows = rows.filter(state_changed_at__gte=timezone.now() - LATELY)
    return rows.order_by(*ORDERS[state])


def _first_ids(found: Sequence[ArticleQuerySet]) -> list[int]:
    # SQLite takes no LIMIT in the parts of a UNION, but does take one in a subquery.
    parts = [
        Article.objects.filter(pk__in=rows.values("pk")[: LENGTH + 1]).order_by().values_list("pk") for rows in found
    ]
    return [pk for (pk,) in parts[0].union(*parts[1:], all=True)]


def _in_order(state: str, articles: list[Article]) -> list[Article]:
    name, _pk = ORDERS[State(state)]
    return sorted(
        articles,
        key=lambda article: (getattr(article, name.lstrip("-")), article.pk),
        reverse=name.startswith("-"),
    )


def _column(state: State, cards: list[Card], filters: ArticleFilters) -> Column:
    query = "&".join(filter(None, (urlencode({"state__exact": state.value}), query_of(filters.query))))
    more = f"{reverse('admin:articles_article_changelist')}?{query}"
    return Column(state.value, capfirst(state.label), cards[:LENGTH], more if len(cards) > LENGTH else "")


def cards_for(user: User, articles: Sequence[Article]) -> list[Card]:
    """Return the cards of these articles; three statements."""
    remember_writers(articles)
    prefetch_related_objects(articles, Prefetch("bylines", Byline.objects.select_related("person")))
    return [_card(user, article) for article in articles]


def _card(user: User, article: Article) -> Card:
    rules = permissions.transitions_for(article, user)
    return Card(
        article=article,
        bylines=", ".join(map(str, article.bylines.all())),
        state=status_line(article) if article.claimed_by_id else "",
        waited=_waited(article.state_changed_at),
        planned=_planned(article),
        buttons=[button_for(rule, article) for rule in rules],
    )


def _waited(since: datetime) -> str:
    return dates.format_duration(since, timezone.now(), get_language() or settings.LANGUAGE_CODE)


def _planned(article: Article) -> str:
    """Return the planned time in few letters: «28.11, 07:00»."""
    if article.scheduled_for is None or article.is_plan_void:
        return ""
    return f"{dates.to_local(article.scheduled_for):%d.%m, %H:%M}"
