"""The page about the outlet: mission and imprint."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import cacheable
from newsroom.website.models.text import PublishedText, TextKind
from newsroom.website.page_context import simple_page_context
from newsroom.website.public_urls import current_language


@cacheable
def about(request: HttpRequest) -> HttpResponse:
    texts = list(PublishedText.objects.current(current_language()))
    context = {
        "layout": simple_page_context("about", _("О редакции")),
        "texts": texts,
        "has_imprint": any(text.kind == TextKind.IMPRINT for text in texts),
    }
    return render(request, "website/about.html", context)
