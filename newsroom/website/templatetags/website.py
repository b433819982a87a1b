"""Dates and times in the newsroom's zone and the page's language, numbers, JSON-LD, and remembered HTML."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from newsroom.page_cache.memory import remember
from newsroom.utils import dates
from newsroom.website.public_urls import current_language

register = template.Library()
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def long_moment(instant: datetime) -> str:
    """Format day and time: «22 ноября 2026, 14:35»."""
    return dates.format_datetime(instant, current_language())


@register.filter
def long_date(instant: datetime) -> str:
    """Format the day of an instant: «22 ноября 2026»."""
    return dates.format_date(instant, current_language())


@register.filter
def written_day(day: date) -> str:
    """Format a date: «22 ноября 2026»."""
    return dates.format_date(day, current_language())


@register.filter
def written_period(period: tuple[date, date]) -> str:
    """Format a period of days: «16–22 ноября 2026»."""
    return dates.format_date_range(*period, current_language())


@register.filter
def clock_time(instant: datetime) -> str:
    """Format hours and minutes: «04:30»."""
    return dates.format_time(instant)


@register.filter
def iso(instant: datetime) -> str:
    """Format as ISO 8601 with the newsroom's offset: `2026-11-22T14:35:00+05:00`."""
    return dates.iso_format(instant)


@register.filter
def zone_at(instant: datetime) -> str:
    """Name the newsroom's zone at an instant: «Алматы, UTC+5»."""
    return dates.zone_label(current_language(), instant)


@register.simple_tag
def zone() -> str:
    """Name the newsroom's zone: «Алматы, UTC+5»."""
    return dates.zone_label(current_language())


@register.filter
def grouped(number: int) -> str:
    """Format a number with separated thousands: «2 000»."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Write data as JSON for a script element. `<`, `>` and `&` are escaped, so that no text can close it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escapes = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
    return mark_safe(written.translate(escapes))  # noqa: S308


class RememberNode(template.Node):
    def __init__(self, nodelist: NodeList, key: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.key = key

    def render(self, context: template.Context) -> SafeString:
        key = ("html", *(part.resolve(context) for part in self.key))
        return remember(key, lambda: self.nodelist.render(context))


@register.tag("remember")
def do_remember(parser: Parser, token: Token) -> RememberNode:
    """Render the content once for each site version, language and key.

    {% remember "row" article.pk %}…{% endremember %}

    The key names everything on which the content depends, apart from the site version and the language.
    """
    key = [parser.compile_filter(part) for part in token.split_contents()[1:]]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, key)
