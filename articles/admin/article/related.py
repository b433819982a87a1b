"""The editor's picks for «Похожее», as a field of a piece's form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.admin.common.published_lookup import LivePieceField, label_of, labelled
from articles.models import Article, RelatedPick
from newsroom.website.models import PublishedArticle

MOST = 4


class RelatedInput(forms.MultiWidget):
    """A line for each pick."""

    template_name = "admin/widgets/related_pieces.html"

    def decompress(self, value: Any) -> list[Any]:
        return [label_of(piece) if isinstance(piece, PublishedArticle) else piece for piece in value or []]


class RelatedField(forms.MultiValueField):
    """Up to four live pieces of the language, in the order in which readers see them."""

    fields: tuple[LivePieceField, ...]

    def __init__(
        self, *, language: str, chosen: Sequence[PublishedArticle] = (), besides: int | None = None, **kwargs: Any
    ):
        known = labelled(chosen)
        lines = tuple(
            LivePieceField(language=language, chosen=known, besides=besides, label=str(place + 1))
            for place in range(MOST)
        )
        widget = RelatedInput([line.widget for line in lines])
        super().__init__(lines, require_all_fields=False, required=False, widget=widget, **kwargs)
        # The field has a copy of the widget it was given.
        for place, line in enumerate(self.widget.widgets, start=1):
            line.attrs["aria-label"] = _("Похожее, место %(place)d") % {"place": place}

    def compress(self, data_list: list[Any]) -> list[PublishedArticle]:
        """The pieces without the empty lines. Raises ValidationError for one chosen twice."""
        pieces = [piece for piece in data_list if piece is not None]
        if len({piece.pk for piece in pieces}) != len(pieces):
            raise ValidationError(_("Один материал выбран дважды."), code="twice")
        return pieces

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = [label_of(piece) for piece in initial or []]
        return shown != [str(line).strip() for line in data or [] if line]


def picked(article: Article) -> list[PublishedArticle]:
    """The live pieces that are picked for this one now, in their order; one statement, none where there are none."""
    ids = [row.related_id for row in article.related_rows.all()]
    pieces = PublishedArticle.objects.live().only("headline", "language").in_bulk(ids) if ids else {}
    return [pieces[pk] for pk in ids if pk in pieces]


def pick(article: Article, pieces: Sequence[PublishedArticle]) -> None:
    """Put these picks in the place of the stored ones; whoever saves has begun an `Edit`."""
    RelatedPick.objects.filter(article=article).delete()
    RelatedPick.objects.bulk_create(
        RelatedPick(article=article, related_id=piece.pk, order=place) for place, piece in enumerate(pieces)
    )
