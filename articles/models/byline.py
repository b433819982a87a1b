"""Bylines: who signs an article, in order, with or without a login."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Signature(models.TextChoices):
    PERSON = "person", _("человек редакции")
    GUEST = "guest", _("приглашённый автор")
    NEWSROOM = "newsroom", _("Редакция")


class Byline(models.Model):
    """One signature under an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    kind = models.CharField(_("кто"), max_length=8, choices=Signature, default=Signature.PERSON)
    person = models.ForeignKey(
        "staff.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("человек"),
    )
    name = models.CharField(_("имя гостя"), max_length=100, blank=True)
    role = models.CharField(_("роль в подписи"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("подпись")
        verbose_name_plural = _("подписи")
        default_permissions = ()
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="person", person__isnull=False, name="")
                | (models.Q(kind="guest", person__isnull=True) & ~models.Q(name=""))
                | models.Q(kind="newsroom", person__isnull=True, name=""),
                name="byline_is_of_its_kind",
            ),
            models.UniqueConstraint(fields=["article", "person"], name="byline_person_once"),
        )

    def __str__(self) -> str:
        return self.name or str(self.person or self.get_kind_display())

    def clean(self) -> None:
        """Require the fields of the kind and clear the others."""
        if self.kind != Signature.PERSON:
            self.person = None
        elif self.person is None:
            raise ValidationError({"person": _("Выберите человека редакции.")})
        if self.kind != Signature.GUEST:
            self.name = ""
        elif not self.name:
            raise ValidationError({"name": _("Впишите имя приглашённого автора.")})
