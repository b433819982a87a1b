"""What the worker publishes when its hour has come."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from articles import permissions, workflow
from articles.actions.log_notes import told
from articles.actions.transition import Move, lock, write
from articles.actions.transitions import NO_PLAN, publish
from articles.models import Article
from articles.workflow import State
from newsroom.exceptions import ActionRefused
from staff.models import User
from staff.permission_groups import scheduler

log = logging.getLogger(__name__)

LOST_RIGHT = gettext_noop("У того, кто запланировал, больше нет такого права.")


def publish_due() -> int:
    """Publish every planned article whose time has come; returns how many went out.

    Each is a transaction of its own and a compare-and-set, so any number of workers, started
    twice or killed, put an article out exactly once.
    """
    worker = scheduler()
    return sum(_publish_one(article, worker) for article in Article.objects.due(timezone.now()))


def _publish_one(article: Article, worker: User) -> bool:
    try:
        _refuse_lost_right(article)
        publish(article, by=worker, version=article.version)
    except ActionRefused as refusal:
        _give_up(article, worker, refusal)
        return False
    except Exception:  # whatever it is, the other articles must go out
        log.exception("piece %s could not go out as planned, will be tried again", article.pk)
        return False
    return True


def _refuse_lost_right(article: Article) -> None:
    if article.scheduled_by and not permissions.has_right(article.scheduled_by, "schedule"):
        raise ActionRefused(LOST_RIGHT)


def _give_up(article: Article, worker: User, refusal: ActionRefused) -> None:
    """Leave the article approved and unplanned, so that it is seen and not tried for ever."""
    with transaction.atomic():
        fresh = lock(article)
        if fresh.state != State.SCHEDULED or fresh.version != article.version:
            log.info("piece %s was moved before its time came: %s", article.pk, refusal)
            return
        # The refusal speaks the language of the source.
        why = told(lambda: "\n".join(gettext(reason) for reason in refusal.reasons))
        move = Move(fresh, worker, workflow.PLAN_FAILED, State.APPROVED, told=why)
        write(move, {"state": State.APPROVED, "state_changed_at": move.now, **NO_PLAN})
    log.warning("piece %s did not go out as planned: %s", article.pk, refusal)
