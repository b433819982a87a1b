from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "newsroom.dashboard"
    label = "dashboard"
    verbose_name = _("Рабочее место")
