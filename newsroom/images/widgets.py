"""Choosing a picture in somebody else's form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    ModelAdminOrInline = BaseModelAdmin[Any]
else:
    ModelAdminOrInline = BaseModelAdmin

_PREVIEW = ("square", 160, "jpeg")
_RECENT = 50


class ImageChooser(AutocompleteSelect):
    """A list of pictures searched by title, caption and credit, with the chosen one shown.

    Without JavaScript it is a plain list of the chosen picture and the newest ones. The admin
    adds the buttons for uploading and changing a picture in a window of their own.
    """

    @property
    def media(self) -> forms.Media:
        module: Any = forms.Script("js/image-chooser.js", type="module")
        return super().media + forms.Media(js=[module], css={"all": ["css/admin/image-chooser.css"]})

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """The stock attributes, without the class by which the stock script would take it over."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        classes = attrs["class"].split()
        attrs["class"] = " ".join(name for name in classes if name != "admin-autocomplete")
        return attrs

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        """The chosen picture, and the newest ones for those without JavaScript."""
        groups = super().optgroups(name, value, attr)
        options = groups[0][1]
        chosen = {str(key) for key in value}
        for key, title in Image.objects.values_list("pk", "title")[:_RECENT]:
            if str(key) not in chosen:
                options.append(self.create_option(name, key, title, False, len(options), attrs=attr))
        return groups

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The list, with the preview of the chosen picture before it."""
        crop, width, fmt = _PREVIEW
        pattern = reverse("admin:images_image_file", args=[0, renditions.name(crop, width, fmt)])
        chosen = pattern.replace("/0/", f"/{value}/") if value else ""
        return format_html(
            '<span class="image-chooser" data-behaviour="image-chooser" data-preview="{}">'
            '<img class="image-chooser__preview" {} width="{}" height="{}" alt="">{}</span>',
            pattern,
            format_html('src="{}"', chosen) if chosen else "hidden",
            str(width // 2),
            str(width // 2),
            super().render(name, value, attrs, renderer),
        )


class ImageChooserMixin(ModelAdminOrInline):
    """For a ModelAdmin or an inline: every foreign key to a picture gets the chooser."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        """The stock field, with the chooser where it points to a picture."""
        if db_field.related_model is Image:
            using = kwargs.get("using")
            kwargs.setdefault("widget", ImageChooser(db_field, self.admin_site, using=using))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
