from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The state of the whole public site between two changes that readers can see: always one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(_("номер"))
    token = models.CharField(_("метка"), max_length=32)
    begun_at = models.DateTimeField(_("начат"), help_text=_("В целых секундах, позже начала прежнего выпуска."))

    class Meta:
        verbose_name = _("выпуск сайта")
        verbose_name_plural = _("выпуски сайта")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="editions_edition_is_one")]

    def __str__(self) -> str:
        return f"{self.number}-{self.token}"


class Redirect(models.Model):
    """A former address of something that is never deleted, only renamed or merged."""

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
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="editions_redirect_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="editions_redirect_target")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug} → {self.object_id}"


class EverPublic(models.Model):
    """A section, tag or person whose address readers once could open: it never ends in nothing again."""

    kind = models.CharField(_("вид"), max_length=16, choices=Redirect.Kind)
    object_id = models.PositiveBigIntegerField(_("номер объекта"))

    class Meta:
        verbose_name = _("что видели читатели")
        verbose_name_plural = _("что видели читатели")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="editions_ever_public_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
