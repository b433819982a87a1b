"""The log of the route: one row a step, append-only, and the outbox of what must follow."""

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import workflow


class TransitionQuerySet(models.QuerySet["Transition"]):
    def unprocessed(self) -> models.QuerySet["Transition"]:
        """Steps whose consequences have not been carried out yet, in order."""
        return self.filter(processed_at__isnull=True).order_by("pk")

    def mark_processed(self, pk: int) -> bool:
        """Take a step for processing; False where another worker was faster."""
        rows = self.filter(pk=pk, processed_at__isnull=True)
        return super(TransitionQuerySet, rows).update(processed_at=timezone.now()) == 1

    def update(self, **kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")

    def delete(self) -> Never:
        raise TypeError("The log is append-only.")


class Transition(models.Model):
    """Who moved which article, when, from where to where, and why."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="transitions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("когда"), default=timezone.now)
    verb = models.CharField(_("шаг"), max_length=16)
    from_state = models.CharField(_("из"), max_length=9, blank=True)
    to_state = models.CharField(_("в"), max_length=9)
    reason = models.TextField(_("причина"), blank=True)
    told = models.JSONField(default=dict, blank=True, editable=False)
    """What the newsroom itself says of the step, by language."""
    checksum = models.CharField(max_length=64, blank=True)
    processed_at = models.DateTimeField(null=True, editable=False)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("шаг")
        verbose_name_plural = _("журнал шагов")
        default_permissions = ()
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=["id"],
                condition=models.Q(processed_at__isnull=True),
                name="transition_outbox",
            ),
            models.Index(fields=["article", "-id"], name="transition_of_article"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verb__in=[*workflow.TABLE, *workflow.EVENTS]),
                name="transition_verb_known",
            ),
        )

    def __str__(self) -> str:
        return str(workflow.label(self.verb))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")

    @property
    def label(self) -> str:
        """The step in words."""
        return str(workflow.label(self.verb))

    @property
    def said(self) -> str:
        """The reason as it is shown: a person's as typed, the newsroom's own in the language of whoever reads it."""
        return str(self.told.get(get_language() or "", "")) or self.reason
