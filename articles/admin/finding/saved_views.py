"""The views above the list: those that everybody of a role has, and those that the user has saved."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import permissions
from articles.admin.finding.choices import View
from articles.admin.finding.filters import query_of
from articles.models import Article, SavedView
from newsroom.utils.text import clean_line
from staff.auth import current_user
from staff.models import User

MOST_VIEWS = 30
LONGEST_NAME, LONGEST_QUERY = 60, 1000

# The right that a view is for, its name and its query.
SHARED: tuple[tuple[str, Promise, str], ...] = (
    ("add", gettext_lazy("Мои"), "mine=yes"),
    ("add", gettext_lazy("Мои черновики"), "state__exact=draft&mine=yes"),
    ("claim", gettext_lazy("Ждут вычитки"), "state__exact=submitted"),
    ("claim", gettext_lazy("У меня на вычитке"), "mine=claimed"),
    ("publish", gettext_lazy("Вычитаны"), "state__exact=approved"),
    ("publish", gettext_lazy("Запланированы"), "state__exact=scheduled"),
    ("view", gettext_lazy("Вышли без вычитки"), "unread__exact=1"),
)


@dataclass(frozen=True)
class Tab:
    """A link to a view; `pk` is set for one that the user may remove."""

    name: str
    url: str
    is_current: bool
    pk: int | None = None


def tabs_for(user: User, saved: list[View], query: str) -> Iterator[Tab]:
    """Yield the views of this user; the one that is shown now is current."""
    address = reverse("admin:articles_article_changelist")
    yield Tab(_("Все"), address, not query)
    for right, name, shared in SHARED:
        if permissions.has_right(user, right):
            yield Tab(str(name), f"{address}?{shared}", query == shared)
    for view in saved:
        yield Tab(view.name, f"{address}?{view.query}", query == view.query, view.pk)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Save the filters of `query` under `name`; a view of that name is replaced."""
    user = current_user(request)
    if not permissions.has_right(user, "view"):
        return HttpResponse(status=403)
    name, query = clean_line(request.POST.get("name", "")), query_of(QueryDict(request.POST.get("query", "")))
    if reason := _reason_against(user, name, query):
        messages.error(request, reason)
    else:
        SavedView.objects.update_or_create(user=user, name=name, defaults={"query": query})
        messages.success(request, _("Вид «%(name)s» сохранён.") % {"name": name})
    return _to_list(query)


def _reason_against(user: User, name: str, query: str) -> str:
    """Return why the view cannot be saved, or an empty string."""
    if not name:
        return _("Назовите вид: по названию вы его потом найдёте.")
    if len(name) > LONGEST_NAME:
        return _("Название вида длиннее %(most)d знаков.") % {"most": LONGEST_NAME}
    if not query:
        return _("Сначала выберите фильтры или напишите, что искать: пустой вид и есть «Все».")
    if len(query) > LONGEST_QUERY:
        return _("Условий слишком много: сократите запрос.")
    others = SavedView.objects.filter(user=user).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        return _("Видов уже %(most)d: сначала уберите лишние.") % {"most": MOST_VIEWS}
    return ""


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a view of this user."""
    with transaction.atomic():
        view = get_object_or_404(SavedView, pk=pk, user=current_user(request))
        view.delete()
    messages.success(request, _("Вид «%(name)s» убран.") % {"name": view.name})
    return _to_list("")


def _to_list(query: str) -> HttpResponseRedirect:
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the addresses that save and remove views, behind the admin login."""
    site = admin.admin_site
    return [
        path("views/", site.admin_view(save_view), name="articles_article_save_view"),
        path("views/<int:pk>/remove/", site.admin_view(remove_view), name="articles_article_remove_view"),
    ]
