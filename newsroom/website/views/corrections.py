"""Public corrections: the address is kept, and says how the outlet corrects itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.utils.http_methods import read_only
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language


@read_only
def corrections(request: HttpRequest) -> HttpResponse:
    """One statement."""
    language = reading_language()
    title = _("Исправления")
    twin = in_language(other_language(language), "corrections")
    path = in_language(language, "corrections")
    context = {"frame": frame(title, path=path, twin=twin, share=Share(headline=title))}
    return render(request, "website/corrections.html", context)
