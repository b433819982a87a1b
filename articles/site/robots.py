"""What we ask of robots. Only at the root of the site, where they look."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .frame import reading_language

RULES = "User-agent: *\nDisallow: /admin/\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    if reading_language() != settings.LANGUAGE_CODE:
        raise Http404
    return HttpResponse(RULES, content_type="text/plain; charset=utf-8")
