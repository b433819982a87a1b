"""Redirects from former slugs, and marks of objects that were public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """A former slug of an object that was renamed or merged."""

    class Kind(models.TextChoices):
        SECTION = "section", _("рубрика")
        TAG = "tag", _("тег")
        PERSON = "person", _("человек")

    kind = models.CharField(_("вид"), max_length=16, choices=Kind)
    slug = models.CharField(_("прежний адрес (слаг)"), max_length=80)
    object_id = models.PositiveBigIntegerField(_("номер объекта"), help_text=_("Что теперь отвечает по этому адресу."))

    class Meta:
        verbose_name = _("прежний адрес")
        verbose_name_plural = _("прежние адреса")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="redirect_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="redirect_target")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug} → {self.object_id}"


class WasPublic(models.Model):
    """A section, tag or person whose page was public once: its address must never answer 404 again."""

    kind = models.CharField(_("вид"), max_length=16, choices=Redirect.Kind)
    object_id = models.PositiveBigIntegerField(_("номер объекта"))

    class Meta:
        verbose_name = _("что видели читатели")
        verbose_name_plural = _("что видели читатели")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="was_public_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
