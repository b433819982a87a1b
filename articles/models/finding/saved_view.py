"""Views of the list of articles that a user has saved under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """The filters and the search of a list, as the query of its address. Only its user sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("название"), max_length=60)
    query = models.CharField(_("условия"), max_length=1000)

    class Meta:
        verbose_name = _("вид списка")
        verbose_name_plural = _("виды списка")
        default_permissions = ()
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(query=""), name="saved_view_not_empty"),
        )

    def __str__(self) -> str:
        return self.name
