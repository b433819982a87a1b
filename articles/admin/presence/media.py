"""The scripts of presence that lists and forms share."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.presence.views import NAME
from articles.models import Article

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Article]
else:
    Base = object


class PresenceMedia(Base):
    """Mixin for the ModelAdmin of articles: the scripts, with the address that they ask and the words of a mark."""

    @property
    def media(self) -> Any:
        beat: Any = forms.Script(
            "js/presence/beat.js", type="module", **{"data-presence-url": reverse(f"admin:{NAME}")}
        )
        marks: Any = forms.Script(
            "js/presence/list.js", type="module", **{"data-open-label": _("открыто: {name}, {doing}")}
        )
        return super().media + forms.Media(js=[beat, marks])
