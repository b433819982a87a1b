"""The widget that chooses an image in other forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.images import renditions
from newsroom.images.models import Image

_PREVIEW = ("square", 160, "jpeg")
_RECENT = 50
_KEY_DIGITS = 18


class ImageChooser(AutocompleteSelect):
    """A searchable list of images with a preview of the chosen one.

    Without JavaScript it is a plain list of the chosen image and the newest ones. The admin adds its buttons for
    uploading and changing an image in a popup.
    """

    @property
    def media(self) -> forms.Media:
        module: Any = forms.Script("js/image-chooser.js", type="module")
        return super().media + forms.Media(js=[module])

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the usual attributes without the class that would activate Django's own script."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        classes = attrs["class"].split()
        attrs["class"] = " ".join(name for name in classes if name != "admin-autocomplete")
        return {**attrs, "data-behaviour": "image-chooser", "data-preview": _preview(0)}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen image, and the newest ones for browsers without JavaScript."""
        chosen = [key for key in value if not key or _is_key(key)]  # Django's list fails on anything else
        groups = super().optgroups(name, chosen, attr)
        options = groups[0][1]
        for key, title in Image.objects.values_list("pk", "title")[:_RECENT]:
            if str(key) not in map(str, chosen):
                options.append(self.create_option(name, key, title, False, len(options), attrs=attr))
        return groups

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Render the preview before the list."""
        source = format_html('src="{}"', _preview(value)) if _is_key(value) else "hidden"
        # Not around the list, because the admin's buttons look for the list as their sibling.
        return format_html(
            '<img class="image-chooser__preview" {} width="80" height="80" alt="">{}',
            source,
            super().render(name, value, attrs, renderer),
        )


def _is_key(value: object) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= _KEY_DIGITS


def _preview(key: object) -> str:
    return reverse("admin:images_image_file", args=[key, renditions.name(*_PREVIEW)])


class ImageChooserMixin(BaseModelAdmin[Any]):
    """Use the chooser for every foreign key to an image in a ModelAdmin or an inline."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.related_model is Image:
            using = kwargs.get("using")
            kwargs.setdefault("widget", ImageChooser(db_field, self.admin_site, using=using))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
