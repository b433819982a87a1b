"""Images: one row for each uploaded file, and the log of changed crops."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Never, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.images import sizes
from newsroom.images.storage import media, names
from newsroom.utils.dates import local_date
from newsroom.utils.optimistic_locking.models import VersionedModel

TEXT_COLUMNS = ("title", "caption", "credit", "alt")


class Licence(models.TextChoices):
    """By what right the outlet shows an image."""

    OWN = "own", _("съёмка редакции")
    AGENCY = "agency", _("агентство, по договору")
    PERMITTED = "permitted", _("с разрешения автора")
    PRESS = "press", _("пресс-служба")
    FREE = "free", _("свободная лицензия")
    PUBLIC_DOMAIN = "public_domain", _("общественное достояние")


class ImageQuerySet(models.QuerySet["Image"]):
    def with_words(self, words: list[str]) -> Self:
        """Images that have each of the words in one of their texts, in any case."""
        found = self
        for word in words:
            named = [Q(**{f"{column}__icontains": word}) for column in TEXT_COLUMNS]
            found = found.filter(reduce(or_, named))
        return found

    def expired(self, day: date) -> Self:
        """Images that may not be published on this day any more."""
        return self.filter(rights_until__lt=day)

    def small(self) -> Self:
        """Images that are too small for the lead picture of an article."""
        return self.filter(Q(width__lt=sizes.LEAD_WIDTH) | Q(height__lt=sizes.LEAD_HEIGHT))


class Image(VersionedModel):
    """An image with its texts.

    The stored master is a clean sRGB JPEG made by `uploads.accept`; the uploaded bytes are not kept.
    `public_token` is set while a live article, a person or the outlet shows the image; only `public.py` writes it.
    """

    file = models.CharField(_("файл"), max_length=100, unique=True, editable=False)
    width = models.PositiveIntegerField(_("ширина"), editable=False)
    height = models.PositiveIntegerField(_("высота"), editable=False)
    bytes = models.PositiveIntegerField(_("размер файла"), editable=False)
    sha256 = models.CharField(_("отпечаток файла"), max_length=64, unique=True, editable=False)
    focal_x = models.FloatField(_("точка фокуса по горизонтали"), default=0.5)
    focal_y = models.FloatField(_("точка фокуса по вертикали"), default=0.5)
    # Increased with every change of the focal point. It is part of the path and the URL of each rendition, so that no
    # cache mixes two crops.
    crop_version = models.PositiveIntegerField(_("версия нарезки"), default=1, editable=False)
    title = models.CharField(_("название"), max_length=200, help_text=_("Видит только редакция."))
    caption = models.TextField(pgettext_lazy("картинка", "подпись"), max_length=1000, blank=True)
    credit = models.CharField(
        _("источник"), max_length=200, blank=True, help_text=_("Например: «Фото: Айгерим Сейтова»")
    )
    alt = models.CharField(_("описание для незрячих"), max_length=500, blank=True)
    licence = models.CharField(_("лицензия"), max_length=20, choices=Licence, blank=True)
    rights_until = models.DateField(
        _("права до"),
        null=True,
        blank=True,
        help_text=_("Последний день, когда картинку можно публиковать. Пусто — без срока."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("кто загрузил"),
    )
    uploaded_at = models.DateTimeField(_("когда загружено"), auto_now_add=True)
    public_token = models.CharField(  # noqa: DJ001 - unique, and most have none
        _("адрес на сайте"), max_length=32, null=True, unique=True, editable=False
    )

    objects = ImageQuerySet.as_manager()

    # Facts about an instance, not columns: a form has just changed its focal point; its file was uploaded before.
    was_recropped = was_known = False

    class Meta:
        verbose_name = _("изображение")
        verbose_name_plural = _("изображения")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="images_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(focal_x__gte=0, focal_x__lte=1), name="images_focal_x_inside"),
            models.CheckConstraint(condition=Q(focal_y__gte=0, focal_y__lte=1), name="images_focal_y_inside"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0, bytes__gt=0), name="images_not_empty"),
            models.CheckConstraint(condition=Q(crop_version__gte=1), name="images_crop_version_counts"),
        ]
        permissions = [("publish_image", _("Менять кадр изображений на сайте"))]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and after the commit its files."""
        file = self.file
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: delete_files(file), robust=True)
        return deleted

    @property
    def is_public(self) -> bool:
        """Whether readers can see the image."""
        return self.public_token is not None

    @property
    def is_small(self) -> bool:
        """Whether the image is too small for the lead picture of an article."""
        return self.width < sizes.LEAD_WIDTH or self.height < sizes.LEAD_HEIGHT

    @property
    def has_expired(self) -> bool:
        """Whether the image may not be published any more."""
        return self.has_expired_on(local_date(timezone.now()))

    def has_expired_on(self, day: date) -> bool:
        """Return whether the rights end before this day."""
        return self.rights_until is not None and self.rights_until < day


def delete_files(file: str) -> None:
    """Delete a master and its renditions. Call it after the commit that deletes the row. Raises OSError."""
    media.delete(names.master(file))
    media.delete_folder(names.renditions_folder(file))


class ImageChangeQuerySet(models.QuerySet["ImageChange"]):
    def update(self, **kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")

    def delete(self) -> Never:
        raise TypeError("The log is append-only.")


class ImageChange(models.Model):
    """A new crop or a new file of an image that readers see. Append-only; it disappears with its image only."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="changes", verbose_name=_("изображение"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("кто")
    )
    at = models.DateTimeField(_("когда"), default=timezone.now, editable=False)
    old_focal_x = models.FloatField()
    old_focal_y = models.FloatField()
    new_focal_x = models.FloatField()
    new_focal_y = models.FloatField()
    # Of the former file, if the file was replaced.
    old_sha256 = models.CharField(max_length=64, blank=True)

    objects = ImageChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("смена кадра")
        verbose_name_plural = _("журнал кадров")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        if self.old_sha256:
            return gettext("заменён файл")
        old = f"{self.old_focal_x:.0%} / {self.old_focal_y:.0%}"
        return f"{old} → {self.new_focal_x:.0%} / {self.new_focal_y:.0%}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("The log is append-only.")
