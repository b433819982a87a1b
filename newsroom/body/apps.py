from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodyConfig(AppConfig):
    name = "newsroom.body"
    label = "body"
    verbose_name = _("Блоки текста")
    default_auto_field = "django.db.models.BigAutoField"
