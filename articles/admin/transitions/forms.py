"""The forms of transitions: a reason, a time, what readers find at the old address."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.common.published_lookup import found
from articles.admin.transitions.perform import suspicious_words
from articles.admin.transitions.wall_clock import (
    both_readings,
    instant_of,
    is_far,
    is_twice,
    reason_against,
    soon,
)
from articles.models import Article
from newsroom.utils import dates
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.widgets import DayInput, HourInput
from newsroom.website.models import PublishedArticle, Withdrawal
from newsroom.workflow.rules import TransitionRule

REASON_LENGTH = 2000


class TransitionForm(forms.Form):
    """The form of a transition without arguments; it asks to confirm suspicious words before publishing."""

    def __init__(self, data: QueryDict | None, *, article: Article, rule: TransitionRule) -> None:
        super().__init__(data)
        self.article, self.rule = article, rule
        if words := suspicious_words(rule.name, article):
            self.fields["confirmed"] = confirmation_field(words)

    def answers(self) -> dict[str, Any]:
        """Return the keyword arguments of the action beside article, user and version."""
        return {}


def confirmation_field(words: list[str]) -> forms.BooleanField:
    """Return a required checkbox that names the suspicious words."""
    quoted = ", ".join(f"«{word}»" for word in words)
    return forms.BooleanField(
        label=_("Да, это предназначено читателям"),
        help_text=str(_("В заголовке или лиде стоит %(words)s.")) % {"words": quoted},
        error_messages={"required": _("Похоже на черновик или пробу. Если это не так, поставьте отметку.")},
    )


class ReasonForm(TransitionForm):
    """A reason; the label is the question of the transition."""

    reason = LinesField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = str(self.rule.reason)
        self.fields["reason"].widget.attrs.pop("maxlength", None)

    def answers(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class ScheduleForm(TransitionForm):
    """A date and time in the time zone of the newsroom; a missing or ambiguous time is asked again."""

    date = forms.DateField(label=_("день"), widget=DayInput())
    time = forms.TimeField(label=_("время"), widget=HourInput())
    far = forms.BooleanField(label=_("Да, до выхода больше года"), required=False)
    fold = forms.TypedChoiceField(label=_("который раз"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: QueryDict | None, **kwargs: Any) -> None:
        super().__init__(_with_moment(data), **kwargs)
        self.moment: datetime | None = None
        planned = self.article.scheduled_for
        if planned is not None:
            local = dates.to_local(planned)
            self.initial = {"date": local.date(), "time": local.time()}
        self.fields["time"].help_text = dates.zone_label(get_language() or settings.LANGUAGE_CODE)
        self.quick_moments = [(label, moment.isoformat(timespec="minutes")) for label, moment in soon()]
        typed = self._typed()
        if typed is None or not is_far(typed):
            del self.fields["far"]
        if typed is None or not is_twice(typed):
            del self.fields["fold"]
        else:
            self._offer_both(typed)

    def _typed(self) -> datetime | None:
        """Return the local time that was typed, if it is one."""
        try:
            return datetime.combine(*(self.fields[name].clean(self[name].data) for name in ("date", "time")))
        except ValidationError:
            return None

    def _offer_both(self, typed: datetime) -> None:
        """Offer both instants of a time that comes twice, when the clock is put back."""
        field = cast("forms.TypedChoiceField", self.fields["fold"])
        field.choices = both_readings(typed)
        field.widget = forms.RadioSelect(choices=field.choices)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.errors:
            return typed
        naive = datetime.combine(typed["date"], typed["time"])
        if (reason := reason_against(naive)) is not None:
            self.add_error("time", reason)
        elif "fold" in self.fields and typed.get("fold") is None:
            self.add_error("fold", _("В этот день часы переводят назад, и это время наступит дважды. Выберите."))
        elif "far" in self.fields and not typed.get("far"):
            self.add_error("far", _("До этого дня больше года. Если это не описка, поставьте отметку."))
        else:
            self.moment = instant_of(naive, typed.get("fold") or 0)
        return typed

    def answers(self) -> dict[str, Any]:
        return {"at": self.moment}


def _with_moment(data: QueryDict | None) -> QueryDict | None:
    """Return the posted form with day and hour of the button that was pressed, if it was one of the usual moments."""
    if data is None or not (moment := data.get("moment")):
        return data
    filled = data.copy()
    filled["date"], _separator, filled["time"] = moment.partition("T")
    return filled


class TargetField(forms.ModelChoiceField[PublishedArticle]):
    """One of the live articles that were found."""

    def __init__(self, **kwargs: Any) -> None:
        none = PublishedArticle.objects.none()
        super().__init__(queryset=none, widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, obj: PublishedArticle) -> str:
        return f"{obj} (№ {obj.pk})"


class WithdrawalForm(ReasonForm):
    """What readers find at the old address, and why."""

    kind = forms.ChoiceField(
        label=_("что увидит читатель по старому адресу"),
        choices=Withdrawal,
        initial=Withdrawal.GONE,
        widget=forms.RadioSelect,
    )
    text = LinesField(
        label=_("текст для читателей"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Нужен, если остаётся объяснение."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    target = LineField(
        label=_("куда вести"),
        required=False,
        max_length=300,
        help_text=_("Для переадресации: номер, адрес или слова из заголовка материала, который сейчас на сайте."),
    )
    redirect_to = TargetField(label=_("найдено на сайте"), required=False)

    field_order = ("kind", "text", "target", "redirect_to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self._targets.queryset = found(str(self["target"].data or ""), self.article.pk)

    @property
    def _targets(self) -> "forms.ModelChoiceField[PublishedArticle]":
        return cast("forms.ModelChoiceField[PublishedArticle]", self.fields["redirect_to"])

    @property
    def offers_targets(self) -> bool:
        """Return whether a search for the redirect target was submitted."""
        return self.is_bound and bool(self["target"].data)

    @property
    def has_found_targets(self) -> bool:
        return bool(self._targets.queryset)

    def clean(self) -> dict[str, Any]:
        """Require the text of an explanation and the target of a redirect."""
        typed = self.cleaned_data
        kind = typed.get("kind")
        if kind == Withdrawal.NOTICE and not typed.get("text") and "text" not in self.errors:
            self.add_error("text", _("Напишите, что прочтёт читатель."))
        if kind == Withdrawal.REDIRECT and not typed.get("redirect_to") and "redirect_to" not in self.errors:
            self._choose_target()
        return typed

    def _choose_target(self) -> None:
        candidates = list(self._targets.queryset or ())
        if len(candidates) == 1:
            self.cleaned_data["redirect_to"] = candidates[0]
        elif candidates:
            self.add_error("redirect_to", _("Нашлось несколько: выберите один."))
        else:
            self.add_error("target", _("Выберите другой материал, который сейчас на сайте."))

    def answers(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "reason": typed["reason"],
            "kind": typed["kind"],
            "text": typed["text"],
            "redirect_to": typed.get("redirect_to"),
        }


def form_class_for(rule: TransitionRule) -> type[TransitionForm]:
    """Return the form of a transition."""
    special: dict[str, type[TransitionForm]] = {"schedule": ScheduleForm, "withdraw": WithdrawalForm}
    return special.get(rule.name, ReasonForm if rule.reason else TransitionForm)
