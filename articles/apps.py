"""The editorial side: articles and their workflow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Материалы")

    def ready(self) -> None:
        from articles import block_uses
        from articles.actions import search_index
        from articles.picture_uses import PLACE
        from newsroom.body import usage as block_usage
        from newsroom.images import usage as image_usage
        from staff import team

        image_usage.register(PLACE)
        team.NAME_CHANGE_CALLBACKS.append(search_index.outdate_signed)
        block_usage.FINDERS.append(block_uses.find)
