"""News digests: the editorial side."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestsConfig(AppConfig):
    name = "newsroom.digests"
    label = "digests"
    verbose_name = _("Дайджесты")
