"""The article on the desk: the working copy, its state and the people around it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Self

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
from newsroom.website.models.article import AgeMark
from staff.models import User

HEADLINE_LENGTH = 200
PUBLISHING_DELAY = timedelta(minutes=1)
"""How long after the planned time an article may still be waiting for the worker."""


class ArticleQuerySet(models.QuerySet["Article"]):
    def written_by(self, user: User) -> Self:
        """Articles of which this person is a writer: creator, bylined, or an editor of the text."""
        return self.filter(_is_writer(user))

    def visible_to(self, user: User) -> Self:
        """What this person may see on the desk: own articles, and what readers see anyway.

        Who reads or runs the desk (corrector, editor, head) sees all.
        """
        if not user.is_active or not user.has_perm("articles.view_article"):
            return self.none()
        if user.has_perm("articles.claim_article"):
            return self.all()
        return self.filter(models.Q(state=State.PUBLISHED) | _is_writer(user))

    def not_written_by(self, user: User) -> Self:
        """Articles that this person may read as a second pair of eyes."""
        return self.exclude(_is_writer(user))

    def drafts(self) -> Self:
        """Being written, the last touched first."""
        return self.filter(state=State.DRAFT).order_by("-edited_at", "-pk")

    def returned(self) -> Self:
        """Sent back to the writers, the oldest first."""
        return self.filter(state=State.RETURNED).order_by("state_changed_at", "pk")

    def claimed_by(self, user: User) -> Self:
        """In this reader's hands, the oldest first."""
        return self.filter(claimed_by=user).order_by("state_changed_at", "pk")

    def on_the_way(self) -> Self:
        """Handed over to a reader, claimed or not, the oldest first."""
        return self.filter(state__in=[State.SUBMITTED, State.PROOFING]).order_by("state_changed_at", "pk")

    def lately_published(self) -> Self:
        """The last to have gone out first."""
        return self.filter(state=State.PUBLISHED).order_by("-state_changed_at", "-pk")

    def spiked(self) -> Self:
        """In the bin, the last thrown away first."""
        return self.filter(state=State.SPIKED).order_by("-state_changed_at", "-pk")

    def waiting(self) -> Self:
        """Asked to be read and not yet claimed, the longest waiting first."""
        return self.filter(state=State.SUBMITTED).order_by("state_changed_at", "pk")

    def ready_to_go(self) -> Self:
        """Read and not yet planned, the earliest approved first."""
        return self.filter(state=State.APPROVED).order_by("state_changed_at", "pk")

    def planned(self) -> Self:
        """With a planned hour, also one whose approval is void, the next first."""
        return self.filter(scheduled_for__isnull=False).order_by("scheduled_for", "pk")

    def out_unread(self) -> Self:
        """On the site without a second reader, the oldest first."""
        return self.filter(unread=True).order_by("state_changed_at", "pk")

    def due(self, now: Any) -> Self:
        """Planned articles whose time has come, the earliest first."""
        return self.filter(state=State.SCHEDULED, scheduled_for__lte=now).order_by("scheduled_for", "pk")


def _is_writer(user: User) -> models.Q:
    """Asked article by article, so that a queue asks only about its own few."""
    article = models.OuterRef("pk")
    bylined = Article.objects.filter(pk=article, bylines__person__user=user)
    edited = Revision.objects.writing().filter(
        article=article, user=user, number__gt=models.OuterRef("reviewed_revision")
    )
    return models.Q(creator=user) | models.Exists(bylined.order_by()) | models.Exists(edited.order_by())


def remember_writers(articles: Sequence["Article"]) -> None:
    """Read the writers of many articles in two statements instead of two for each."""
    writers = {article.pk: {article.creator_id} for article in articles}
    bylined = Article.objects.filter(pk__in=writers, bylines__person__user__isnull=False)
    for pk, user in bylined.order_by().values_list("pk", "bylines__person__user"):
        writers[pk].add(user)
    edited = Revision.objects.writing().filter(article__in=writers, number__gt=models.F("article__reviewed_revision"))
    for pk, user in edited.order_by().values_list("article", "user").distinct():
        writers[pk].add(user)
    for article in articles:
        article.__dict__["writer_ids"] = frozenset(writers[article.pk])


class Article(models.Model):
    """An article of the newsroom. Only `articles.publishing` writes its state."""

    state = models.CharField(_("состояние"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    is_live = models.BooleanField(_("на сайте"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    kicker = models.CharField(_("надзаголовок"), max_length=80, blank=True)
    headline = models.CharField(_("заголовок"), max_length=HEADLINE_LENGTH)
    lead = models.TextField(_("лид"), max_length=1000, blank=True)
    body = models.TextField(_("текст"), blank=True)
    own_reporting = models.BooleanField(
        _("собственная информация"),
        default=False,
        help_text=_("Отметьте, если у материала нет внешнего источника."),
    )
    image = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("главная иллюстрация"),
    )
    caption = models.CharField(_("подпись к снимку"), max_length=1000, blank=True)
    credit = models.CharField(_("источник снимка"), max_length=200, blank=True)
    alt = models.CharField(_("описание для незрячих"), max_length=500, blank=True)
    age_mark = models.CharField(_("возрастная маркировка"), max_length=3, choices=AgeMark, blank=True)
    seo_headline = models.CharField(_("заголовок для поиска"), max_length=200, blank=True)
    social_headline = models.CharField(_("заголовок для соцсетей"), max_length=200, blank=True)

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
    state_changed_at = models.DateTimeField(_("в этом состоянии с"), auto_now_add=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("у кого"),
    )
    claimed_revision = models.PositiveIntegerField(default=0, editable=False)
    approved_checksum = models.CharField(max_length=64, blank=True, editable=False)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    reviewed_revision = models.PositiveIntegerField(default=0, editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)
    live_revision = models.PositiveIntegerField(default=0, editable=False)
    unread = models.BooleanField(_("не вычитано"), default=False, editable=False)
    forced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    scheduled_for = models.DateTimeField(_("выйдет"), null=True, blank=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

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
            models.Index(
                fields=["scheduled_for"],
                condition=models.Q(scheduled_for__isnull=False),
                name="article_due",
            ),
            models.Index(fields=["forced_by"], condition=models.Q(unread=True), name="article_unread"),
        )
        constraints = (
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
                name="article_held_in_proofing_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "scheduled"]) | ~models.Q(approved_checksum=""),
                name="article_approved_has_digest",
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

    def get_absolute_url(self) -> str:
        """The desk's address of the article; readers have the publication's."""
        return reverse("admin:articles_article_change", args=[self.pk])

    @cached_property
    def writer_ids(self) -> frozenset[int]:
        """Ids of all who are writers of this article now, and so may not be its readers."""
        bylined = self.bylines.filter(person__user__isnull=False)
        edited = self.revisions.writing().filter(number__gt=self.reviewed_revision)
        others = bylined.order_by().values_list("person__user_id").union(edited.order_by().values_list("user_id"))
        return frozenset({self.creator_id, *(pk for (pk,) in others)})

    def is_written_by(self, user: User) -> bool:
        return user.pk in self.writer_ids

    @property
    def has_gone_out(self) -> bool:
        """Once published, the address is frozen: a change leaves a redirect."""
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
        """A planned time is kept although the approval it rested on is gone."""
        return self.scheduled_for is not None and self.state != State.SCHEDULED
