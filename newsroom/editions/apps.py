from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from newsroom.editions.beginning import begin


class EditionsConfig(AppConfig):
    name = "newsroom.editions"
    label = "editions"
    verbose_name = _("Выпуски сайта")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(begin_after_migrate, sender=self, dispatch_uid="editions.begin_after_migrate")


def begin_after_migrate(using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Begin an edition: after a migration the same data may make other pages. `flush` sends no `apps`."""
    if "edition" in apps.all_models["editions"]:
        with transaction.atomic(using=using):
            begin(using)
