"""The search page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.language import Word, query_words
from newsroom.language.tokens import words
from newsroom.page_cache import memory
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.http_methods import read_only
from newsroom.website.page_context import PageContext, Share, page_context
from newsroom.website.public_urls import current_language, other_language, public_path
from newsroom.website.search import results as search_results
from newsroom.website.search.form import MAX_LENGTH, MAX_TYPED_LENGTH, SearchForm
from newsroom.website.search.section_choice import section_choice


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Show the form and the results. A form with errors answers 400."""
    sections = section_choice(request.GET.get("section", ""))
    form = SearchForm(request.GET, sections)
    results = None
    query: list[Word] = []
    if form.is_valid() and form.cleaned_data["q"]:
        query = query_words(form.cleaned_data["q"])
        results = search_results.search(form, sections, query) if query else None
    context: dict[str, Any] = {
        "form": form,
        "max_typed_length": MAX_TYPED_LENGTH,
        "is_section_unknown": sections.is_unknown,
        "results": results,
        "has_query": bool(request.GET.get("q", "").strip()) and form.is_valid(),
        "are_words_left_out": results is not None and len(set(words(form.cleaned_data["q"]))) > len(query),
        "word_count": len(query),
    }
    with memory.rendering(SiteVersion.current()):
        context["layout"] = _layout(request)
        response = render(request, "website/search.html", context, status=200 if form.is_valid() else 400)
    response["Cache-Control"] = "no-store"
    return response


def _layout(request: HttpRequest) -> PageContext:
    title = _("Поиск")
    query = request.GET.get("q", "")[:MAX_LENGTH]
    alternate_path = public_path(other_language(current_language()), "search")
    if query:
        alternate_path += f"?{urlencode({'q': query})}"
    return page_context(title, alternate_path=alternate_path, share=Share(headline=title))
