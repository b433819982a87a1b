"""Bulk actions: the same door, article by article, and each refusal told by name."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import permissions, workflow
from articles.admin.transitions.messages import press
from articles.models import Article
from newsroom.exceptions import ActionRefused
from staff.auth import current_user

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object

# Steps that ask nothing and that one may sensibly take with many articles at once. Nobody reads ten
# articles with one click: approving is not among them. Each with the right that offers it.
IN_BULK = {
    "submit": "submit",
    "claim": "claim",
    "release": "claim",
    "publish": "publish",
    "unschedule": "schedule",
    "spike": "spike",
    "unspike": "spike",
}


class BulkActions(Base):
    """For the ModelAdmin of articles."""

    def get_actions(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """Only the steps to which some role of the person gives the right, and no stock deletion."""
        if admin.options.IS_POPUP_VAR in request.GET:
            return {}
        user = current_user(request)
        return {
            verb: (take(verb), verb, str(workflow.LABELS[verb]))
            for verb, right in IN_BULK.items()
            if permissions.has_right(user, right)
        }


def take(verb: str) -> Callable[[Any, HttpRequest, QuerySet[Article]], None]:
    """The admin action that takes this step with each chosen article."""
    return partial(_take, verb)


def _take(verb: str, model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    taken = 0
    for article in queryset:
        try:
            press(verb, article, by=current_user(request), version=article.version)
        except ActionRefused as refusal:
            reasons = " ".join(refusal.reasons)
            link = format_html('<a href="{}">{}</a>: {}', article.admin_url, article, reasons)
            messages.error(request, link)
        else:
            taken += 1
    if taken:
        messages.success(request, _summary(verb, taken))


def _summary(verb: str, count: int) -> str:
    counted = ngettext("%(count)d материал", "%(count)d материала", count) % {"count": count}
    return _("«%(verb)s»: %(counted)s.") % {"verb": workflow.LABELS[verb], "counted": counted}
