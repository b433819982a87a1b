"""Times of the wall clock that are missing or ambiguous when the clock is changed."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom.utils import dates

FAR = timedelta(days=366)


def instant_of(naive: datetime, fold: int = 0) -> datetime:
    """Return the instant of this local time; `fold` 1 is the second of two."""
    return naive.replace(tzinfo=timezone.get_default_timezone(), fold=fold)


def is_missing(naive: datetime) -> bool:
    """Return whether this local time does not exist, or is outside the calendar of the newsroom."""
    return not _is_in_calendar(naive) or dates.to_local(instant_of(naive).astimezone(UTC)).replace(tzinfo=None) != naive


def _is_in_calendar(naive: datetime) -> bool:
    return dates.FIRST_DAY <= naive.date() <= dates.LAST_DAY


def is_twice(naive: datetime) -> bool:
    """Return whether this local time comes twice."""
    return not is_missing(naive) and instant_of(naive).utcoffset() != instant_of(naive, 1).utcoffset()


def soon() -> list[tuple[str, datetime]]:
    """Return the usual moments to go out that are still ahead, as label and local time without a zone."""
    now = dates.to_local(timezone.now()).replace(tzinfo=None)
    moments = [
        (_("сегодня 18:00"), datetime.combine(now.date(), time(18))),
        (_("завтра 9:00"), datetime.combine(now.date() + timedelta(days=1), time(9))),
    ]
    return [(label, moment) for label, moment in moments if moment > now and not is_missing(moment)]


def is_far(naive: datetime) -> bool:
    """Return whether this local time is more than a year ahead, which is mostly a slip of the hand."""
    return naive.date() > dates.local_date(timezone.now()) + FAR


def reason_against(naive: datetime) -> str | None:
    """Return why nothing can be scheduled for this local time, or None."""
    if not _is_in_calendar(naive):
        return _("Такого дня в календаре редакции нет: проверьте год.")
    if is_missing(naive):
        return _("Такого времени в этот день нет: часы переводят вперёд. Назначьте другое.")
    return None


def both_readings(naive: datetime) -> list[tuple[int, str]]:
    """Return the choices for an ambiguous time: fold and label with the offset."""
    language = get_language() or settings.LANGUAGE_CODE
    return [(fold, f"{naive:%H:%M} ({dates.zone_label(language, instant_of(naive, fold))})") for fold in (0, 1)]
