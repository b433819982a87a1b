"""What we ask of robots. Only at the root of the site, where they look."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from newsroom.utils.http_methods import read_only
from newsroom.website.page_context import absolute, reading_language

RULES = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/
Disallow: /kk/search/

Sitemap: {index}
Sitemap: {news}
"""


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    if reading_language() != settings.LANGUAGE_CODE:
        raise Http404
    rules = RULES.format(index=absolute("/sitemap.xml"), news=absolute("/sitemap-news.xml"))
    return HttpResponse(rules, content_type="text/plain; charset=utf-8")
