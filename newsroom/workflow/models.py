"""Abstract models: a document that has a workflow, and the append-only log of its transitions."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Never

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

APPEND_ONLY = "The log is append-only."


class Document(models.Model):
    """A document with a state, which only the engine writes.

    The foreign key of its `TransitionLog` has the related name `transitions`.
    """

    state = models.CharField(_("состояние"), max_length=9, editable=False)
    is_live = models.BooleanField(_("на сайте"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    state_changed_at = models.DateTimeField(_("в этом состоянии с"), auto_now_add=True)
    approved_checksum = models.CharField(max_length=64, blank=True, editable=False)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        abstract = True

    def clear_approval(self) -> None:
        """Forget who approved which text."""
        self.approved_checksum, self.approver = "", None


class LogQuerySet(models.QuerySet[Any]):
    """Rows of a log: they are added and read, never changed or deleted."""

    def update(self, **kwargs: Any) -> Never:
        raise TypeError(APPEND_ONLY)

    def delete(self) -> Never:
        raise TypeError(APPEND_ONLY)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(APPEND_ONLY)


class TransitionLog(models.Model):
    """One transition or event of a document: who, when, from which state to which, and why. Append-only."""

    labels: ClassVar[Mapping[str, Promise]]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("когда"), default=timezone.now)
    name = models.CharField(_("шаг"), max_length=16)
    from_state = models.CharField(_("из"), max_length=9, blank=True)
    to_state = models.CharField(_("в"), max_length=9)
    reason = models.TextField(_("причина"), blank=True)
    system_note = models.JSONField(default=dict, blank=True, editable=False)
    """A sentence written by the program instead of a user's reason, by language code."""
    checksum = models.CharField(max_length=64, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(APPEND_ONLY)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(APPEND_ONLY)

    @property
    def label(self) -> str:
        """The name of the transition in the active language."""
        return str(self.labels[self.name])

    @property
    def reason_text(self) -> str:
        """The reason for display: the system's note in the active language, or what the user typed."""
        return str(self.system_note.get(translation.get_language() or "", "")) or self.reason


def in_each_language(render: Callable[[], str]) -> dict[str, str]:
    """Call `render` once with each language of the newsroom active; return the sentences for `system_note`."""
    sentences = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentences[language] = render()
    return sentences
