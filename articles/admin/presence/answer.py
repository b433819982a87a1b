"""What a browser is answered about the articles that it has open or lists."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.admin.article.toolbar import status_line
from articles.admin.presence.pages import Known, Message, keep
from articles.admin.presence.people import OpenBy, clock, people_of
from articles.models import Article, Presence, TakeOver
from staff.models import User


def answer(message: Message, user: User) -> dict[str, Any]:
    """Keep what the browser says and return what it asks, by the id of the article.

    An article that this person may not see is left out, and nothing is kept of it.
    """
    if message.gone:
        Presence.objects.filter(user=user, tab__in=message.gone).delete()
    if not message.articles:
        return {}
    visible = Article.objects.visible_to(user).filter(pk__in=message.articles)
    articles = list(visible.select_related("claimed_by", "take_over__user").order_by("pk"))
    rows = Presence.objects.open_now().filter(article__in=[article.pk for article in articles]).select_related("user")
    known: Known = {(row.article_id, row.tab): row for row in rows if row.user_id == user.pk}
    seen = {article.pk for article in articles}
    pages = [page for page in message.pages if page.article in seen]
    keep(pages, user=user, known=known)
    own = {page.tab for page in pages}
    of_others = defaultdict(list)
    for row in rows:
        if row.user_id != user.pk or row.tab not in own:
            of_others[row.article_id].append(row)
    return {str(article.pk): _facts(article, of_others[article.pk], user) for article in articles}


def _facts(article: Article, rows: Iterable[Presence], user: User) -> dict[str, Any]:
    people = people_of(rows)
    return {
        "version": article.version,
        "state": article.state,
        "claimedBy": article.claimed_by_id,
        "status": status_line(article),
        "people": [_person(one, user) for one in people],
        "taken": _taken(article, people, user),
    }


def _person(one: OpenBy, user: User) -> dict[str, Any]:
    return {
        "name": str(one.user),
        "isMe": one.user == user,
        "since": clock(one.since),
        "doing": one.doing,
        "field": one.field,
        "isIdle": one.is_idle,
        "isReadOnly": one.is_read_only,
    }


def _taken(article: Article, people: Iterable[OpenBy], user: User) -> dict[str, Any]:
    """Return the last take-over; it holds while its person is here."""
    last: TakeOver | None = getattr(article, "take_over", None)
    if last is None:
        return {"number": 0, "by": "", "isMine": False, "isHere": False, "at": ""}
    return {
        "number": last.number,
        "by": str(last.user),
        "isMine": last.user == user,
        "isHere": any(one.user == last.user for one in people),
        "at": clock(last.at),
    }
