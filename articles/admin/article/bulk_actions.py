"""Bulk actions of the article list: one action call for each article, with each refusal shown by article."""

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
from articles.admin.transitions.perform import perform, suspicious_words
from articles.models import Article
from newsroom.exceptions import ActionRefused, Incomplete
from staff.auth import current_user

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object

# Transitions that ask nothing, each with the permission that offers it. Approving is not among them:
# nobody reads ten articles with one click.
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
    """Mixin for the ModelAdmin of articles."""

    def get_actions(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """Return the transitions that a role of the user permits, without the stock deletion."""
        if admin.options.IS_POPUP_VAR in request.GET:
            return {}
        user = current_user(request)
        return {
            transition: (bulk_action(transition), transition, str(workflow.LABELS[transition]))
            for transition, right in IN_BULK.items()
            if permissions.has_right(user, right)
        }


def bulk_action(transition: str) -> Callable[[Any, HttpRequest, QuerySet[Article]], None]:
    """Return the admin action that makes this transition with each chosen article."""
    return partial(_perform_with_each, transition)


def _perform_with_each(transition: str, model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    done = 0
    for article in queryset:
        try:
            _refuse_suspicious(transition, article)
            perform(transition, article, by=current_user(request), version=article.version)
        except ActionRefused as refusal:
            reasons = " ".join(refusal.reasons)
            link = format_html('<a href="{}">{}</a>: {}', article.admin_url, article, reasons)
            messages.error(request, link)
        else:
            done += 1
    if done:
        messages.success(request, _summary(transition, done))


def _refuse_suspicious(transition: str, article: Article) -> None:
    """Raise Incomplete for a text that must be confirmed on a page of its own."""
    if words := suspicious_words(transition, article):
        quoted = ", ".join(f"«{word}»" for word in words)
        raise Incomplete(
            _("В заголовке или лиде стоит %(words)s. Если это для читателей, опубликуйте с его страницы.")
            % {"words": quoted}
        )


def _summary(transition: str, count: int) -> str:
    counted = ngettext("%(count)d материал", "%(count)d материала", count) % {"count": count}
    return _("«%(verb)s»: %(counted)s.") % {"verb": workflow.LABELS[transition], "counted": counted}
