from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    name = "newsroom.page_cache"
    label = "page_cache"
    verbose_name = _("Версии сайта")

    def ready(self) -> None:
        post_migrate.connect(bump_after_migrate, sender=self, dispatch_uid="page_cache.bump_after_migrate")


def bump_after_migrate(using: str, apps: Apps = installed, **_signal: Any) -> None:
    """Bump the site version: after a migration the same data may render other pages. `flush` sends no `apps`."""
    if "siteversion" in apps.all_models["page_cache"]:
        with transaction.atomic(using=using):
            installed.get_model("page_cache", "SiteVersion").bump(using)
