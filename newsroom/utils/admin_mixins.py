"""Mixins for ModelAdmin classes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from newsroom.exceptions import ActionRefused, EditConflict


def show_refusals(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the view's response; if an action refuses, redirect to the same page with the reasons as messages."""
    try:
        return view(*args, **kwargs)
    except EditConflict:
        raise  # `ActionSaveMixin` shows both texts in the form.
    except ActionRefused as refusal:
        sentences = refusal.reasons
    except ValidationError as error:
        sentences = error.messages
    for sentence in sentences:
        messages.error(request, sentence)
    return HttpResponseRedirect(request.path)


class ShowRefusalsMixin:
    """Show a refusal raised while saving or deleting as messages.

    Django's views run in one transaction each, so that nothing of a refused request is saved.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return show_refusals(request, super().changeform_view, request, *args, **kwargs)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return show_refusals(request, super().delete_view, request, *args, **kwargs)  # type: ignore[misc]


class NoBulkDeletionMixin:
    """Remove the bulk deletion, which would call `QuerySet.delete()` instead of an action."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions


class TitlesMixin:
    """Use nouns as titles, because Django's «Изменить пользователь» does not decline them in Russian.

    A list is titled by the plural, an object by the singular, the form of a new one by `add_title`.
    """

    add_title: Any

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)  # type: ignore[attr-defined]
        context = {"title": title, **(extra_context or {})}
        response: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name) if object_id else self.add_title  # type: ignore[attr-defined]
        context = {"title": title, **(extra_context or {})}
        response: HttpResponse = super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        return response
