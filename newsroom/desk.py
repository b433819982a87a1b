"""Puts our desk in the place of the stock admin site.

Apart from `newsroom.admin`, because applications are named before any model may be imported.
"""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "newsroom.admin.Desk"

    def ready(self) -> None:
        from newsroom import icons

        super().ready()
        icons.install()
