"""The screen of the front page: which article leads, what stands below it, and until when."""

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
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import actions
from articles.admin.article.fields import module
from articles.admin.common.published_lookup import LiveArticleField, labelled, newest_labels
from articles.admin.transitions.wall_clock import instant_of, reason_against
from newsroom.exceptions import ActionRefused, EditConflict
from newsroom.utils import dates
from newsroom.utils.widgets import DayInput, HourInput
from newsroom.website.models import FrontPick, PublishedArticle
from staff.auth import current_user

USUAL_TIME = timedelta(hours=24)
LANGUAGE_NAMES = dict(settings.LANGUAGES)


class PlaceForm(forms.Form):
    """One place: an article and the hour until which it stands there. Empty leaves the place to the newest."""

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

    def __init__(self, data: QueryDict | None, *, place: int, language: str, pick: FrontPick | None) -> None:
        ends = dates.to_local(pick.ends_at if pick else timezone.now() + USUAL_TIME)
        published = pick.article if pick else None
        initial = {"article": published, "date": ends.date(), "time": ends.time().replace(second=0, microsecond=0)}
        super().__init__(data, prefix=f"place-{place}", initial=initial)
        self.place = place
        chosen = labelled([published] if published else [])
        self.fields["article"] = LiveArticleField(label=self.title, language=language, chosen=chosen)
        self.fields["article"].widget.attrs |= {"list": "newest-articles", "placeholder": _("самое новое")}
        self.order_fields(["article", "date", "time"])
        self.ends_at: datetime | None = None

    @property
    def title(self) -> str:
        return _title(self.place)

    def clean(self) -> dict[str, Any]:
        """An hour belongs to an article, and must exist and be ahead."""
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
        """What was chosen for the place, if anything."""
        published: PublishedArticle | None = self.cleaned_data.get("article")
        if published is None or self.ends_at is None:
            return None
        return actions.Pick(self.place, published, self.ends_at)


class FrontPickAdmin(admin.ModelAdmin[FrontPick]):
    """The front page of each language, on one screen."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FrontPick | None = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The places are set together."""
        return HttpResponseRedirect(reverse("admin:website_frontpick_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The places of one language; POST sets them all."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        language = _language_of(request)
        is_sent = request.method == "POST"
        picks = {pick.order: pick for pick in _standing(language)}
        places = [
            PlaceForm(request.POST if is_sent else None, place=place, language=language, pick=picks.get(place))
            for place in range(FrontPick.MOST + 1)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Главная страница"),
            "opts": self.opts,
            "places": places,
            "language": language,
            "languages": LANGUAGE_NAMES,
            "mark": request.POST.get("mark") if is_sent else actions.mark_of(language),
            "newest": newest_labels(language),
            "zone": dates.zone_label(get_language() or "ru"),
            "may_change": self.has_change_permission(request),
            "media": forms.Media(js=[module("js/live-article.js"), module("js/front-places.js")]),
        }
        return self._set(request, language, places, context) if is_sent else _page(request, context)

    def _set(
        self, request: HttpRequest, language: str, places: list[PlaceForm], context: dict[str, Any]
    ) -> HttpResponse:
        are_valid = [place.is_valid() for place in places]
        if not all(are_valid):
            return _page(request, context, HTTPStatus.UNPROCESSABLE_ENTITY)
        picks = [pick for place in places if (pick := place.pick())]
        try:
            actions.set_front(language, picks, by=current_user(request), expected_mark=request.POST.get("mark", ""))
        except ActionRefused as refusal:
            context |= {"reasons": refusal.reasons, "mark": actions.mark_of(language)}
            if isinstance(refusal, EditConflict):
                context["now"] = [_told(pick) for pick in _standing(language)]
            return _page(request, context, refusal.http_status)
        messages.success(request, _("Главная страница обновлена."))
        return HttpResponseRedirect(f"{request.path}?language={language}")


def _language_of(request: HttpRequest) -> str:
    wanted = request.POST.get("language") or request.GET.get("language") or get_language() or "ru"
    return wanted if wanted in LANGUAGE_NAMES else "ru"


def _title(place: int) -> str:
    return _("Главный материал") if place == FrontPick.LEAD else _("Место %(place)d") % {"place": place}


def _told(pick: FrontPick) -> str:
    """What stands at a place, for whoever was about to set it: the end, too, may be what is new."""
    return _("%(place)s: «%(headline)s», до %(moment)s") % {
        "place": _title(pick.order),
        "headline": pick.article.headline,
        "moment": dates.format_datetime(pick.ends_at, get_language() or "ru"),
    }


def _standing(language: str) -> list[FrontPick]:
    return list(FrontPick.objects.active(language, timezone.now()).select_related("article"))


def _page(request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    return TemplateResponse(request, "admin/website/frontpick/front.html", context, status=status)
