from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Users, roles and permissions, and the team that readers see."""

    name = "staff"
    verbose_name = _("Редакция")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsroom.images import usage
        from staff import checks  # noqa: F401  (registers itself)
        from staff.permission_groups import after_migrate
        from staff.picture_uses import PLACE

        usage.register(PLACE)
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="staff.permission_groups")
