"""The article in the admin: the working copy, its state and its people."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.revision import Revision
from articles.models.tag import ArticleTag
from articles.workflow import State
from newsroom.website.models.article_text import ArticleText
from newsroom.workflow.models import Document
from staff.models import User

PUBLISHING_DELAY = timedelta(minutes=1)
"""How long after the planned time an article may still be waiting for the worker."""


class ArticleQuerySet(models.QuerySet["Article"]):
    def written_by(self, user: User) -> Self:
        """Articles that this person created, signs or has edited since the last approval."""
        return self.filter(_is_writer(user))

    def all_written_by(self, user: User) -> Self:
        """Articles as `written_by`, but looked up from the user: for a list that is cut after a page."""
        created = Article.objects.filter(creator=user).order_by().values("pk")
        bylined = Article.objects.filter(bylines__person__user=user).order_by().values("pk")
        edited = Revision.objects.writing().filter(user=user, number__gt=models.F("article__reviewed_revision"))
        own = [models.Q(number__in=rows) for rows in (created, bylined, edited.order_by().values("article"))]
        # Not by the key itself, see `Query.filter_all`.
        return self.alias(number=models.F("pk") + 0).filter(own[0] | own[1] | own[2])

    def visible_to(self, user: User) -> Self:
        """Articles that this person may see in the admin.

        Users who may claim (corrector, editor, head) see all. Others see articles in the state `published` and their
        own, so that a live article under revision is hidden from colleagues who do not write it.
        """
        if not user.is_active or not user.has_perm("articles.view_article"):
            return self.none()
        if user.has_perm("articles.claim_article"):
            return self.all()
        return self.filter(models.Q(state=State.PUBLISHED) | _is_writer(user))

    def not_written_by(self, user: User) -> Self:
        """Articles that this person may review."""
        return self.exclude(_is_writer(user))

    def drafts(self) -> Self:
        """Drafts, the last edited first."""
        return self.filter(state=State.DRAFT).order_by("-edited_at", "-pk")

    def returned(self) -> Self:
        """Sent back to the writers, the oldest first."""
        return self.filter(state=State.RETURNED).order_by("state_changed_at", "pk")

    def claimed_by(self, user: User) -> Self:
        """Claimed by this reviewer, the oldest first."""
        return self.filter(claimed_by=user).order_by("state_changed_at", "pk")

    def on_the_way(self) -> Self:
        """Submitted for review, claimed or not, the oldest first."""
        return self.filter(state__in=[State.SUBMITTED, State.PROOFING]).order_by("state_changed_at", "pk")

    def lately_published(self) -> Self:
        """Published, the last first."""
        return self.filter(state=State.PUBLISHED).order_by("-state_changed_at", "-pk")

    def spiked(self) -> Self:
        """Spiked, the last first."""
        return self.filter(state=State.SPIKED).order_by("-state_changed_at", "-pk")

    def waiting(self) -> Self:
        """Submitted and not yet claimed, the longest waiting first."""
        return self.filter(state=State.SUBMITTED).order_by("state_changed_at", "pk")

    def ready_to_go(self) -> Self:
        """Approved and not scheduled, the earliest approved first."""
        return self.filter(state=State.APPROVED).order_by("state_changed_at", "pk")

    def planned(self) -> Self:
        """With a planned time, even if the approval is void, the next first."""
        return self.filter(scheduled_for__isnull=False).order_by("scheduled_for", "pk")

    def out_unread(self) -> Self:
        """Published without a review, the oldest first."""
        return self.filter(unread=True).order_by("state_changed_at", "pk")

    def due(self, now: datetime) -> Self:
        """Scheduled articles whose time has come, the earliest first."""
        return self.filter(state=State.SCHEDULED, scheduled_for__lte=now).order_by("scheduled_for", "pk")


def _is_writer(user: User) -> models.Q:
    """Return the condition as EXISTS for each article, so that a queue checks only its own few."""
    article = models.OuterRef("pk")
    bylined = Article.objects.filter(pk=article, bylines__person__user=user)
    edited = Revision.objects.writing().filter(
        article=article, user=user, number__gt=models.OuterRef("reviewed_revision")
    )
    return models.Q(creator=user) | models.Exists(bylined.order_by()) | models.Exists(edited.order_by())


def remember_writers(articles: Sequence["Article"]) -> None:
    """Set `writer_ids` of all these articles with two statements."""
    writers = {article.pk: {article.creator_id} for article in articles}
    bylined = Article.objects.filter(pk__in=writers, bylines__person__user__isnull=False)
    for pk, user in bylined.order_by().values_list("pk", "bylines__person__user"):
        writers[pk].add(user)
    edited = Revision.objects.writing().filter(article__in=writers, number__gt=models.F("article__reviewed_revision"))
    for pk, user in edited.order_by().values_list("article", "user").distinct():
        writers[pk].add(user)
    for article in articles:
        article.__dict__["writer_ids"] = frozenset(writers[article.pk])


class Article(Document, ArticleText):
    """An article of the newsroom. Only `articles.actions` changes its state."""

    state = models.CharField(_("состояние"), max_length=9, choices=State, default=State.DRAFT, editable=False)

    section = models.ForeignKey(
        "website.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("рубрика"),
    )
    tags = TaggableManager(_("теги"), through=ArticleTag, blank=True)
    slug = models.SlugField(
        _("адрес (слаг)"),
        max_length=80,
        blank=True,
        help_text=_("Пусто — составится из заголовка."),
    )
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("перевод материала"),
    )

    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    edited_at = models.DateTimeField(_("изменено"), auto_now_add=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("у кого"),
    )
    claimed_revision = models.PositiveIntegerField(default=0, editable=False)
    reviewed_revision = models.PositiveIntegerField(default=0, editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)
    live_revision = models.PositiveIntegerField(default=0, editable=False)
    unread = models.BooleanField(_("не вычитано"), default=False, editable=False)
    forced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    scheduled_for = models.DateTimeField(_("выйдет"), null=True, blank=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    external_id = models.CharField(_("номер во внешней системе"), max_length=200, blank=True, editable=False)
    """Identifies an imported article in the system that it came from, so that an import can be repeated."""
    # Set by the add form only: two posts of one form make one article.
    submission_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("материал")
        verbose_name_plural = _("материалы")
        ordering = ("-edited_at", "-id")
        permissions = (
            ("edit_any_article", _("правит чужие материалы")),
            ("submit_article", _("отправляет на вычитку")),
            ("claim_article", _("берёт на вычитку и одобряет")),
            ("send_back_article", _("возвращает на доработку")),
            ("schedule_article", _("планирует выход")),
            ("publish_article", _("публикует")),
            ("force_publish_article", _("публикует без вычитки")),
            ("revise_article", _("открывает правку опубликованного")),
            ("fix_typo_article", _("исправляет опечатки на сайте")),
            ("place_article", _("размещает: рубрика, теги, адрес")),
            ("withdraw_article", _("снимает с сайта и восстанавливает")),
            ("spike_article", _("отправляет в корзину")),
        )
        indexes = (
            models.Index(fields=["state", "state_changed_at"], name="article_queue"),
            models.Index(fields=["-edited_at", "-id"], name="article_newest"),
            # The filters of the list, each with its order.
            models.Index(fields=["state", "-edited_at", "-id"], name="article_newest_of_state"),
            models.Index(fields=["section", "-edited_at", "-id"], name="article_newest_of_section"),
            models.Index(fields=["language", "-edited_at", "-id"], name="article_newest_of_language"),
            models.Index(
                fields=["-edited_at", "-id"], condition=models.Q(is_live=False), name="article_newest_not_live"
            ),
            models.Index(fields=["-edited_at", "-id"], condition=models.Q(unread=True), name="article_newest_unread"),
            models.Index(
                fields=["scheduled_for"],
                condition=models.Q(scheduled_for__isnull=False),
                name="article_due",
            ),
            models.Index(fields=["forced_by"], condition=models.Q(unread=True), name="article_unread"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["external_id"], condition=~models.Q(external_id=""), name="article_external_id_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="article_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(is_live=True),
                name="article_published_is_live",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "spiked"]) | models.Q(is_live=False),
                name="article_withdrawn_is_not_live",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proofing", claimed_by__isnull=False)
                | (~models.Q(state="proofing") & models.Q(claimed_by__isnull=True)),
                name="article_claimed_in_proofing_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "scheduled"]) | ~models.Q(approved_checksum=""),
                name="article_approved_has_checksum",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled")
                | models.Q(scheduled_for__isnull=False, scheduled_by__isnull=False),
                name="article_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(unread=False) | models.Q(is_live=True, forced_by__isnull=False),
                name="article_unread_is_live",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_live=True) | ~models.Q(slug=""),
                name="article_live_has_slug",
            ),
        )

    def __str__(self) -> str:
        return self.headline or f"№ {self.pk}"

    @property
    def admin_url(self) -> str:
        return reverse("admin:articles_article_change", args=[self.pk])

    @cached_property
    def writer_ids(self) -> frozenset[int]:
        """Ids of the users who are writers of this article now and may not review it."""
        bylined = self.bylines.filter(person__user__isnull=False)
        edited = self.revisions.writing().filter(number__gt=self.reviewed_revision)
        others = bylined.order_by().values_list("person__user_id").union(edited.order_by().values_list("user_id"))
        return frozenset({self.creator_id, *(pk for (pk,) in others)})

    def is_written_by(self, user: User) -> bool:
        return user.pk in self.writer_ids

    @property
    def last_revision(self) -> int:
        """The number of the newest revision, 0 if there is none."""
        return self.revisions.order_by("-number").values_list("number", flat=True).first() or 0

    def clear_plan(self) -> None:
        """Forget the planned time."""
        self.scheduled_for, self.scheduled_by = None, None

    @property
    def has_gone_out(self) -> bool:
        """Whether the article was ever published. Then a change of its address leaves a redirect."""
        return self.is_live or self.live_revision > 0

    @property
    def is_overdue(self) -> bool:
        """Whether the planned time has passed without the worker publishing the article."""
        return (
            self.state == State.SCHEDULED
            and self.scheduled_for is not None
            and self.scheduled_for < timezone.now() - PUBLISHING_DELAY
        )

    @property
    def is_plan_void(self) -> bool:
        """Whether a planned time was kept after the approval was voided."""
        return self.scheduled_for is not None and self.state != State.SCHEDULED
