"""The filters of the list of articles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from staff.auth import current_user


class Mine(admin.SimpleListFilter):
    """Articles that the user writes, or has claimed."""

    title = _("чьи")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("мои")), ("claimed", _("у меня на вычитке"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "yes":
            written = Article.objects.written_by(current_user(request))
            return queryset.filter(pk__in=written.values("pk"))
        return queryset.filter(claimed_by=current_user(request)) if self.value() == "claimed" else queryset
