from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom import checks  # noqa: F401 (registers itself)
from newsroom.utils import sqlite


class NewsroomConfig(AppConfig):
    name = "newsroom"
    label = "newsroom"
    verbose_name = _("Редакция")

    def ready(self) -> None:
        sqlite.install()
