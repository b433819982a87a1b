"""The screen of an article's links for people outside: the list, a form for a new one, revoking, and all answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions, permissions
from articles.actions.preview_links import DAYS, DEFAULT_DAYS
from articles.admin.article.fields import module
from articles.admin.preview.answers import Answer, answers_of
from articles.models import Article, PreviewLink
from articles.models.preview_link import QUOTATION_LENGTH, RECIPIENT_LENGTH
from articles.preview.tokens import address_of
from articles.workflow import UNPUBLISHED_COPY
from newsroom.exceptions import ActionRefused
from newsroom.utils.form_fields import LineField, LinesField
from newsroom.utils.html import to_text
from staff.auth import current_user


class LinkForm(forms.Form):
    """A new link: for whom, to what, and for how long."""

    recipient = LineField(
        label=gettext_lazy("для кого"),
        max_length=RECIPIENT_LENGTH,
        help_text=gettext_lazy("Имя и должность: так ответ будет подписан в истории."),
    )
    quotation = LinesField(
        label=gettext_lazy("только цитата"),
        required=False,
        max_length=QUOTATION_LENGTH,
        help_text=gettext_lazy("Пусто — весь материал. Выделите цитату в тексте рядом или вставьте её сюда."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    days = forms.TypedChoiceField(label=gettext_lazy("сколько действует"), coerce=int, initial=DEFAULT_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = ngettext_lazy("%(days)d день", "%(days)d дня", "days")
        self.fields["days"].choices = [(days, label % {"days": days}) for days in DAYS]  # type: ignore[attr-defined]
        for name in ("recipient", "quotation"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[module("js/preview/copy-address.js"), module("js/preview/quotation.js")])


@dataclass(frozen=True)
class LinkLine:
    """A link as the screen shows it; `why_ended` is empty while it opens."""

    link: PreviewLink
    address: str
    why_ended: str
    answers: list[Answer]


def _lines(article: Article, *, may_share: bool) -> list[LinkLine]:
    """Return all links; the address is only for those who could make it."""
    links = article.preview_links.select_related("created_by", "revoked_by", "revision")
    usable = set(article.preview_links.usable().values_list("pk", flat=True))
    answers: dict[int, list[Answer]] = {}
    for answer in answers_of(article):
        answers.setdefault(answer.link.pk, []).append(answer)
    return [
        LinkLine(
            link,
            address_of(link) if may_share and link.pk in usable else "",
            "" if link.pk in usable else _why_ended(link),
            answers.get(link.pk, []),
        )
        for link in links
    ]


def _why_ended(link: PreviewLink) -> str:
    if link.revoked_at:
        return _("отозвана")
    return _("срок истёк") if link.is_expired else _("закрыта: материал вышел или убран")


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Show the links; POST makes one."""
    article = _visible(request, pk)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, article, admin, form)
    if not form.is_valid():
        return _page(request, article, admin, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        link = actions.make_preview_link(article, by=current_user(request), **form.cleaned_data)
    except ActionRefused as refusal:
        return _page(request, article, admin, form, refusal.reasons, status=refusal.http_status)
    messages.success(request, _("Ссылка готова: скопируйте её и отправьте. Для кого: %(name)s.") % {"name": link})
    return HttpResponseRedirect(_address(article))


@require_POST
def revoke(request: HttpRequest, pk: int, link: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """End a link."""
    article = _visible(request, pk)
    found = get_object_or_404(article.preview_links, pk=link)
    try:
        actions.revoke_preview_link(found, by=current_user(request))
    except ActionRefused as refusal:
        return _page(request, article, admin, LinkForm(), refusal.reasons, status=refusal.http_status)
    messages.success(request, _("Ссылка отозвана: она больше не открывается."))
    return HttpResponseRedirect(_address(article))


def _visible(request: HttpRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(current_user(request)), pk=pk)


def _address(article: Article) -> str:
    return reverse("admin:articles_article_preview_links", args=[article.pk])


def _page(
    request: HttpRequest,
    article: Article,
    admin: ModelAdmin[Article],
    form: LinkForm,
    reasons: Iterable[str] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    may_share = permissions.may_share(article, current_user(request))
    may_make = may_share and article.state in UNPUBLISHED_COPY
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Согласование"),
        "subtitle": str(article),
        "opts": Article._meta,
        "original": article,
        "form": form if may_make else None,
        "media": form.media,
        "paragraphs": to_text(article.body).split("\n\n") if may_make else [],
        "may_share": may_share,
        "lines": _lines(article, may_share=may_share),
        "reasons": list(reasons),
    }
    return TemplateResponse(request, "admin/articles/preview/links.html", context, status=status)


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URLs of the screen, behind the admin login."""
    wrap = admin.admin_site.admin_view
    return [
        path("<int:pk>/preview-links/", wrap(partial(links, admin=admin)), name="articles_article_preview_links"),
        path(
            "<int:pk>/preview-links/<int:link>/revoke/",
            wrap(partial(revoke, admin=admin)),
            name="articles_article_preview_link_revoke",
        ),
    ]
