from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from newsroom.worker import heartbeat, jobs
from newsroom.worker.jobs import JOBS


def test_it_publishes_soon_enough() -> None:
    assert JOBS[0].run is jobs.publish_due
    assert JOBS[0].every_seconds <= 5


def test_it_names_each_job_once() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)


@pytest.mark.django_db
def test_it_runs_them_once_on_an_empty_newsroom(caplog: pytest.LogCaptureFixture) -> None:
    (settings.VAR_DIR / heartbeat.NAME).unlink(missing_ok=True)
    call_command("worker", "--once")
    assert "failed" not in caplog.text
    assert (settings.VAR_DIR / heartbeat.NAME).exists()


@pytest.mark.django_db
def test_it_deletes_expired_sessions() -> None:
    for days in (-1, 1):
        store = SessionStore()
        store.create()
        Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() + timedelta(days=days))
    call_command("worker", "--once")
    assert [session.expire_date > timezone.now() for session in Session.objects.all()] == [True]
