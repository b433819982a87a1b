"""The jobs of the worker and how often each runs."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.management import call_command

from articles.actions.front_page import end_picks
from articles.actions.scheduled import publish_due
from articles.actions.search_index import renew
from articles.models.finding.terms import renew_terms
from articles.models.presence import forget_closed_pages
from articles.notifications import deliver
from newsroom.body import files
from newsroom.images import private, public
from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.sweep import sweep
from newsroom.page_cache.switch import is_behind, switch
from newsroom.worker.cdn import CdnPurge

DAY = 24 * 60 * 60


class Job(NamedTuple):
    """Work that several workers may do at once and that may be interrupted at any moment."""

    name: str
    run: Callable[[], object]
    every_seconds: float


def clear_sessions() -> None:
    """Delete expired sessions."""
    call_command("clearsessions")


def follow_site_version() -> None:
    """Bump the site version on a new day, and link the pages of a version that another host or process has bumped."""
    SiteVersion.bump_on_new_day()
    version = SiteVersion.newest()
    if version is not None and is_behind(version):
        switch(SiteVersion.newest)


JOBS: tuple[Job, ...] = (
    Job("publish due articles", publish_due, 1),
    Job("follow the site version", follow_site_version, 1),
    Job("remove stored pages of former versions", sweep, 10),
    Job("end places of the front page", end_picks, 5),
    Job("renew outdated search entries", renew, 5),
    Job("renew outdated word forms of articles", renew_terms, 2),
    Job("notify those concerned", deliver, 2),
    Job("forget closed pages of articles", forget_closed_pages, 60),
    Job("remove withdrawn pictures", public.sweep, 60),
    Job("remove withdrawn files", files.sweep, 60),
    Job("remove orphaned files of pictures", private.sweep, DAY),
    Job("remove orphaned files", files.sweep_private, DAY),
    Job("remove expired sessions", clear_sessions, DAY),
)

CDN_JOBS: tuple[Job, ...] = (Job("purge the CDN", CdnPurge().send_if_due, 1),)
"""What waits for a CDN, as long as that takes: it runs in a thread of its own."""
