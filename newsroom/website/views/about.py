"""About the outlet: its mission and imprint as last published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.utils.http_methods import read_only
from newsroom.website.models.text import PublishedText, TextKind
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language


@read_only
def about(request: HttpRequest) -> HttpResponse:
    """Three statements."""
    language = reading_language()
    title = _("О редакции")
    context = {
        "frame": frame(
            title,
            path=in_language(language, "about"),
            twin=in_language(other_language(language), "about"),
            share=Share(headline=title),
        ),
        "texts": (texts := list(PublishedText.objects.current(language))),
        "has_imprint": any(text.kind == TextKind.IMPRINT for text in texts),
    }
    return render(request, "website/about.html", context)
