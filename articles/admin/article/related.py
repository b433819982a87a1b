"""The editor's picks for «Похожее», as a field of an article's form."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.translation import gettext as _
from js_asset.media import Media

from articles.admin.article.fields import module
from articles.admin.common.published_lookup import LiveArticleField, label_of, labelled
from articles.models import Article, RelatedPick
from newsroom.body.widget import ADDRESSES, IMPORT_MAP
from newsroom.body.words import WORDS
from newsroom.website.models import PublishedArticle

MOST = 4


class RelatedInput(forms.MultiWidget):
    """A line for each pick; `js/choosing/related-picker.js` makes one search and a list of them."""

    template_name = "admin/widgets/related_articles.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the search asks and says: a form without a body has no editor that knows it."""
        words = {key: word for key, word in WORDS.items() if key.startswith("search.")}
        config = {"addresses": {"articles": reverse(ADDRESSES["articles"])}, "words": words}
        context = super().get_context(name, value, attrs)
        context["config"] = json.dumps(config, cls=DjangoJSONEncoder, ensure_ascii=False)
        return context

    @property
    def media(self) -> Any:
        return Media(importmap=IMPORT_MAP, js=[module("js/choosing/related-picker.js")])

    def decompress(self, value: Any) -> list[Any]:
        return list(value or [])


class RelatedField(forms.MultiValueField):
    """Up to four live articles of the language, in the order in which readers see them."""

    fields: tuple[LiveArticleField, ...]

    def __init__(
        self, *, language: str, chosen: Sequence[PublishedArticle] = (), besides: int | None = None, **kwargs: Any
    ):
        known = labelled(chosen)
        lines = tuple(
            LiveArticleField(language=language, chosen=known, besides=besides, label=str(position + 1))
            for position in range(MOST)
        )
        widget = RelatedInput([line.widget for line in lines])
        super().__init__(lines, require_all_fields=False, required=False, widget=widget, **kwargs)
        # MultiValueField copies the widget that it is given.
        for position, line in enumerate(self.widget.widgets, start=1):
            del line.attrs["data-behaviour"]
            line.attrs["aria-label"] = _("Похожее, место %(place)d") % {"place": position}

    def prepare_value(self, value: Any) -> Any:
        """Return the labels of articles, by which `LiveArticleField` finds them again; typed lines as they are."""
        return [label_of(line) if isinstance(line, PublishedArticle) else line for line in value or []]

    def compress(self, data_list: list[Any]) -> list[PublishedArticle]:
        """Return the chosen articles without empty lines. Raise ValidationError for one chosen twice."""
        articles = [article for article in data_list if article is not None]
        if len({article.pk for article in articles}) != len(articles):
            raise ValidationError(_("Один материал выбран дважды."), code="twice")
        return articles

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = [label_of(article) for article in initial or []]
        return shown != [str(line).strip() for line in data or [] if line]


def live_picks(article: Article) -> list[PublishedArticle]:
    """Return the picks that are live now, in their order. One query, none if nothing is picked."""
    ids = [row.related_id for row in article.related_rows.all()]
    articles = PublishedArticle.objects.live().only("headline", "language").in_bulk(ids) if ids else {}
    return [articles[pk] for pk in ids if pk in articles]


def save_picks(article: Article, picked_articles: Sequence[PublishedArticle]) -> None:
    """Replace the stored picks by these; the caller has opened an `Edit`."""
    RelatedPick.objects.filter(article=article).delete()
    RelatedPick.objects.bulk_create(
        RelatedPick(article=article, related_id=picked_article.pk, order=position)
        for position, picked_article in enumerate(picked_articles)
    )
