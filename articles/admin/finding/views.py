"""The palette as JSON for its script, and as a page for browsers that run none."""

from collections.abc import Sequence
from dataclasses import asdict

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.finding.palette import Group, groups_for
from articles.models import Article


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the addresses of the palette, for everybody who may enter the admin."""
    site = admin.admin_site

    @require_safe
    def answers(request: HttpRequest) -> JsonResponse:
        groups = groups_for(request, site, request.GET.get("q", ""))
        return JsonResponse({"groups": [asdict(group) for group in groups]})

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "")
        groups: Sequence[Group] = groups_for(request, site, typed)
        context = {**site.each_context(request), "title": _("Найти"), "typed": typed, "groups": groups}
        return TemplateResponse(request, "admin/finding/page.html", context)

    return [
        path("everywhere/", site.admin_view(page), name="find"),
        path("everywhere/answers/", site.admin_view(answers), name="find_answers"),
    ]
