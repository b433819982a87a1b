"""After kill -9 of the worker, each of fifty due articles is published once, at its planned time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from articles.actions import publish_due
from articles.models import Article, Transition
from articles.workflow import State
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle
from tests import factories

MANAGE = Path(__file__).parents[3] / "manage.py"
DUE = 50


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, str(MANAGE), "worker"], env=environment, **quiet)


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    return is_so()


def out() -> int:
    return Transition.objects.filter(name="publish").count()


def test_every_due_article_is_published_exactly_once(process_environment: dict[str, str]) -> None:
    articles = [factories.scheduled() for _place in range(DUE)]
    planned = timezone.now().replace(microsecond=0) - timedelta(minutes=1)
    Article.objects.update(scheduled_for=planned)
    number = SiteVersion.objects.get().number

    killed, together = start(process_environment), start(process_environment)
    try:
        assert wait_until(lambda: out() >= 5)
        os.kill(killed.pid, signal.SIGKILL)
        os.kill(together.pid, signal.SIGKILL)
    finally:
        killed.wait()
        together.wait()
    publish_due()

    assert Article.objects.filter(state=State.PUBLISHED, is_live=True).count() == DUE
    assert PublishedArticle.objects.live().filter(published_at=planned).count() == DUE
    assert out() == DUE
    assert set(Transition.objects.filter(name="publish").values_list("article_id", flat=True)) == {
        article.pk for article in articles
    }
    assert SiteVersion.objects.get().number == number + DUE
