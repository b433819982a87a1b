"""Hours on a wall clock that is put forward and back."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom.utils import dates


def instant_of(naive: datetime, fold: int = 0) -> datetime:
    """The instant at which the newsroom's clock shows this; `fold` 1 is the second time of two."""
    return naive.replace(tzinfo=timezone.get_default_timezone(), fold=fold)


def is_missing(naive: datetime) -> bool:
    """Whether the clock never shows this time: it jumps over it, or the day is beyond the newsroom's."""
    return not _is_reckoned(naive) or dates.to_local(instant_of(naive).astimezone(UTC)).replace(tzinfo=None) != naive


def _is_reckoned(naive: datetime) -> bool:
    return dates.FIRST_DAY <= naive.date() <= dates.LAST_DAY


def is_twice(naive: datetime) -> bool:
    """Whether the clock shows this time twice."""
    return not is_missing(naive) and instant_of(naive).utcoffset() != instant_of(naive, 1).utcoffset()


def reason_against(naive: datetime) -> str | None:
    """Why nothing can be planned for this time of the wall clock, or None."""
    if not _is_reckoned(naive):
        return _("Такого дня в календаре редакции нет: проверьте год.")
    if is_missing(naive):
        return _("Такого времени в этот день нет: часы переводят вперёд. Назначьте другое.")
    return None


def both_readings(naive: datetime) -> list[tuple[int, str]]:
    """The two instants that a time means, told apart by their offset."""
    language = get_language() or "ru"
    return [(fold, f"{naive:%H:%M} ({dates.zone_label(language, instant_of(naive, fold))})") for fold in (0, 1)]
