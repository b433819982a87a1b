from django.apps import AppConfig

from newsroom import checks  # noqa: F401 (registers itself)
from newsroom.lib import sqlite


class NewsroomConfig(AppConfig):
    name = "newsroom"
    label = "newsroom"
    verbose_name = "Редакция"

    def ready(self) -> None:
        sqlite.install()
