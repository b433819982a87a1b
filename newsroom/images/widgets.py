"""The widget that chooses an image in other forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, ForeignKey
from django.forms.models import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse

from newsroom.images import records
from newsroom.images.models import Image
from newsroom.utils.form_fields import is_key

RECENT = 50


class ImageChooser(forms.Select):
    """Chooses an image in the dialog of the library, `picture-field.js`.

    Without JavaScript it is a plain list of the chosen image and the newest ones. With `fills_texts`, the caption, the
    credit and the description of the chosen image are copied to the fields of the same form.
    """

    template_name = "admin/images/_field.html"
    fills_texts = False
    chosen: Image | None = None

    @property
    def media(self) -> forms.Media:
        module: Any = forms.Script("js/picture-field.js", type="module")
        return super().media + forms.Media(js=[module])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        self.chosen = Image.objects.filter(pk=value).first() if is_key(str(value)) else None
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "record": json.dumps(records.record(self.chosen)) if self.chosen else "null",
            "source": records.address(self.chosen, records.TILE_WIDTH) if self.chosen else "",
            "fills_texts": self.fills_texts,
            "change_url": reverse("admin:images_image_change", args=[0]),
        }
        return context

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen image and the newest ones; the field accepts any other image too."""
        titles = dict(Image.objects.values_list("pk", "title")[:RECENT])
        chosen = self.chosen.pk if self.chosen else None
        if self.chosen and chosen not in titles:
            titles = {self.chosen.pk: self.chosen.title, **titles}
        options = [(None, "---------"), *titles.items()]
        return [
            (None, [self.create_option(name, key or "", title, key == chosen, place)], place)
            for place, (key, title) in enumerate(options)
        ]


class ImageChooserMixin(BaseModelAdmin[Any]):
    """Use the chooser for every foreign key to an image in a ModelAdmin or an inline.

    `image_with_texts` names the field whose image brings its texts into the form.
    """

    image_with_texts = ""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """Take Django's pop-up windows away: the dialog uploads, and its page changes."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if (
            field is not None
            and isinstance(field.widget, RelatedFieldWidgetWrapper)
            and db_field.related_model is Image
        ):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.related_model is Image:
            widget = ImageChooser()
            widget.fills_texts = db_field.name == self.image_with_texts
            kwargs.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
