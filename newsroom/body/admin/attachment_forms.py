"""Forms for uploading a file and for changing its title."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from newsroom.body.intake import uploads
from newsroom.body.models import Attachment
from newsroom.utils.optimistic_locking.admin import ActionForm
from newsroom.utils.text import clean_line

_ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt,.mp3,.m4a,.ogg,.wav,.mp4,.webm"


class TitleForm(ActionForm[Attachment]):
    """The title of an existing file, which readers see."""

    class Meta:
        model = Attachment
        fields = ("title",)

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])


class UploadForm(TitleForm):
    """A new file."""

    by: AbstractBaseUser | None = None  # set by AttachmentAdmin.get_form

    upload = forms.FileField(
        label=_("Файл"),
        allow_empty_file=True,  # refused by uploads.accept with a better sentence
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text=_("PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV, TXT, MP3, M4A, OGG, WAV, MP4 или WebM, до 20 МБ."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_known = False
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Его видят читатели. Если пусто, возьмём имя файла.")

    def clean(self) -> dict[str, Any]:
        """Store the file if all other fields are valid; show a refusal at the field."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.is_known = uploads.find_existing(cleaned["upload"]) is not None
            self.instance = uploads.accept(cleaned["upload"], self.by, cleaned["title"])
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return cleaned
        cleaned["title"] = self.instance.title
        return cleaned
