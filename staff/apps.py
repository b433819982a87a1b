from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """The people of the outlet: accounts, roles, the team that readers see."""

    name = "staff"
    verbose_name = _("Редакция")
    default_auto_field = "django.db.models.BigAutoField"
