"""The browser's own date and time inputs."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day, submitted as `2026-11-22` whatever the browser shows."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour and its minutes, submitted as `09:30`."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
