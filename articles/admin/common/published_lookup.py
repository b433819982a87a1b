"""Find a live article by its number, its address or words of its headline."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.article.fields import module
from articles.models import Article
from newsroom.utils.form_fields import LineField
from newsroom.utils.text import clean_line
from newsroom.website.models import PublishedArticle

MOST_FOUND = 10
MOST_TYPED = 300
OFFERED = 20
_ADDRESS = re.compile(r"/articles/(\d{1,18})(?:-|/|$)")
_NUMBER = re.compile(r"№?\s*(\d{1,18})")
_LABEL = re.compile(r"№\s*(\d{1,18})(?=\s|$)")


def found(typed: str, besides: int | None = None, language: str | None = None) -> QuerySet[PublishedArticle]:
    """Return the live articles that match the typed number, address or words, newest first, without `besides`."""
    live = PublishedArticle.objects.live(language).newest_first().only("headline", "language", "slug")
    if besides is not None:
        live = live.exclude(pk=besides)
    known_as = _ADDRESS.search(typed) or _NUMBER.fullmatch(typed.strip()) or _LABEL.match(typed.strip())
    if known_as:
        return live.filter(pk=int(known_as[1]))
    words = typed.split()[:8]
    if not words:
        return live.none()
    matching = Q()
    for word in words:
        matching &= Q(headline__icontains=word)
    keys = list(live.filter(matching).values_list("pk", flat=True)[:MOST_FOUND])
    return live.filter(pk__in=keys)


def label_of(published: PublishedArticle) -> str:
    """Return the label of an article in a form field; `found` finds the article by it."""
    return _label(published.pk, published.headline)


def labelled(articles: Iterable[PublishedArticle]) -> dict[str, PublishedArticle]:
    """Return the articles by their labels; a withdrawn one has the headline of its working copy and says so."""
    by_key = {published.pk: published for published in articles}
    withdrawn = [pk for pk, published in by_key.items() if not published.headline]
    stored = Article.objects.filter(pk__in=withdrawn).values_list("pk", "headline") if withdrawn else ()
    names = {pk: _("%(headline)s (снят с сайта)") % {"headline": headline} for pk, headline in stored}
    return {_label(pk, names.get(pk, article.headline)): article for pk, article in by_key.items()}


def _label(pk: int, headline: str) -> str:
    return clean_line(f"№ {pk} — {headline}")


def newest_labels(language: str) -> list[str]:
    """Return the labels that a field offers before the user types."""
    newest = PublishedArticle.objects.live(language).newest_first().only("headline")[:OFFERED]
    return [label_of(published) for published in newest]


class LiveArticleInput(forms.TextInput):
    """A text input completed with live articles; without JavaScript it takes a number or words."""

    def __init__(self, language: str, **attrs: Any) -> None:
        defaults = {
            "data-behaviour": "live-article",
            "data-language": language,
            "autocomplete": "off",
            "class": "vTextField",
        }
        super().__init__({**defaults, **attrs})

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[module("js/live-article.js")])


class LiveArticleField(LineField):
    """A live article of a language, typed as its number, address or words of its headline; None if empty.

    The stored articles (`chosen`, as `labelled` returns them) are not looked up again, so a withdrawn one may stay.
    """

    default_error_messages = {
        "nothing": gettext_lazy("На сайте на этом языке нет такого материала."),
    }

    def __init__(
        self,
        *,
        language: str,
        chosen: Mapping[str, PublishedArticle] = MappingProxyType({}),
        besides: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            required=False, max_length=MOST_TYPED, widget=LiveArticleInput(language), **{"strip": True, **kwargs}
        )
        self.widget.attrs.pop("maxlength", None)
        self.language, self.besides = language, besides
        self.known = chosen

    def prepare_value(self, value: Any) -> Any:
        return label_of(value) if isinstance(value, PublishedArticle) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean_line(str(data or "")) != (self.prepare_value(initial) or "")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        if typed in self.known:
            return self.known[typed]
        candidates = list(found(typed, self.besides, self.language))
        if len(candidates) == 1:
            return candidates[0]
        if not candidates:
            raise ValidationError(self.error_messages["nothing"], code="nothing")
        several = "; ".join(label_of(published) for published in candidates)
        raise ValidationError(
            _("Нашлось несколько: %(articles)s. Укажите номер.") % {"articles": several}, code="several"
        )


@require_safe
def complete(request: HttpRequest) -> JsonResponse:
    """Answer with the labels of live articles in `language` that match `q`, or of the newest ones without it."""
    language, typed = request.GET.get("language", ""), request.GET.get("q", "")[:MOST_TYPED]
    if not typed.strip():
        return JsonResponse({"labels": newest_labels(language)})
    return JsonResponse({"labels": [label_of(published) for published in found(typed, language=language)]})


def urls(admin: ModelAdmin[Any]) -> list[URLPattern]:
    """Return the address that completes the fields, for users who are logged in."""
    return [path("live/complete/", admin.admin_site.admin_view(complete), name="articles_article_live")]
