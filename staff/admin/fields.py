"""Form fields that take what people paste: one normal form, nothing invisible."""

from typing import Any

from django import forms

from newsroom.lib.slugs import slugify
from newsroom.lib.text import clean_line, clean_text


class LineField(forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A few paragraphs of plain text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class AddressField(forms.SlugField):
    """A part of an address: whatever is typed becomes lower-case letters, digits and hyphens."""

    default_validators: list[Any] = []

    def to_python(self, value: Any) -> str:
        return slugify(super().to_python(value) or "")
