"""A day and an hour as the browser asks for them: its own calendar, its own language, one form for the server."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day; sent as `2026-11-22` whatever the browser shows."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour and its minutes; sent as `09:30`."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
