"""Time on the readers' pages: always absolute, on the newsroom's clock, in the page's language. And data for robots."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from newsroom.utils import dates

register = template.Library()
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def _language() -> str:
    return get_language() or "ru"


@register.filter
def long_moment(instant: datetime) -> str:
    """Day and time in words: «22 ноября 2026, 14:35»."""
    return dates.format_datetime(instant, _language())


@register.filter
def long_date(instant: datetime) -> str:
    """The day in words: «22 ноября 2026»."""
    return dates.format_date(instant, _language())


@register.filter
def written_day(day: date) -> str:
    """A calendar day in words: «22 ноября 2026»."""
    return dates.format_date(day, _language())


@register.filter
def written_period(period: tuple[date, date]) -> str:
    """Days from one to another in words: «16–22 ноября 2026»."""
    return dates.format_date_range(*period, _language())


@register.filter
def clock_time(instant: datetime) -> str:
    """Hours and minutes: «04:30»."""
    return dates.format_time(instant)


@register.filter
def iso(instant: datetime) -> str:
    """For machines, with the newsroom's offset: `2026-11-22T14:35:00+05:00`."""
    return dates.iso_format(instant)


@register.filter
def zone_at(instant: datetime) -> str:
    """The newsroom's zone as of an instant: «Алматы, UTC+5»."""
    return dates.zone_label(_language(), instant)


@register.simple_tag
def zone() -> str:
    """The newsroom's zone: «Алматы, UTC+5»."""
    return dates.zone_label(_language())


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands set apart: «2 000»."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


@register.filter
def json_ld(thing: dict[str, Any]) -> SafeString:
    """Data as JSON that no markup within can end: `<`, `>` and `&` are written as escapes."""
    written = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    escapes = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
    return mark_safe(written.translate(escapes))  # noqa: S308
