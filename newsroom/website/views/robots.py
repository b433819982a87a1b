"""The rules for robots, at the root of the site only, where robots look for them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from newsroom.page_cache.decorators import cacheable
from newsroom.website.public_urls import LANGUAGES, absolute_url, current_language, public_path


@cacheable
def robots(request: HttpRequest) -> HttpResponse:
    if current_language() != settings.LANGUAGE_CODE:
        raise Http404
    disallowed = ["/admin/", *(public_path(code, "search") for code in LANGUAGES)]
    sitemaps = [absolute_url(path) for path in ("/sitemap.xml", "/sitemap-news.xml")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallowed), ""]
    lines += [f"Sitemap: {url}" for url in sitemaps]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
