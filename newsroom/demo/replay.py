"""Replays the histories of all demo articles, digests, front pages and tags in the order of time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from operator import itemgetter
from unittest import mock

from django.utils import timezone

from articles import actions
from newsroom.demo import article_events, digest_events
from newsroom.demo.articles import all_articles
from newsroom.demo.created import Created
from newsroom.demo.digests import all_digests
from newsroom.demo.front_page import FRONT_PAGES, DemoFrontPage
from newsroom.demo.sections import FORMER_TAGS, FormerTag
from newsroom.website.models import Tag
from staff.models import User

Action = Callable[[], None]


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Make `timezone.now()` return `instant`, so that rows get the times of the history."""

    class StoppedClock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return instant

    # Not `timezone.now` itself: model fields hold that function as their default.
    with mock.patch.object(timezone, "datetime", StoppedClock):
        yield


def replay(now: datetime) -> None:
    """Perform every event of the demo; `now` is aware, in the newsroom's time zone."""
    for instant, action in sorted(_actions(Created(now)), key=itemgetter(0)):
        with clock_at(min(instant, now)):
            action()


def _actions(created: Created) -> Iterator[tuple[datetime, Action]]:
    now = created.now
    for article in all_articles():
        for event in article.history:
            yield event.moment.on(now), partial(article_events.perform, event, article, created)
    for digest in all_digests():
        for event in digest.history:
            yield event.moment.on(now), partial(digest_events.perform, event, digest, created)
    for page in FRONT_PAGES:
        yield page.moment.on(now), partial(_set_front_page, page, created)
    for former in FORMER_TAGS:
        yield former.merged.on(now), partial(_merge_tag, former)


def _set_front_page(page: DemoFrontPage, created: Created) -> None:
    picks = [
        actions.Pick(order, created.published(key), ends.on(created.now))
        for order, (key, ends) in enumerate(page.picks)
    ]
    actions.set_front(page.language, picks, by=User.objects.get(username=page.who))


def _merge_tag(former: FormerTag) -> None:
    tag, into = Tag.objects.get(slug=former.tag.slug), Tag.objects.get(slug=former.into)
    actions.merge_tags(tag, into, by=User.objects.get(username=former.who))
