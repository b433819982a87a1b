"""The editorial side: articles and their workflow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Материалы")

    def ready(self) -> None:
        from articles.actions import search_index
        from articles.picture_uses import PLACE
        from newsroom.images import usage
        from staff import team

        usage.register(PLACE)
        team.NAME_CHANGE_CALLBACKS.append(search_index.outdate_signed)
