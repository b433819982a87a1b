"""A digest on the desk: the working copy, its items, and the log of its steps."""

from datetime import date
from typing import Any, Never, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.workflow import State
from newsroom.digests import workflow
from newsroom.website.models.article import PublishedArticle
from staff.models import User

STATES = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.WITHDRAWN, State.SPIKED)
CHOICES = [(state.value, state.label) for state in STATES]
TITLE_LENGTH = 160


class DigestQuerySet(models.QuerySet["Digest"]):
    def written_by(self, user: User) -> Self:
        """Those of which this person is a writer, as `Digest.writer_ids` tells of one."""
        later = DigestTransition.objects.filter(digest=OuterRef("digest"), verb="approve", pk__gt=OuterRef("pk"))
        edited = DigestTransition.objects.filter(~Exists(later), user=user, verb=workflow.EDIT)
        return self.filter(Q(creator=user) | Q(pk__in=edited.values("digest")))


class Digest(models.Model):
    """A selection of published articles, retold. Only `articles.publishing.digest` writes it."""

    state = models.CharField(_("состояние"), max_length=9, choices=CHOICES, default=State.DRAFT, editable=False)
    is_live = models.BooleanField(_("на сайте"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    title = models.CharField(_("заголовок"), max_length=TITLE_LENGTH)
    intro = models.TextField(_("вступление"), max_length=2000, blank=True)
    starts_on = models.DateField(_("с какого дня"))
    ends_on = models.DateField(_("по какой день"))
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    approved_checksum = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    edited_at = models.DateTimeField(_("изменено"), auto_now_add=True)
    state_changed_at = models.DateTimeField(_("в этом состоянии с"), auto_now_add=True)

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
                condition=~Q(state__in=("withdrawn", "spiked")) | Q(is_live=False), name="digest_put_away_is_not_live"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(approved_checksum=""), name="digest_approved_has_digest"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="digest_ends_after_it_begins"),
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="digest_slug_once"),
        )

    def __str__(self) -> str:
        return self.title or f"№ {self.pk}"

    def get_absolute_url(self) -> str:
        """The desk's address; readers have the published digest's."""
        return reverse("admin:digests_digest_change", args=[self.pk])

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day that it tells of."""
        return self.starts_on, self.ends_on

    @cached_property
    def writer_ids(self) -> frozenset[int]:
        """Who may not approve: the creator, and whoever changed the text since the last approval."""
        approved = self.steps.filter(verb="approve").order_by("-pk").values_list("pk", flat=True).first() or 0
        edits = self.steps.filter(verb=workflow.EDIT, pk__gt=approved)
        return frozenset({self.creator_id, *edits.order_by().values_list("user_id", flat=True)})

    def is_written_by(self, user: User) -> bool:
        return user.pk in self.writer_ids


class DigestItem(models.Model):
    """A live article, retold in the digest's own words."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    article = models.ForeignKey(PublishedArticle, models.PROTECT, related_name="+", verbose_name=_("материал"))
    headline = models.CharField(_("свой заголовок"), max_length=200, blank=True)
    retelling = models.TextField(_("пересказ"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("пункт дайджеста")
        verbose_name_plural = _("пункты дайджеста")
        default_permissions = ()
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["digest", "order"], name="digest_item_at"),
            models.UniqueConstraint(fields=["digest", "article"], name="digest_item_once"),
        )

    def __str__(self) -> str:
        return self.headline or self.article.headline


class DigestTransition(models.Model):
    """Who moved or changed which digest, when and why. Append-only."""

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("когда"), default=timezone.now)
    verb = models.CharField(_("шаг"), max_length=16)
    from_state = models.CharField(_("из"), max_length=9, blank=True)
    to_state = models.CharField(_("в"), max_length=9)
    reason = models.TextField(_("причина"), blank=True)

    class Meta:
        verbose_name = _("шаг дайджеста")
        verbose_name_plural = _("журнал дайджестов")
        default_permissions = ()
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(verb__in=[*workflow.TABLE, *workflow.EVENTS]), name="digest_step_verb_known"
            ),
        )

    def __str__(self) -> str:
        return self.label

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
