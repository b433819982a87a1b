"""The log of articles: one row for each transition, also the outbox of notifications."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import workflow
from newsroom.workflow.models import LogQuerySet, TransitionLog


class TransitionQuerySet(LogQuerySet):
    def unprocessed(self) -> "TransitionQuerySet":
        """Rows whose notifications have not been sent, in order."""
        return self.filter(processed_at__isnull=True).order_by("pk")

    def mark_processed(self, pk: int) -> bool:
        """Take a row for processing; return False if another worker was faster."""
        rows = self.filter(pk=pk, processed_at__isnull=True)
        return super(LogQuerySet, rows).update(processed_at=timezone.now()) == 1


class Transition(TransitionLog):
    """A transition of an article."""

    labels = workflow.LABELS

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="transitions")
    processed_at = models.DateTimeField(null=True, editable=False)

    objects = TransitionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TransitionLog.Meta):
        verbose_name = _("шаг")
        verbose_name_plural = _("журнал шагов")
        indexes = (
            models.Index(
                fields=["id"],
                condition=models.Q(processed_at__isnull=True),
                name="transition_outbox",
            ),
            models.Index(fields=["article", "-id"], name="transition_of_article"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(name__in=list(workflow.LABELS)), name="transition_name_known"),
        )
