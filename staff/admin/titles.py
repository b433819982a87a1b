"""Headings of the desk's screens: the stock ones bend no Russian noun («Изменить пользователь»)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class PlainTitles:
    """For a ModelAdmin: a list is headed by its nouns, an object by its noun, a new one by `add_title`."""

    add_title: Any

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)  # type: ignore[attr-defined]
        context = {"title": title, **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return answer

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name) if object_id else self.add_title  # type: ignore[attr-defined]
        context = {"title": title, **(extra_context or {})}
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        return answer
