"""A host follows the site version whatever the jobs of its worker do."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from pytest_django import Settings

from newsroom.page_cache import files
from newsroom.page_cache.models import SiteVersion
from newsroom.worker import follower
from tests.newsroom.running import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def following(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The pages of a host whose follower is at work."""
    settings.PAGES_DIR = tmp_path
    stopping = threading.Event()
    thread = threading.Thread(target=follower.follow, args=(stopping,))
    thread.start()
    yield tmp_path
    stopping.set()
    thread.join(20)


def bump_elsewhere(settings: Settings) -> int:
    """End the version as another host does, which links its own pages only; return the number of the next one."""
    here, settings.PAGES_DIR = settings.PAGES_DIR, None
    with transaction.atomic():
        SiteVersion.bump()
    settings.PAGES_DIR = here
    return SiteVersion.objects.get().number


def is_at(root: Path, number: int) -> bool:
    return files.linked(root).startswith(f"{number}-")


def test_it_links_the_version_of_another_host(following: Path, settings: Settings) -> None:
    for _time in range(2):
        number = bump_elsewhere(settings)
        wait_for(lambda number=number: is_at(following, number), "the new version")  # type: ignore[misc]


def test_it_goes_on_after_a_failure_of_the_database(
    following: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [OperationalError("gone"), OperationalError("gone")]
    follow_site_version = follower.follow_site_version

    def fail_at_first() -> None:
        if failures:
            raise failures.pop()
        follow_site_version()

    monkeypatch.setattr(follower, "follow_site_version", fail_at_first)
    number = bump_elsewhere(settings)
    wait_for(lambda: is_at(following, number), "the new version")
    assert failures == []
