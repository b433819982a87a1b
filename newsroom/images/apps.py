from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "newsroom.images"
    label = "images"
    verbose_name = _("Изображения")
    default_auto_field = "django.db.models.BigAutoField"
