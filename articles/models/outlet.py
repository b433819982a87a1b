"""The outlet itself: the one row that titles, feeds and pages take its name from."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class OutletQuerySet(models.QuerySet["Outlet"]):
    def current(self) -> "Outlet":
        """The outlet's row, or an unnamed one before the first setting up."""
        return self.first() or Outlet.unnamed()


class Outlet(models.Model):
    """Name, motto and contacts in both languages."""

    name_ru = models.CharField(_("название по-русски"), max_length=80)
    name_kk = models.CharField(_("название по-казахски"), max_length=80)
    motto_ru = models.CharField(_("девиз по-русски"), max_length=160, blank=True)
    motto_kk = models.CharField(_("девиз по-казахски"), max_length=160, blank=True)
    description_ru = models.TextField(_("описание по-русски"), max_length=500, blank=True)
    description_kk = models.TextField(_("описание по-казахски"), max_length=500, blank=True)
    email = models.EmailField(_("почта"), blank=True)
    phone = models.CharField(_("телефон"), max_length=40, blank=True)
    address = models.CharField(_("адрес"), max_length=200, blank=True)
    age_mark = models.CharField(_("возрастная маркировка"), max_length=3, blank=True)

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("издание")
        verbose_name_plural = _("издание")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="outlet_is_one_row"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def unnamed(cls) -> "Outlet":
        """What stands in for the outlet before its first setting up."""
        return cls(pk=1, name_ru="Редакция", name_kk="Редакция")

    @property
    def name(self) -> str:
        return self.name_kk if get_language() == "kk" else self.name_ru

    @property
    def motto(self) -> str:
        return self.motto_kk if get_language() == "kk" else self.motto_ru

    @property
    def description(self) -> str:
        return self.description_kk if get_language() == "kk" else self.description_ru
