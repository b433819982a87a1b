"""Both halves of an article at one moment: all or nothing, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.transitions import publish, schedule
from articles.models import Article, Translation
from articles.workflow import State
from newsroom.exceptions import ActionRefused, InvalidState, NotPermitted, refuse_lost_race
from newsroom.page_cache.models import SiteVersion
from staff.models import User

NO_HALF = _("У этого материала нет второй половины.")
NOT_TOGETHER = _("Вторая половина к этому времени не готова, а выйти они должны вместе.")
LOST_RACE = _("Кто-то успел раньше: одна из половин уже изменилась. Посмотрите их ещё раз.")
HALVES = {"ru": _("Русская половина: {reason}"), "kk": _("Казахская половина: {reason}")}

Versions = dict[int, int]
"""The version of each half that the user saw, by its id."""


def publish_both(article: Article, *, by: User, versions: Versions | None = None) -> None:
    """Publish an article and its other half, or neither. The refusal names the half."""
    with _both(article, by) as halves:
        for half in halves:
            with _named(half):
                publish(half, by=by, version=_seen(half, versions))


def schedule_both(article: Article, *, by: User, at: datetime | None, versions: Versions | None = None) -> None:
    """Plan both halves for one time, or neither. The worker will publish them in one transaction."""
    with _both(article, by) as halves:
        for half in halves:
            with _named(half):
                schedule(half, by=by, at=at, version=_seen(half, versions))
        Translation.objects.with_half(article).update(together_at=halves[0].scheduled_for)


def _seen(half: Article, versions: Versions | None) -> int | None:
    return None if versions is None else versions.get(half.pk, 0)


@contextmanager
def _both(article: Article, by: User) -> Iterator[list[Article]]:
    """Yield both halves in a transaction with one new site version, the one with the smaller id first."""
    with refuse_lost_race(LOST_RACE), transaction.atomic(), SiteVersion.bumped_once():
        pair = Translation.objects.with_half(article).defer("checked").first()
        if pair is None:
            raise InvalidState(NO_HALF)
        halves = list(Article.objects.visible_to(by).filter(pk__in=(pair.article_id, pair.original_id)).order_by("pk"))
        if len(halves) < 2:
            raise NotPermitted(permissions.NO_RIGHT)
        yield halves


@contextmanager
def _named(half: Article) -> Iterator[None]:
    """Put the language of the half before the reasons of a refusal."""
    try:
        yield
    except ActionRefused as refusal:
        raise type(refusal)(*(named(half, reason) for reason in refusal.reasons)) from refusal


def named(half: Article, reason: object) -> str:
    """Return the sentence with the half that it is about."""
    return str(format_lazy(HALVES[half.language], reason=reason))


def due_together(article: Article) -> list[Article]:
    """Return the scheduled article, with its other half if both were planned together for this time.

    Raise InvalidState if the other half was planned together with it and is not ready. A half that somebody has
    published before is no reason to wait.
    """
    pair = Translation.objects.with_half(article).defer("checked").first()
    if pair is None or pair.together_at is None or pair.together_at != article.scheduled_for:
        return [article]
    other = Article.objects.get(pk=pair.other_key(article))
    if other.state == State.PUBLISHED:
        return [article]
    if other.state != State.SCHEDULED or other.scheduled_for != pair.together_at:
        raise InvalidState(NOT_TOGETHER)
    return sorted([article, other], key=lambda half: half.pk)
