"""Refusals of the people's doors, shown as sentences instead of a bare 403 or a traceback."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from staff.roles import Refused


class RefusalsInWords:
    """For a ModelAdmin: whatever was refused halfway is undone, and the person told why.

    The stock views hold one transaction each, so a refusal raised while saving leaves nothing.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_words(request, super().changeform_view, request, *args, **kwargs)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return in_words(request, super().delete_view, request, *args, **kwargs)  # type: ignore[misc]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without the stock bulk deletion: it asks no door."""
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        actions.pop("delete_selected", None)
        return actions


def in_words(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer with the view, or, if it refuses, with the same page and the sentences on top."""
    try:
        return view(*args, **kwargs)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    return HttpResponseRedirect(request.path)
