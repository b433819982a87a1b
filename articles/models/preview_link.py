"""Links to an unpublished text for people outside, and what they answer."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.transition import Transition
from articles.workflow import UNPUBLISHED_COPY, State

ENDING = (State.PUBLISHED, State.WITHDRAWN, State.SPIKED)
"""A link to a text is dead for good once the article has reached one of these states."""
QUOTATION_LENGTH = 3000
RECIPIENT_LENGTH = 120
ANSWER_LENGTH = 3000


def new_key() -> str:
    """Return a random key, so that a number that is used again after a restore opens no other article."""
    return token_urlsafe(16)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def usable(self, now: datetime | None = None) -> Self:
        """Links that open a page now: neither revoked nor expired, and the article has not gone out or into the bin."""
        log = Transition.objects.filter(article=models.OuterRef("article"), at__gte=models.OuterRef("created_at"))
        return self.filter(
            ~models.Exists(log.filter(to_state__in=ENDING)),
            revoked_at__isnull=True,
            expires_at__gt=now or timezone.now(),
            article__state__in=UNPUBLISHED_COPY,
            # The revision is still the one that was sent out.
            checksum=models.F("revision__checksum"),
        )


class PreviewLink(models.Model):
    """A link to one revision of an article, or to one quotation of it. Nothing but its revocation changes."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="preview_links")
    checksum = models.CharField(max_length=64)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    recipient = models.CharField(_("для кого"), max_length=RECIPIENT_LENGTH)
    quotation = models.TextField(_("цитата"), max_length=QUOTATION_LENGTH, blank=True)
    """The passage that is shown; empty for the whole article."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("действует до"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("ссылка на черновик")
        verbose_name_plural = _("ссылки на черновики")
        default_permissions = ()
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(recipient="") & ~models.Q(checksum=""), name="preview_link_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="preview_link_expires_later"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.recipient

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class AnswerKind(models.TextChoices):
    REMARK = "remark", _("замечание")
    APPROVAL = "approval", _("подтверждение")


class PreviewAnswerQuerySet(models.QuerySet["PreviewAnswer"]):
    def within(self, period: timedelta) -> Self:
        """Answers of this last period."""
        return self.filter(at__gt=timezone.now() - period)


class PreviewAnswer(models.Model):
    """What somebody outside has answered to a link, bound to the text that was shown. It is never changed."""

    link = models.ForeignKey(PreviewLink, models.PROTECT, related_name="answers")
    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="+")
    checksum = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(_("ответ"), max_length=8, choices=AnswerKind)
    name = models.CharField(_("кто отвечает"), max_length=RECIPIENT_LENGTH, blank=True)
    text = models.TextField(_("текст"), max_length=ANSWER_LENGTH, blank=True)

    objects = PreviewAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ответ извне")
        verbose_name_plural = _("ответы извне")
        default_permissions = ()
        ordering = ("-pk",)
        indexes = (models.Index(fields=["link", "at"], name="preview_answer_of_link"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=AnswerKind.values), name="preview_answer_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind="approval") | ~models.Q(text=""), name="preview_answer_remark_has_text"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60] or str(self.get_kind_display())
