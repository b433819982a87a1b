"""The form of a digest: its own text and its items in their order."""

from collections.abc import Iterable, Mapping
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
from newsroom.digests.content import Content, Item, content_of
from newsroom.digests.models import HEADLINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Digest
from newsroom.digests.validation import MAX_ITEMS, reasons_against_period
from newsroom.utils.dates import local_date
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.optimistic_locking.differences import Difference, compare, differences_of_form
from newsroom.utils.widgets import DayInput
from newsroom.website.models import PublishedArticle

WEEK = timedelta(days=6)


class DigestForm(forms.Form):
    """The digest's own text. Only a new digest has a choice of language."""

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
            # A browser silently cuts what is pasted to maxlength; the server refuses it with a sentence.
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        """Refuse a period that is the wrong way round, too long, or has a mistyped year."""
        typed = self.cleaned_data
        if typed.get("starts_on") and typed.get("ends_on"):
            for reason in reasons_against_period(typed["starts_on"], typed["ends_on"]):
                self.add_error("ends_on", reason)
        return typed


class ItemForm(forms.Form):
    """An article and its summary in the digest."""

    headline = LineField(
        label=gettext_lazy("свой заголовок"),
        required=False,
        max_length=HEADLINE_LENGTH,
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
        """Require an article for a headline or a summary."""
        typed = self.cleaned_data
        has_text = typed.get("headline") or typed.get("retelling")
        if has_text and not typed.get("article") and "article" not in self.errors and not typed.get("DELETE"):
            self.add_error("article", _("О каком материале это? Выберите его или очистите пересказ."))
        return typed


class ItemFormSet(forms.BaseFormSet[ItemForm]):
    """The items as rows. A row without an article is ignored."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        return {**kwargs, "empty_permitted": True, "use_required_attribute": False}

    @property
    def items(self) -> list[Item]:
        """Return the typed items of a valid formset, sorted by the numbers of the rows."""
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


class EditForm:
    """The whole form of a digest: its own text and its items. `data` None shows what is stored."""

    def __init__(self, data: QueryDict | None, *, digest: Digest | None, language: str) -> None:
        self.language = language
        self.stored = list(content_of(digest).items) if digest else []
        self.text = DigestForm(data, digest=digest, language=language)
        self.items = _items_formset(data, self.stored, language)

    def is_valid(self) -> bool:
        """Validate both parts, so that all mistakes are shown at once."""
        return all((self.text.is_valid(), self.items.is_valid()))

    def content(self) -> Content:
        """Return what was typed into a valid form."""
        typed = self.text.cleaned_data
        return Content(typed["title"], typed["starts_on"], typed["ends_on"], typed["intro"], self.items.items)

    def differences(self) -> list[Difference]:
        """Return the typed values of a valid form that are not the stored ones."""
        items = compare(_("Материалы"), _as_text(self.stored), _as_text(self.items.items))
        is_changed = items.stored_text != items.typed_text
        return [*differences_of_form(self.text), *([items] if is_changed else [])]


def _as_text(items: Iterable[Item]) -> str:
    return "\n\n".join(f"{item.headline or item.article}\n{item.retelling}".strip() for item in items)


def _items_formset(data: QueryDict | None, stored: list[Item], language: str) -> ItemFormSet:
    chosen = labelled(item.article for item in stored)
    labels = {article.pk: label for label, article in chosen.items()}
    initial = [
        {
            "article": labels[item.article.pk],
            "headline": item.headline,
            "retelling": item.retelling,
            "order": number,
        }
        for number, item in enumerate(stored, start=1)
    ]
    formset: Any = ItemRows(
        data,
        prefix="items",
        # A bound row that equals its initial values would count as empty.
        initial=initial if data is None else None,
        form_kwargs={"language": language, "chosen": chosen},
        error_messages={"too_many_forms": _("В дайджесте больше %(most)d пунктов.") % {"most": MAX_ITEMS}},
    )
    return cast("ItemFormSet", formset)
