"""What may be typed into a digest: its own words and its items in their order."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.formsets import OrderField
from articles.admin.common.published_lookup import LiveArticleField, labelled
from newsroom.digests.content import Content, Item
from newsroom.digests.models import TITLE_LENGTH, Digest
from newsroom.digests.validation import MAX_ITEMS, reasons_against_period
from newsroom.utils.dates import local_date
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.widgets import DayInput
from newsroom.website.models import PublishedArticle

TEXT_LENGTH = 2000
WEEK = timedelta(days=6)


class DigestForm(forms.Form):
    """The digest's own words; what it is in is asked of a new one only."""

    language = forms.ChoiceField(label=gettext_lazy("язык"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    title = LineField(label=gettext_lazy("заголовок"), max_length=TITLE_LENGTH)
    starts_on = forms.DateField(label=gettext_lazy("с какого дня"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("по какой день"), widget=DayInput())
    intro = LinesField(
        label=gettext_lazy("вступление"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None, *, digest: Digest | None, language: str) -> None:
        today = local_date(timezone.now())
        initial: dict[str, Any] = {"language": language, "starts_on": today - WEEK, "ends_on": today}
        if digest is not None:
            initial = {name: getattr(digest, name) for name in ("title", "intro", "starts_on", "ends_on")}
        super().__init__(data, initial=initial, use_required_attribute=False)
        if digest is not None:
            del self.fields["language"]
        for name in ("title", "intro"):
            # The browser would cut off what is pasted, without a word; the server says so instead.
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        """A period is one that somebody means."""
        typed = self.cleaned_data
        if typed.get("starts_on") and typed.get("ends_on"):
            for reason in reasons_against_period(typed["starts_on"], typed["ends_on"]):
                self.add_error("ends_on", reason)
        return typed


class ItemForm(forms.Form):
    """An article and what the digest says of it."""

    headline = LineField(
        label=gettext_lazy("свой заголовок"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Пусто — заголовок материала."),
    )
    retelling = LinesField(
        label=gettext_lazy("пересказ"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    order = OrderField()

    def __init__(self, *args: Any, language: str, chosen: Mapping[str, PublishedArticle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"] = LiveArticleField(label=_("материал"), language=language, chosen=chosen)
        self.fields["article"].widget.attrs["list"] = "newest-articles"
        self.order_fields(["article", "headline", "retelling", "order"])
        for name in ("headline", "retelling"):
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        """Words belong to an article."""
        typed = self.cleaned_data
        has_words = typed.get("headline") or typed.get("retelling")
        if has_words and not typed.get("article") and "article" not in self.errors and not typed.get("DELETE"):
            self.add_error("article", _("О каком материале это? Выберите его или очистите пересказ."))
        return typed


class ItemFormSet(forms.BaseFormSet[ItemForm]):
    """The items as rows; a row without an article is no row."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        return {**kwargs, "empty_permitted": True, "use_required_attribute": False}

    @property
    def items(self) -> list[Item]:
        """What was typed, by the numbers beside the rows."""
        rows = [form.cleaned_data for form in self.forms]
        kept = [typed for typed in rows if typed.get("article") and not typed.get("DELETE")]
        kept.sort(key=lambda typed: (typed["order"] is None, typed["order"]))
        return [Item(typed["article"], typed["headline"], typed["retelling"]) for typed in kept]


ItemRows = forms.formset_factory(
    ItemForm,
    formset=ItemFormSet,
    extra=1,
    can_delete=True,
    max_num=MAX_ITEMS,
    validate_max=True,
    absolute_max=2 * MAX_ITEMS,
)


def rows_of(data: QueryDict | None, *, items: list[Item], language: str) -> ItemFormSet:
    """The rows of a digest, filled with these items where nothing was sent."""
    chosen = labelled(item.article for item in items)
    labels = {article.pk: label for label, article in chosen.items()}
    initial = [
        {
            "article": labels[item.article.pk],
            "headline": item.headline,
            "retelling": item.retelling,
            "order": place,
        }
        for place, item in enumerate(items, start=1)
    ]
    # Without the former rows where new ones were sent: a row that stayed as it was would count as empty.
    rows: Any = ItemRows(
        data,
        prefix="items",
        initial=initial if data is None else None,
        form_kwargs={"language": language, "chosen": chosen},
        error_messages={"too_many_forms": _("В дайджесте больше %(most)d пунктов.") % {"most": MAX_ITEMS}},
    )
    return cast("ItemFormSet", rows)


def content_from(form: DigestForm, rows: ItemFormSet) -> Content:
    """What was typed, as the door takes it."""
    typed = form.cleaned_data
    return Content(typed["title"], typed["starts_on"], typed["ends_on"], typed["intro"], rows.items)
