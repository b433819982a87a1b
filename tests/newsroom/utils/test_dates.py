"""Dates in the newsroom's zone and in both languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from newsroom.utils import dates

ALMATY = ZoneInfo("Asia/Almaty")
NOON = datetime(2026, 11, 22, 14, 35, 12, 345678, tzinfo=ALMATY)


@pytest.mark.parametrize(("hour", "minute"), [(0, 30), (4, 30)])
def test_the_night_belongs_to_the_local_day_and_not_to_that_of_utc(hour, minute):
    instant = datetime(2027, 1, 1, hour, minute, tzinfo=ALMATY).astimezone(UTC)
    assert instant.date() == date(2026, 12, 31)
    assert dates.local_date(instant) == date(2027, 1, 1)
    assert dates.format_datetime(instant, "ru") == f"1 января 2027, {hour:02}:{minute:02}"
    start, end = dates.day_bounds(date(2027, 1, 1))
    assert start <= instant < end


def test_it_ignores_the_active_zone():
    with timezone.override("America/New_York"):
        assert dates.local_date(datetime(2026, 11, 22, 20, 0, tzinfo=UTC)) == date(2026, 11, 23)


def test_it_follows_the_setting(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    assert dates.local_date(datetime(2026, 11, 22, 20, 0, tzinfo=UTC)) == date(2026, 11, 22)
    assert dates.zone_label("ru", NOON) == "Москва, UTC+3"


def test_it_refuses_a_naive_datetime():
    with pytest.raises(ValueError, match="naive"):
        dates.local_date(datetime(2026, 11, 22))


class TestRepeatedHour:
    """On 29 February 2024 Almaty put its clocks back from midnight to eleven."""

    first = datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY, fold=0)
    second = datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY, fold=1)

    def test_it_belongs_to_that_day_both_times(self):
        start, end = dates.day_bounds(date(2024, 2, 29))
        for instant in (self.first, self.second):
            assert dates.local_date(instant) == dates.local_date(instant.astimezone(UTC)) == date(2024, 2, 29)
            assert start <= instant.astimezone(UTC) < end
            assert dates.format_datetime(instant, "ru") == "29 февраля 2024, 23:30"

    def test_its_iso_formats_differ(self):
        assert dates.iso_format(self.first) == "2024-02-29T23:30:00+06:00"
        assert dates.iso_format(self.second) == "2024-02-29T23:30:00+05:00"

    def test_its_day_has_25_hours_and_no_gap_to_its_neighbours(self):
        start, end = dates.day_bounds(date(2024, 2, 29))
        assert end - start == timedelta(hours=25)
        assert dates.day_bounds(date(2024, 2, 28))[1] == start
        assert dates.day_bounds(date(2024, 3, 1))[0] == end

    def test_it_counts_in_a_duration(self):
        assert dates.format_duration(self.first, self.second, "ru") == "1 ч"


MONTHS = [
    ("января", "қаңтар"), ("февраля", "ақпан"), ("марта", "наурыз"), ("апреля", "сәуір"), ("мая", "мамыр"),
    ("июня", "маусым"), ("июля", "шілде"), ("августа", "тамыз"), ("сентября", "қыркүйек"), ("октября", "қазан"),
    ("ноября", "қараша"), ("декабря", "желтоқсан"),
]  # fmt: skip


@pytest.mark.parametrize(("month", "ru", "kk"), [(number, *names) for number, names in enumerate(MONTHS, 1)])
def test_it_writes_dates_in_both_languages(month, ru, kk):
    instant = datetime(2026, month, 5, 9, 5, tzinfo=ALMATY)
    assert dates.format_date(instant, "ru") == f"5 {ru} 2026"
    assert dates.format_date(instant, "kk") == f"2026 жылғы 5 {kk}"


def test_it_writes_datetimes_in_both_languages():
    assert dates.format_datetime(NOON, "ru") == "22 ноября 2026, 14:35"
    assert dates.format_datetime(NOON, "kk") == "2026 жылғы 22 қараша, 14:35"
    assert dates.format_date(date(2026, 11, 22), "kk") == "2026 жылғы 22 қараша"
    assert dates.iso_format(NOON) == "2026-11-22T14:35:12+05:00"


def test_it_names_the_zone():
    assert dates.zone_label("ru") == dates.zone_label("kk") == "Алматы, UTC+5"


@pytest.mark.parametrize(
    ("zone", "label"),
    [("Asia/Kathmandu", "Kathmandu, UTC+5:45"), ("America/New_York", "New York, UTC−5"), ("UTC", "UTC, UTC+0")],
)
def test_an_unknown_zone_keeps_its_own_name(settings, zone, label):
    settings.TIME_ZONE = zone
    assert dates.zone_label("ru", NOON) == label


@pytest.mark.parametrize(
    ("minutes", "ru", "kk"),
    [
        (-5, "меньше минуты", "бір минуттан аз"),
        (0, "меньше минуты", "бір минуттан аз"),
        (1, "1 мин", "1 мин"),
        (60, "1 ч", "1 сағ"),
        (200, "3 ч 20 мин", "3 сағ 20 мин"),
        (1439, "23 ч 59 мин", "23 сағ 59 мин"),
        (1440, "1 день", "1 күн"),
        (2 * 1440 + 600, "2 дня", "2 күн"),
        (5 * 1440, "5 дней", "5 күн"),
        (11 * 1440, "11 дней", "11 күн"),
        (12 * 1440, "12 дней", "12 күн"),
        (21 * 1440, "21 день", "21 күн"),
        (22 * 1440, "22 дня", "22 күн"),
        (111 * 1440, "111 дней", "111 күн"),
    ],
)
def test_it_writes_durations(minutes, ru, kk):
    now = NOON + timedelta(minutes=minutes)
    assert dates.format_duration(NOON, now, "ru") == ru
    assert dates.format_duration(NOON, now, "kk") == kk
