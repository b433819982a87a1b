"""The clock of this machine: publication times, sessions and links depend on it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from newsroom.page_cache.models import SiteVersion

TOLERANCE = timedelta(seconds=2)
REMEDY = "включите синхронизацию времени (timedatectl set-ntp true) / turn on time synchronisation"


def against_the_database() -> Iterator[str]:
    """This clock agrees with that of PostgreSQL, which may run on another machine."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        difference = abs(timezone.now() - cursor.fetchone()[0])
    if difference > TOLERANCE:
        yield (
            f"Часы расходятся с часами базы данных на {difference.total_seconds():.0f} с / this clock and the "
            f"database's differ by that: {REMEDY}"
        )


def against_the_last_change() -> Iterator[str]:
    """The last change is not in the future. It is if the clock was put back since."""
    version = SiteVersion.objects.first()
    # Each version starts in a later whole second, so that many changes in one second run a little ahead.
    if version and version.started_at > timezone.now() + timedelta(minutes=1):
        yield (
            f"Последнее изменение сайта сделано в будущем ({version.started_at:%Y-%m-%d %H:%M} UTC) / "
            f"the last change of the site lies in the future: {REMEDY}"
        )
