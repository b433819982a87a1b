from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

from newsroom import admin_patches, checks  # noqa: F401 (checks register themselves)


class NewsroomConfig(AppConfig):
    name = "newsroom"
    label = "newsroom"
    verbose_name = _("Редакция")
    default = True

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            # The library is not loaded where nobody wants it.
            from newsroom.monitoring import error_reports

            error_reports.start(settings.SENTRY_DSN)


class NewsroomAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our admin site, which is named as text because it imports models."""

    default = False
    default_site = "newsroom.admin_site.NewsroomAdminSite"

    def ready(self) -> None:
        super().ready()
        admin_patches.install()
