"""The library of images: a grid with search and filters, as a page and, without the frame, for the dialog of forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom.images import records, usage
from newsroom.images.models import Image, ImageQuerySet
from newsroom.utils import dates
from newsroom.utils.admin_mixins import show_refusals
from newsroom.utils.form_fields import LineField
from newsroom.utils.widgets import DayInput

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Image]
else:
    Base = object

PAGE_SIZE = 48
MOST_PAGES = 10_000
MOST_WORDS = 8
LONGEST_QUERY = 100
CHOICES = frozenset({"one", "many"})
FIRST_DAY = date(1990, 1, 1)

SHOWN = (
    ("", _("все")),
    ("unused", _("нигде не стоит")),
    ("no_alt", _("без описания")),
    ("no_credit", _("без источника")),
    ("expired", _("права истекли")),
    ("small", _("мала для главной")),
    ("public", _("видят читатели")),
    ("private", _("видит редакция")),
)


class LibraryFilter(forms.Form):
    """What the library shows. A field that makes no sense is shown with a sentence and filters nothing."""

    q = LineField(label=_("Слова"), required=False, max_length=LONGEST_QUERY)
    article = LineField(label=_("Материал"), required=False, max_length=LONGEST_QUERY)
    by: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Кто загрузил"), required=False, queryset=None, empty_label=_("все")
    )
    since = forms.DateField(label=_("Загружено с"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Загружено по"), required=False, widget=DayInput())
    show = forms.ChoiceField(label=_("Показать"), required=False, choices=SHOWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = Image._meta.get_field("uploaded_by").related_model._default_manager
        uploaders = Image.objects.order_by().values("uploaded_by").distinct()
        self.fields["by"].queryset = users.filter(pk__in=uploaders).order_by("name")  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs["placeholder"] = _("Название, подпись, источник, описание")
        self.fields["article"].widget.attrs["placeholder"] = _("Слова из заголовка или номер")

    @property
    def is_used(self) -> bool:
        """Whether anything is filtered."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the conditions is set."""
        return any(self.data.get(field.name) for field in self.conditions)

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The fields beside the words."""
        return [self[name] for name in self.fields if name != "q"]

    def images(self, user: Any) -> ImageQuerySet:
        """Return the images that match, the newest first."""
        self.is_valid()
        typed = self.cleaned_data
        images = Image.objects.with_words(typed.get("q", "").split()[:MOST_WORDS])
        if words := typed.get("article"):
            images = usage.shown_in(images, words, user)
        if by := typed.get("by"):
            images = images.filter(uploaded_by=by)
        if since := typed.get("since"):
            images = images.filter(uploaded_at__gte=dates.day_bounds(since)[0])
        if until := typed.get("until"):
            images = images.filter(uploaded_at__lt=dates.day_bounds(until)[1])
        return _shown(images, typed.get("show", ""))

    def clean_since(self) -> date | None:
        return _usual(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _usual(self.cleaned_data["until"])


def _usual(day: date | None) -> date | None:
    if day is not None and not FIRST_DAY <= day <= date(2100, 1, 1):
        raise forms.ValidationError(_("Такого дня в библиотеке нет."))
    return day


def _shown(images: ImageQuerySet, show: str) -> ImageQuerySet:
    match show:
        case "unused":
            return usage.unused(images)
        case "no_alt":
            return images.filter(alt="")
        case "no_credit":
            return images.filter(credit="")
        case "expired":
            return images.expired(dates.local_date(timezone.now()))
        case "small":
            return images.small()
        case "public" | "private":
            return images.filter(public_token__isnull=show == "private")
    return images


@dataclass(frozen=True)
class Page:
    """One page of the grid. The images are not counted: one more than is shown tells whether there is a next page."""

    images: list[Image]
    number: int
    has_next: bool

    @property
    def previous(self) -> str:
        return str(self.number - 1)

    @property
    def next(self) -> str:
        return str(self.number + 1)

    @classmethod
    def of(cls, images: QuerySet[Image], number: int) -> Page:
        first = (number - 1) * PAGE_SIZE
        found = list(images[first : first + PAGE_SIZE + 1])
        return cls(found[:PAGE_SIZE], number, len(found) > PAGE_SIZE)


class LibraryMixin(Base):
    """Mixin for the ModelAdmin of images: its list is the library."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the library. A posted selection is for Django's own list, which deletes it after a question."""
        if request.method == "POST":
            return show_refusals(request, super().changelist_view, request, extra_context)
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        choose = request.GET.get("choose", "")
        if choose in CHOICES:
            return TemplateResponse(request, "admin/images/image/_library.html", self._library(request, choose))
        context = {
            **self.admin_site.each_context(request),
            **self._library(request, ""),
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/images/image/library.html", context)

    def _library(self, request: HttpRequest, choose: str) -> dict[str, Any]:
        filters = LibraryFilter(request.GET)
        page = Page.of(filters.images(request.user).select_related("uploaded_by"), _page_number(request))
        may_delete = self.has_delete_permission(request)
        return {
            "filters": filters,
            "page": page,
            "tiles": [records.tile(image, choose=choose, may_delete=may_delete) for image in page.images],
            "choose": choose,
            "may_upload": self.has_add_permission(request),
            "may_delete": may_delete,
        }


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1
    return min(max(number, 1), MOST_PAGES)
