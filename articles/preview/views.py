"""`/preview/<token>/`: an unpublished text, or one quotation of it, for somebody outside.

The page shows the revision that the link was made for. It needs no login and sets no cookie; whoever knows the token
may read and answer. Every token that opens nothing gets the same page, which tells nothing of any article.
"""

import re
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import actions
from articles.models import PreviewLink
from articles.preview.forms import AnswerForm
from articles.preview.pages import revision_page
from articles.preview.tokens import find_link
from newsroom.body.references import references
from newsroom.body.sending import send_private
from newsroom.exceptions import ActionRefused, InvalidState
from newsroom.images import renditions, sizes
from newsroom.images.models import Image
from newsroom.images.views import private_rendition
from newsroom.page_cache import memory
from newsroom.utils.same_origin import is_same_origin
from newsroom.website.page_context import page_context
from newsroom.website.views.article import render_article

ADMIN_IMAGE = re.compile(r"/admin/images/image/([0-9]+)/file/")
ADMIN_FILE = re.compile(r"/admin/body/attachment/([0-9]+)/file/")


@csrf_exempt  # There is no cookie to protect: who knows the address may answer.
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text with the box for an answer; POST records the answer."""
    link = find_link(token)
    if link is None:
        return ended(request)
    with memory.rendering(None), override(link.revision.snapshot["language"]):
        if request.method == "POST":
            return _answered(request, link, token)
        return _page(request, link, token, AnswerForm(link=link))


def _answered(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    form = AnswerForm(request.POST, link=link)
    if not is_same_origin(request) and not _tells_nothing(request):
        form.add_error(
            None, _("Браузер не сообщил, что ответ отправлен с этой страницы. Отправьте его ещё раз отсюда.")
        )
        return _page(request, link, token, form, status=HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _page(request, link, token, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        actions.answer_preview_link(link, **form.cleaned_data)
    except InvalidState:
        return ended(request)
    except ActionRefused as refusal:
        form.add_error(None, refusal.reasons)
        return _page(request, link, token, form, status=refusal.http_status)
    return HttpResponseRedirect(reverse("preview:page", args=[token]) + "#answer")


def _tells_nothing(request: HttpRequest) -> bool:
    """Return whether the browser cannot tell where the form was: over plain HTTP, or an old one.

    Our page forbids the referrer, so its form has the origin `null`. The token in the address is what counts.
    """
    return "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") == "null"


def _page(
    request: HttpRequest, link: PreviewLink, token: str, form: AnswerForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "link": link, "answers": link.answers.all()[:3]}
    if link.quotation:
        context["layout"] = page_context(_("Проверьте цитату"))
        response = render(request, "preview/quotation.html", context)
    else:
        shown = revision_page(link.article, link.revision, note=_("Черновик на согласовании: он ещё не опубликован."))
        response = render_article(shown, request, "preview/article.html", **context)
        response.content = _with_own_media(response.content.decode(), token).encode()
    response.status_code = status
    return response


def _with_own_media(page: str, token: str) -> str:
    """Lead the addresses of private images and files, which need a login, to those below this link."""
    below = reverse("preview:page", args=[token])
    return ADMIN_FILE.sub(rf"{below}files/\1/", ADMIN_IMAGE.sub(rf"{below}images/\1/", page))


@require_safe
def image(request: HttpRequest, token: str, pk: int, name: str) -> HttpResponseBase:
    """Send a rendition of an image that the page of the link shows."""
    link = find_link(token)
    wanted = renditions.parse(name)
    if link is None or link.quotation or wanted is None or pk not in _image_ids(link):
        raise Http404
    found = Image.objects.filter(pk=pk).first()
    if found is None or not sizes.exists(found, *wanted):
        raise Http404
    response = private_rendition(found, *wanted)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """Send a recording, a video or a document that the page of the link shows."""
    link = find_link(token)
    if link is None or link.quotation or pk not in references(link.revision.snapshot["body"]).files:
        raise Http404
    return send_private(request, pk, caching="no-store")


def _image_ids(link: PreviewLink) -> set[int]:
    """Return the ids of the lead image and of those in the body."""
    text = link.revision.snapshot
    return {text["image_id"], *references(text["body"]).images}


def ended(request: HttpRequest) -> HttpResponse:
    """Answer every token that opens nothing: 410, the same bytes, in both languages."""
    with override(settings.LANGUAGE_CODE):
        return render(request, "preview/ended.html", status=HTTPStatus.GONE)
