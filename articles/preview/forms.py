"""The box in which somebody outside answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import AnswerKind, PreviewLink
from articles.models.preview_link import ANSWER_LENGTH, RECIPIENT_LENGTH
from newsroom.utils.form_fields import LineField, LinesField

TOO_LONG = {"max_length": _("Слишком длинно: можно не больше %(limit_value)d знаков, а у вас %(show_value)d.")}


class AnswerForm(forms.Form):
    """A remark or an approval in plain text."""

    kind = forms.ChoiceField(
        label=_("Ваш ответ"), widget=forms.RadioSelect, error_messages={"required": _("Выберите ответ.")}
    )
    text = LinesField(
        label=_("Что исправить или добавить"),
        required=False,
        max_length=ANSWER_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = LineField(
        label=_("Кто отвечает"),
        required=False,
        max_length=RECIPIENT_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, link: PreviewLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approval = _("Подтверждаю цитату") if link.quotation else _("Подтверждаю текст")
        choices = [(AnswerKind.APPROVAL.value, approval), (AnswerKind.REMARK.value, _("Есть замечание"))]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        for name in ("text", "name"):
            # A browser cuts pasted text off at maxlength without a message; the server refuses it with one.
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        """Require the words of a remark."""
        typed = self.cleaned_data
        if typed.get("kind") == AnswerKind.REMARK and typed.get("text") == "":
            self.add_error("text", _("Напишите, что исправить."))
        return typed
