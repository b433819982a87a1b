from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from newsroom.images.checks import check_images
from newsroom.images.intake.decoding import limit_decompression


class ImagesConfig(AppConfig):
    name = "newsroom.images"
    label = "images"
    verbose_name = _("Изображения")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        limit_decompression()
        checks.register(check_images)
