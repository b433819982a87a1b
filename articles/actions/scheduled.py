"""Publishes scheduled articles when their time has come."""

import logging
from copy import copy

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from articles import permissions, workflow
from articles.actions.halves.both import NOT_TOGETHER, due_together
from articles.actions.transition import event, lock
from articles.actions.transitions import publish
from articles.models import Article
from articles.workflow import State
from newsroom.exceptions import ActionRefused, InvalidState
from newsroom.page_cache.models import SiteVersion
from newsroom.workflow.models import in_each_language
from staff.models import User
from staff.permission_groups import scheduler

log = logging.getLogger(__name__)

LOST_RIGHT = gettext_noop("У того, кто запланировал, больше нет такого права.")


def publish_due() -> int:
    """Publish every scheduled article whose time has come; return how many were published.

    Each has a transaction of its own, or one with its other half, and a compare-and-set, so several workers publish
    an article exactly once.
    """
    worker = scheduler()
    published: set[int] = set()
    for article in Article.objects.due(timezone.now()):
        if article.pk not in published:
            published |= _publish(article, worker)
    return len(published)


def _publish(article: Article, worker: User) -> set[int]:
    """Publish the article, with the half that was planned together with it; return the ids of what was published."""
    halves, half = [article], article
    try:
        with transaction.atomic(), SiteVersion.bumped_once():
            halves = due_together(article)
            for half in halves:
                # A copy, because the version of what is rolled back would stay in the object.
                _publish_one(copy(half), worker)
    except ActionRefused as refusal:
        _give_up(half, worker, refusal)
        for other in halves:
            if other.pk != half.pk:
                # The readers of this note may have no right to see the half that failed.
                _give_up(other, worker, InvalidState(NOT_TOGETHER))
    except Exception:  # The other articles must still be published.
        log.exception("article %s could not be published as scheduled, will be tried again", article.pk)
    else:
        return {half.pk for half in halves}
    return set()


def _publish_one(article: Article, worker: User) -> None:
    _refuse_lost_right(article)
    publish(article, by=worker, version=article.version)


def _refuse_lost_right(article: Article) -> None:
    if article.scheduled_by and not permissions.has_right(article.scheduled_by, "schedule"):
        raise ActionRefused(LOST_RIGHT)


def _give_up(article: Article, worker: User, refusal: ActionRefused) -> None:
    """Return the article to `approved`, so that it is not tried again and shows up in the queue."""
    with transaction.atomic():
        fresh = lock(article)
        if fresh.state != State.SCHEDULED or fresh.version != article.version:
            log.info("article %s was changed before it could be published: %s", article.pk, refusal)
            return
        # The reasons are in the language of the source here, and translated for the note.
        with event(workflow.PLAN_FAILED, fresh, by=worker, target=State.APPROVED) as context:
            context.system_note = in_each_language(lambda: "\n".join(gettext(reason) for reason in refusal.reasons))
            fresh.clear_plan()
    log.warning("article %s was not published as scheduled: %s", article.pk, refusal)
