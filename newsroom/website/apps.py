"""The public side: what readers see, made from the public tables only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "newsroom.website"
    label = "website"
    verbose_name = _("Сайт")

    def ready(self) -> None:
        from newsroom.images import usage
        from newsroom.website import checks  # noqa: F401 (registers them)
        from newsroom.website.picture_uses import PLACE

        usage.register(PLACE)
