"""The digest in the admin: the working copy, its items and the log of its transitions."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.workflow import State
from newsroom.digests import workflow
from newsroom.website.models.article import PublishedArticle
from newsroom.workflow.models import Document, TransitionLog
from staff.models import User

STATES = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.WITHDRAWN, State.SPIKED)
CHOICES = [(state.value, state.label) for state in STATES]
TITLE_LENGTH = 160
HEADLINE_LENGTH = 200
TEXT_LENGTH = 2000


class DigestQuerySet(models.QuerySet["Digest"]):
    def written_by(self, user: User) -> Self:
        """Digests of which this user is a writer, by the rule of `Digest.writer_ids`."""
        later = DigestTransition.objects.filter(digest=OuterRef("digest"), name="approve", pk__gt=OuterRef("pk"))
        edited = DigestTransition.objects.filter(~Exists(later), user=user, name=workflow.EDIT)
        return self.filter(Q(creator=user) | Q(pk__in=edited.values("digest")))


class Digest(Document):
    """A selection of published articles with summaries. Only `newsroom.digests.actions` writes it."""

    state = models.CharField(_("состояние"), max_length=9, choices=CHOICES, default=State.DRAFT, editable=False)
    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    title = models.CharField(_("заголовок"), max_length=TITLE_LENGTH)
    intro = models.TextField(_("вступление"), max_length=TEXT_LENGTH, blank=True)
    starts_on = models.DateField(_("с какого дня"))
    ends_on = models.DateField(_("по какой день"))
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    edited_at = models.DateTimeField(_("изменено"), auto_now_add=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("дайджест")
        verbose_name_plural = _("дайджесты")
        ordering = ("-ends_on", "-id")
        default_permissions = ("add", "change", "view")
        permissions = (
            ("approve_digest", _("вычитывает дайджесты")),
            ("publish_digest", _("публикует и снимает дайджесты")),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=STATES), name="digest_state_known"),
            models.CheckConstraint(condition=~Q(state="published") | Q(is_live=True), name="digest_published_is_live"),
            models.CheckConstraint(
                condition=~Q(state__in=("withdrawn", "spiked")) | Q(is_live=False), name="digest_withdrawn_is_not_live"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(approved_checksum=""), name="digest_approved_has_checksum"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="digest_period_in_order"),
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="digest_slug_once"),
        )

    def __str__(self) -> str:
        return self.title or f"№ {self.pk}"

    @property
    def admin_url(self) -> str:
        return reverse("admin:digests_digest_change", args=[self.pk])

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of the period."""
        return self.starts_on, self.ends_on

    @cached_property
    def writer_ids(self) -> frozenset[int]:
        """Ids of the creator and of the users who changed the text since the last approval; they may not review it."""
        approved = self.transitions.filter(name="approve").order_by("-pk").values_list("pk", flat=True).first() or 0
        edits = self.transitions.filter(name=workflow.EDIT, pk__gt=approved)
        return frozenset({self.creator_id, *edits.order_by().values_list("user_id", flat=True)})

    def is_written_by(self, user: User) -> bool:
        return user.pk in self.writer_ids


class DigestItem(models.Model):
    """A live article with its summary in the digest."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    article = models.ForeignKey(PublishedArticle, models.PROTECT, related_name="+", verbose_name=_("материал"))
    headline = models.CharField(_("свой заголовок"), max_length=HEADLINE_LENGTH, blank=True)
    retelling = models.TextField(_("пересказ"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("пункт дайджеста")
        verbose_name_plural = _("пункты дайджеста")
        default_permissions = ()
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["digest", "order"], name="digest_item_order_once"),
            models.UniqueConstraint(fields=["digest", "article"], name="digest_item_once"),
        )

    def __str__(self) -> str:
        return self.headline or self.article.headline


class DigestTransition(TransitionLog):
    """A transition or an edit of a digest."""

    labels = workflow.LABELS

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="transitions")

    class Meta(TransitionLog.Meta):
        verbose_name = _("шаг дайджеста")
        verbose_name_plural = _("журнал дайджестов")
        constraints = (
            models.CheckConstraint(condition=Q(name__in=list(workflow.LABELS)), name="digest_transition_name_known"),
        )
