"""Forms for uploading and for changing an image."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from newsroom.images.intake import uploads
from newsroom.images.models import TEXT_COLUMNS, Image
from newsroom.utils.optimistic_locking.admin import ActionForm
from newsroom.utils.text import clean_line, clean_text
from newsroom.utils.widgets import DayInput

TEXTS = (*TEXT_COLUMNS, "licence", "rights_until")
"""What a user says about an image."""
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
UPLOAD_HELP = _(
    "JPEG, PNG, WebP или AVIF, до 20 МБ и 60 мегапикселей. Место съёмки и другие служебные сведения удаляются."
)


def accepting() -> forms.FileInput:
    """Return an input that offers images only."""
    return forms.FileInput(attrs={"accept": ACCEPTED})


class TextsForm(ActionForm[Image]):
    """The texts of an image, normalised."""

    class Meta:
        model = Image
        fields = TEXTS
        widgets = {"caption": AdminTextareaWidget(attrs={"rows": 3}), "rights_until": DayInput}

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])

    def clean_caption(self) -> str:
        return clean_text(self.cleaned_data["caption"])

    def clean_credit(self) -> str:
        return clean_line(self.cleaned_data["credit"])

    def clean_alt(self) -> str:
        return clean_line(self.cleaned_data["alt"])


class UploadForm(TextsForm):
    """A new image. Typed texts take precedence over those in the file."""

    by: AbstractBaseUser | None = None  # set by ImageAdmin.get_form

    upload = forms.FileField(
        label=_("Файл"),
        allow_empty_file=True,  # refused by uploads.accept with a better sentence
        widget=accepting(),
        help_text=UPLOAD_HELP,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Видит только редакция. Если пусто, возьмём имя файла.")

    def clean(self) -> dict[str, Any]:
        """Store the file if all other fields are valid; show a refusal at the field."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.instance = uploads.accept(cleaned["upload"], by=self.by)
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return cleaned
        for name in TEXTS:
            stored, typed = getattr(self.instance, name), cleaned[name]
            cleaned[name] = (stored or typed) if self.instance.was_known else (typed or stored)
        return cleaned


class ChangeTextsForm(TextsForm):
    """The texts of an existing image, for users who may not change its crop."""


class ImageForm(ChangeTextsForm):
    """The texts of an existing image and its focal point in per cent."""

    focus_x = forms.IntegerField(label=_("Точка фокуса слева, %"), min_value=0, max_value=100)
    focus_y = forms.IntegerField(label=_("Точка фокуса сверху, %"), min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("focus_x", round(self.instance.focal_x * 100))
        self.initial.setdefault("focus_y", round(self.instance.focal_y * 100))

    @property
    def focal_point_changed(self) -> bool:
        """Whether the focal point is to be changed."""
        return bool({"focus_x", "focus_y"} & set(self.changed_data))

    def focal_point(self) -> tuple[float, float]:
        """The focal point as the model stores it, 0 to 1."""
        return self.cleaned_data["focus_x"] / 100, self.cleaned_data["focus_y"] / 100
