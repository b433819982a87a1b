"""Time as the newsroom speaks of it: its zone, its days, its words. Instants are aware; days are the newsroom's."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

# Written out: Django has no Kazakh date formats, and its Russian ones lack the case that a date is said in.
_MONTHS = {
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
}  # fmt: skip

_MONTH_NAMES = {
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
    "kk": _MONTHS["kk"],
}  # fmt: skip

_CITIES = {
    "Asia/Almaty": {"ru": "Алматы", "kk": "Алматы"},
    "Asia/Aqtau": {"ru": "Актау", "kk": "Ақтау"},
    "Asia/Aqtobe": {"ru": "Актобе", "kk": "Ақтөбе"},
    "Asia/Atyrau": {"ru": "Атырау", "kk": "Атырау"},
    "Asia/Oral": {"ru": "Уральск", "kk": "Орал"},
    "Asia/Qostanay": {"ru": "Костанай", "kk": "Қостанай"},
    "Asia/Qyzylorda": {"ru": "Кызылорда", "kk": "Қызылорда"},
    "Europe/Moscow": {"ru": "Москва", "kk": "Мәскеу"},
}

_UNITS = {
    "ru": {"hours": "ч", "minutes": "мин", "moment": "меньше минуты"},
    "kk": {"hours": "сағ", "minutes": "мин", "moment": "бір минуттан аз"},
}


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days that the newsroom reckons with; at the ends of Python's calendar no zone can be changed."""


def local(instant: datetime) -> datetime:
    """`instant` on the newsroom's clock. Raises ValueError for an instant without a zone."""
    return timezone.localtime(instant, timezone.get_default_timezone())


def newsroom_day(instant: datetime) -> date:
    """The newsroom's calendar day that `instant` falls on."""
    return local(instant).date()


def _midnight(day: date) -> datetime:
    # In UTC, for callers compare: within one local zone Python compares by the wall clock.
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of `day` and the first of the next, in UTC: `start <= instant < end`.

    A day beyond those that the newsroom reckons with counts as the first or the last of them.
    """
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return _midnight(day), _midnight(day + timedelta(days=1))


def end_of_today() -> datetime:
    """Return the first instant of tomorrow in the newsroom's zone, in UTC."""
    return day_bounds(newsroom_day(timezone.now()))[1]


def written_day(day: date, language: str) -> str:
    """A calendar day in words: «22 ноября 2026», «2026 жылғы 22 қараша»."""
    if _tongue(language) == "kk":
        return f"{day.year} жылғы {day.day} {_MONTHS['kk'][day.month - 1]}"
    return f"{day.day} {_MONTHS['ru'][day.month - 1]} {day.year}"


def written_month(day: date, language: str) -> str:
    """The month of `day` as a title: «Ноябрь 2026», «2026 жылғы қараша»."""
    tongue = _tongue(language)
    name = _MONTH_NAMES[tongue][day.month - 1]
    return f"{day.year} жылғы {name}" if tongue == "kk" else f"{name.capitalize()} {day.year}"


def written_period(first: date, last: date, language: str) -> str:
    """Days from one to another in words: «16–22 ноября 2026», «30 ноября — 6 декабря 2026»; of one day, that day."""
    tongue = _tongue(language)
    if first == last:
        return written_day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{last.day} {_MONTHS[tongue][first.month - 1]}"
        return f"{first.year} жылғы {days}" if tongue == "kk" else f"{days} {first.year}"
    if first.year == last.year:
        ends = [f"{day.day} {_MONTHS[tongue][day.month - 1]}" for day in (first, last)]
        return f"{first.year} жылғы {' — '.join(ends)}" if tongue == "kk" else f"{' — '.join(ends)} {first.year}"
    return " — ".join(written_day(day, language) for day in (first, last))


def long_date(instant: datetime, language: str) -> str:
    """The day of `instant` in words, in `language` (ru or kk)."""
    return written_day(newsroom_day(instant), language)


def long_moment(instant: datetime, language: str) -> str:
    """Day and time of `instant` in words: «22 ноября 2026, 14:35»."""
    return f"{long_date(instant, language)}, {clock_time(instant)}"


def clock_time(instant: datetime) -> str:
    """Hours and minutes of `instant` on the newsroom's clock: «04:30»."""
    return f"{local(instant):%H:%M}"


def iso(instant: datetime) -> str:
    """`instant` for machines, in whole seconds with the newsroom's offset: `2026-11-22T14:35:00+05:00`."""
    return local(instant).isoformat(timespec="seconds")


def zone_label(language: str = "ru", instant: datetime | None = None) -> str:
    """The newsroom's zone in words, as of `instant` (now by default): «Алматы, UTC+5»."""
    offset = local(instant or timezone.now()).utcoffset() or timedelta(0)
    sign = "−" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    place = _CITIES.get(settings.TIME_ZONE, {}).get(_tongue(language)) or _city_of_zone()
    return f"{place}, UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def waited(since: datetime, now: datetime, language: str) -> str:
    """How long something has been waiting: «3 ч 20 мин», from a day on whole days only: «2 дня», «2 күн»."""
    units = _UNITS[_tongue(language)]
    # In UTC: within one local zone Python subtracts by the wall clock, and so wrongly in the hour that comes twice.
    minutes = max(now.astimezone(UTC) - since.astimezone(UTC), timedelta(0)) // timedelta(minutes=1)
    if minutes < 1:
        return units["moment"]
    hours, minutes = divmod(minutes, 60)
    if hours >= 24:
        return _days(hours // 24, language)
    parts = [f"{hours} {units['hours']}"] * bool(hours) + [f"{minutes} {units['minutes']}"] * bool(minutes)
    return " ".join(parts)


def _days(count: int, language: str) -> str:
    if _tongue(language) == "kk":
        return f"{count} күн"
    if count % 10 == 1 and count % 100 != 11:
        return f"{count} день"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} дня"
    return f"{count} дней"


def _tongue(language: str) -> str:
    return "kk" if language.partition("-")[0] == "kk" else "ru"


def _city_of_zone() -> str:
    return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
