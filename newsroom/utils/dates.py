"""Dates and times in the newsroom's time zone, and how they are written in each language.

Instants are aware datetimes; calendar days are those of the newsroom's zone, `settings.TIME_ZONE`.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

_CITIES = {
    "Asia/Almaty": _("Алматы"),
    "Asia/Aqtau": _("Актау"),
    "Asia/Aqtobe": _("Актобе"),
    "Asia/Atyrau": _("Атырау"),
    "Asia/Oral": _("Уральск"),
    "Asia/Qostanay": _("Костанай"),
    "Asia/Qyzylorda": _("Кызылорда"),
    "Europe/Moscow": _("Москва"),
}

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The accepted days. At the ends of Python's calendar a conversion between zones overflows."""


def to_local(instant: datetime) -> datetime:
    """Return `instant` in the newsroom's zone. Raises ValueError for a naive datetime."""
    return timezone.localtime(instant, timezone.get_default_timezone())


def local_date(instant: datetime) -> date:
    """Return the calendar day of `instant` in the newsroom's zone. Raises ValueError for a naive datetime."""
    return to_local(instant).date()


def _midnight(day: date) -> datetime:
    # In UTC, because two datetimes of one zone are compared by their wall clocks.
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first instants of `day` and of the next day, in UTC: `start <= instant < end`.

    A day outside FIRST_DAY … LAST_DAY counts as the nearer of these two.
    """
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return _midnight(day), _midnight(day + timedelta(days=1))


def end_of_today() -> datetime:
    """Return the first instant of tomorrow in the newsroom's zone, in UTC."""
    return day_bounds(local_date(timezone.now()))[1]


def format_date(moment: date | datetime, language: str) -> str:
    """Write a day, or the local day of an instant: «22 ноября 2026», «2026 жылғы 22 қараша»."""
    day = local_date(moment) if isinstance(moment, datetime) else moment
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def format_month(day: date, language: str) -> str:
    """Write the month of `day` as a title: «Ноябрь 2026», «2026 жылғы қараша»."""
    with translation.override(language):
        return date_format(day, "YEAR_MONTH_FORMAT")


def format_date_range(first: date, last: date, language: str) -> str:
    """Write a period: «16–22 ноября 2026», «30 ноября — 6 декабря 2026»; a single day as that day."""
    if first == last:
        return format_date(first, language)
    if first.year != last.year:
        return " — ".join(format_date(day, language) for day in (first, last))
    with translation.override(language):
        start, end = (date_format(day, "MONTH_DAY_FORMAT") for day in (first, last))
        days = f"{first.day}–{end}" if first.month == last.month else f"{start} — {end}"
        return date_format(last, "DATE_FORMAT").replace(end, days)


def format_datetime(instant: datetime, language: str) -> str:
    """Write the local day and time of `instant`: «22 ноября 2026, 14:35»."""
    return f"{format_date(instant, language)}, {format_time(instant)}"


def format_time(instant: datetime) -> str:
    """Write the local hour and minute of `instant`: «04:30»."""
    return f"{to_local(instant):%H:%M}"


def iso_format(instant: datetime) -> str:
    """Write `instant` for machines, in whole seconds with the local offset: `2026-11-22T14:35:00+05:00`."""
    return to_local(instant).isoformat(timespec="seconds")


def zone_label(language: str, instant: datetime | None = None) -> str:
    """Write the newsroom's zone as of `instant` (now by default): «Алматы, UTC+5»."""
    offset = to_local(instant or timezone.now()).utcoffset() or timedelta(0)
    sign = "−" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    with translation.override(language):
        city = str(_CITIES.get(settings.TIME_ZONE) or settings.TIME_ZONE.rpartition("/")[2].replace("_", " "))
    return f"{city}, UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def format_duration(since: datetime, until: datetime, language: str) -> str:
    """Write how much time lies between two instants: «3 ч 20 мин», from a day on in whole days: «2 дня»."""
    # In UTC, because the difference of two datetimes of one zone is that of their wall clocks.
    minutes = max(until.astimezone(UTC) - since.astimezone(UTC), timedelta(0)) // timedelta(minutes=1)
    hours, minutes = divmod(minutes, 60)
    days = hours // 24
    with translation.override(language):
        if days:
            return ngettext("%(days)d день", "%(days)d дня", days) % {"days": days}
        parts = []
        if hours:
            parts.append(gettext("%(hours)d ч") % {"hours": hours})
        if minutes:
            parts.append(gettext("%(minutes)d мин") % {"minutes": minutes})
        return " ".join(parts) or gettext("меньше минуты")
