"""Django's admin site with the newsroom's start page, order and header."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.admin_patches import validate_query
from newsroom.error_views import login_ended
from newsroom.website.models import Outlet
from staff.models import Role, User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# The order of the menu; what is not named comes after it.
ORDER = (
    "Article",
    "ArticleTemplate",
    "Digest",
    "FrontPick",
    "Section",
    "Tag",
    "Image",
    "FactBox",
    "Attachment",
    "Person",
    "Text",
    "Outlet",
    "User",
    "Invitation",
)


class NewsroomAdminSite(AdminSite):
    """Where staff work, at `/admin/`."""

    site_header = _("Редакция")
    site_title = _("Редакция")
    index_title = _("Рабочее место")
    enable_nav_sidebar = False
    empty_value_display = "—"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Wrap Django's check of who may enter.

        The query is validated after that check. A form sent after the login has ended is answered with what was typed
        instead of the login page.
        """

        @wraps(view)
        def with_valid_query(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            validate_query(request)
            return view(request, *args, **kwargs)

        for_staff = super().admin_view(cast("View", with_valid_query), cacheable)

        @wraps(for_staff)
        def keeping_text(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not self.has_permission(request) and not self._is_logout(request):
                return login_ended(request)
            return for_staff(request, *args, **kwargs)

        return cast("View", keeping_text)

    def _is_logout(self, request: HttpRequest) -> bool:
        return request.path == reverse(f"{self.name}:logout")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        context["outlet"] = Outlet.objects.current()
        context["may_write"] = request.user.has_perm("articles.add_article")
        screens = [screen for app in context["available_apps"] for screen in app["models"]]
        context["screens"] = sorted(screens, key=_place)
        if isinstance(request.user, User):
            context["role_names"] = [Role(role).label for role in Role.values if role in request.user.roles]
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the screens that the person may open, in the newsroom's order; worked out once a request."""
        if app_label is None and (known := getattr(request, "admin_screens", None)) is not None:
            return list(known)
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        apps.sort(key=lambda app: min(map(_place, app["models"])))
        if app_label is None:
            request.admin_screens = apps  # type: ignore[attr-defined]
        return apps


def _place(screen: dict[str, Any]) -> int:
    name = screen["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)
