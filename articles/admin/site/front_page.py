"""The screen of the front page: the main article, those below it, and until when."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from articles import actions
from articles.admin.article.fields import module
from articles.admin.common.published_lookup import LiveArticleField, labelled, newest_labels
from articles.admin.transitions.wall_clock import instant_of, reason_against
from newsroom.exceptions import ActionRefused, EditConflict
from newsroom.utils import dates
from newsroom.utils.optimistic_locking.admin import Conflict, posted_version
from newsroom.utils.optimistic_locking.differences import Difference, compare
from newsroom.utils.widgets import DayInput, HourInput
from newsroom.website.models import FrontPick, PublishedArticle
from staff.auth import current_user

USUAL_TIME = timedelta(hours=24)
LANGUAGE_NAMES = dict(settings.LANGUAGES)


class SlotForm(forms.Form):
    """One slot of the page: an article and the end of its time there. An empty slot shows the newest article."""

    date = forms.DateField(
        label=gettext_lazy("до какого дня"),
        required=False,
        widget=DayInput(),
    )
    time = forms.TimeField(
        label=gettext_lazy("до какого часа"),
        required=False,
        widget=HourInput(),
    )

    def __init__(self, data: QueryDict | None, *, slot: int, language: str, pick: FrontPick | None) -> None:
        ends = dates.to_local(pick.ends_at if pick else timezone.now() + USUAL_TIME)
        published = pick.article if pick else None
        initial = {"article": published, "date": ends.date(), "time": ends.time().replace(second=0, microsecond=0)}
        super().__init__(data, prefix=f"slot-{slot}", initial=initial)
        self.slot, self.stored = slot, pick
        chosen = labelled([published] if published else [])
        self.fields["article"] = LiveArticleField(label=self.title, language=language, chosen=chosen)
        self.fields["article"].widget.attrs |= {"list": "newest-articles", "placeholder": _("самое новое")}
        self.order_fields(["article", "date", "time"])
        self.ends_at: datetime | None = None

    @property
    def title(self) -> str:
        return _("Главный материал") if self.slot == FrontPick.LEAD else _("Место %(place)d") % {"place": self.slot}

    def clean(self) -> dict[str, Any]:
        """Require an end for an article: an hour that exists and is ahead."""
        typed = self.cleaned_data
        if not typed.get("article"):
            return typed
        day, hour = typed.get("date"), typed.get("time")
        if day is None and "date" not in self.errors:
            self.add_error("date", _("Назначьте день, после которого материал уйдёт с этого места."))
        if hour is None and "time" not in self.errors:
            self.add_error("time", _("Назначьте час."))
        if day and hour:
            self._set_end(datetime.combine(day, hour))
        return typed

    def _set_end(self, naive: datetime) -> None:
        if reason := reason_against(naive):
            self.add_error("time", reason)
            return
        self.ends_at = instant_of(naive)
        if self.ends_at <= timezone.now():
            self.add_error("date", _("Этот час уже прошёл: назначьте будущий."))
        elif self.ends_at > timezone.now() + actions.LONGEST_PICK:
            self.add_error("date", actions.PICK_TOO_LONG)

    def pick(self) -> actions.Pick | None:
        """Return what was chosen for the slot, if anything."""
        published: PublishedArticle | None = self.cleaned_data.get("article")
        if published is None or self.ends_at is None:
            return None
        return actions.Pick(self.slot, published, self.ends_at)

    def difference(self) -> Difference:
        """Return the stored pick beside the typed one."""
        return compare(self.title, _described(self.stored), _described(self.pick()))


def _described(pick: FrontPick | actions.Pick | None) -> str:
    if pick is None:
        return _("самое новое")
    return _("«%(headline)s», до %(moment)s") % {
        "headline": pick.article.headline,
        "moment": dates.format_datetime(pick.ends_at, get_language() or settings.LANGUAGE_CODE),
    }


class FrontPickAdmin(admin.ModelAdmin[FrontPick]):
    """The front page of each language, on one screen."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FrontPick | None = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """All slots are set on one screen."""
        return HttpResponseRedirect(reverse("admin:website_frontpick_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the slots of one language; POST sets them all."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        language = _language_of(request)
        if request.method != "POST":
            return self._page(request, language, _slots(language, None), actions.front_page_version(language))
        return self._set(request, language)

    def _set(self, request: HttpRequest, language: str) -> HttpResponse:
        version = posted_version(request.POST)
        slots = _slots(language, request.POST)
        are_valid = [slot.is_valid() for slot in slots]
        if not all(are_valid):
            return self._page(request, language, slots, version, HTTPStatus.UNPROCESSABLE_ENTITY)
        picks = [pick for slot in slots if (pick := slot.pick())]
        try:
            actions.set_front(language, picks, by=current_user(request), version=version)
        except EditConflict as conflict:
            return self._show_conflict(request, language, version, conflict)
        except ActionRefused as refusal:
            return self._page(request, language, slots, version, refusal.http_status, reasons=refusal.reasons)
        messages.success(request, _("Главная страница обновлена."))
        return HttpResponseRedirect(f"{request.path}?language={language}")

    def _show_conflict(self, request: HttpRequest, language: str, version: int, refusal: EditConflict) -> HttpResponse:
        slots = _slots(language, request.POST)
        differences = [slot.difference() for slot in slots if slot.is_valid()]
        conflict = Conflict(
            [difference for difference in differences if difference.stored_text != difference.typed_text],
            actions.front_page_version(language),
            stored_url=f"{request.path}?language={language}",
        )
        return self._page(request, language, slots, version, refusal.http_status, conflict=conflict)

    def _page(
        self,
        request: HttpRequest,
        language: str,
        slots: list[SlotForm],
        version: int,
        status: int = HTTPStatus.OK,
        **extra: Any,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Главная страница"),
            "opts": self.opts,
            "slots": slots,
            "language": language,
            "languages": LANGUAGE_NAMES,
            "version": version,
            "public_url": _public_url(language),
            "newest": newest_labels(language),
            "zone": dates.zone_label(get_language() or settings.LANGUAGE_CODE),
            "may_change": self.has_change_permission(request),
            "media": forms.Media(js=[module("js/live-article.js"), module("js/front-slots.js")]),
            **extra,
        }
        return TemplateResponse(request, "admin/website/frontpick/front.html", context, status=status)


def _slots(language: str, data: QueryDict | None) -> list[SlotForm]:
    active = FrontPick.objects.active(language, timezone.now()).select_related("article")
    picks = {pick.order: pick for pick in active}
    return [SlotForm(data, slot=slot, language=language, pick=picks.get(slot)) for slot in range(FrontPick.MOST + 1)]


def _public_url(language: str) -> str:
    with override(language):
        return reverse("website:front")


def _language_of(request: HttpRequest) -> str:
    wanted = request.POST.get("language") or request.GET.get("language") or get_language() or settings.LANGUAGE_CODE
    return wanted if wanted in LANGUAGE_NAMES else settings.LANGUAGE_CODE
