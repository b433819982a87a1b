"""Form fields that normalise typed and pasted text."""

import re
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom.utils.slugs import slugify
from newsroom.utils.text import clean_line, clean_text

MAX_KEY_DIGITS = 18
PHONE = re.compile(r"\+?[0-9][0-9 ()–-]{3,38}")


class LineField(forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class PhoneField(LineField):
    """A telephone number: digits, spaces, brackets and hyphens, with or without a plus."""

    def to_python(self, value: Any) -> str:
        phone = super().to_python(value)
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("Телефон: цифры, пробелы, скобки и дефисы, можно с плюсом."))
        return phone


class LinesField(forms.CharField):
    """Several lines of plain text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class AddressField(forms.SlugField):
    """A slug: any typed text is transliterated to lower-case letters, digits and hyphens."""

    default_validators: list[Any] = []

    def to_python(self, value: Any) -> str:
        return slugify(super().to_python(value) or "")


class SafeAutocomplete(AutocompleteSelect):
    """Django's autocomplete list, which ignores a submitted value that is not a key instead of failing on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Select2 has no Kazakh; `static/admin` adds it.
        self.i18n_name: str | None = self.i18n_name or get_language()

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        keys = [text for text in map(str, value) if is_key(text)]
        return list(super().optgroups(name, keys, attr))


class SafeAutocompleteMixin(BaseModelAdmin[Any]):
    """Use SafeAutocomplete for the foreign keys in a ModelAdmin's `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            using = kwargs.get("using")
            kwargs.setdefault("widget", SafeAutocomplete(db_field, self.admin_site, using=using))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def is_key(text: str) -> bool:
    """Return whether a sent text can be an id."""
    return text.isascii() and text.isdecimal() and len(text) <= MAX_KEY_DIGITS


def ids_in(typed: str, *, most: int) -> list[int]:
    """Return the ids in a list with commas, `most` at the most; what is no id is left out."""
    return [int(part) for part in typed.split(",")[:most] if is_key(part)]
