"""Form fields that take what people paste: one normal form, nothing invisible."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget

from newsroom.lib.text import clean_line, clean_text


class LineField(forms.CharField):
    """One line of text."""

    widget = AdminTextInputWidget

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A few paragraphs of plain text."""

    widget = AdminTextareaWidget

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")
