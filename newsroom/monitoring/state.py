"""The state of an installation in numbers."""

import shutil
import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError

from newsroom import __version__
from newsroom.backup import retention
from newsroom.health import CHECKS
from newsroom.page_cache.models import SiteVersion
from newsroom.worker import heartbeat


class Sample(NamedTuple):
    """One number, and the labels that distinguish it from the others of its gauge."""

    labels: Mapping[str, str]
    value: float


class Gauge(NamedTuple):
    """A number that goes up and down, by Prometheus' rules for names: base units, no abbreviations."""

    name: str
    meaning: str
    samples: list[Sample]


def state() -> Iterator[Gauge]:
    """Yield the gauges whose values are known now; alerts notice the others by `absent()`."""
    yield Gauge("newsroom_release", "1, with the release as a label.", [Sample({"release": __version__}, 1)])
    checks = [Sample({"check": name}, 0 if check() else 1) for name, check in CHECKS]
    yield Gauge("newsroom_check", "1 if the check of /health/ready finds nothing.", checks)
    yield _single("newsroom_disk_free_bytes", "Free space of VAR_DIR.", shutil.disk_usage(settings.VAR_DIR).free)
    now = time.time()
    age = heartbeat.age_seconds(settings.VAR_DIR, now=now)
    if age is not None:
        yield _single("newsroom_worker_silence_seconds", "Time since the last sign of life of the worker.", age)
    backup = retention.newest(settings.VAR_DIR / "backups")
    if backup:
        yield _single("newsroom_backup_age_seconds", "Time since the last backup.", now - backup.stat().st_mtime)
    try:
        version = SiteVersion.objects.first()
    except DatabaseError:
        version = None
    if version:
        yield _single("newsroom_site_version", "Number of changes that readers could see.", version.number)


def _single(name: str, meaning: str, value: float) -> Gauge:
    return Gauge(name, meaning, [Sample({}, value)])
