"""The picture: one row for one uploaded file, the same for every article that shows it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.images import storage
from newsroom.utils.optimistic_locking.models import VersionedModel


class Image(VersionedModel):
    """A picture and what is said about it.

    The stored master is always a clean sRGB JPEG made by `uploads.accept`; nothing of the
    uploaded bytes survives. `public_token` is set exactly while some live publication shows
    the picture, and only `public.py` writes it.
    """

    file = models.CharField(_("файл"), max_length=100, unique=True, editable=False)
    width = models.PositiveIntegerField(_("ширина"), editable=False)
    height = models.PositiveIntegerField(_("высота"), editable=False)
    bytes = models.PositiveIntegerField(_("размер файла"), editable=False)
    sha256 = models.CharField(_("отпечаток файла"), max_length=64, unique=True, editable=False)
    focal_x = models.FloatField(_("точка фокуса по горизонтали"), default=0.5)
    focal_y = models.FloatField(_("точка фокуса по вертикали"), default=0.5)
    # Grows with every change of the focal point: it is part of each rendition's path and of
    # each public address, so that two croppings are never mixed in any cache.
    crop_version = models.PositiveIntegerField(_("версия нарезки"), default=1, editable=False)
    title = models.CharField(_("название"), max_length=200, help_text=_("Видит только редакция."))
    caption = models.TextField(pgettext_lazy("картинка", "подпись"), max_length=1000, blank=True)
    credit = models.CharField(
        _("источник"), max_length=200, blank=True, help_text=_("Например: «Фото: Айгерим Сейтова»")
    )
    alt = models.CharField(_("описание для незрячих"), max_length=500, blank=True)
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

    # Set on an object whose focal point a form has just moved; not a column.
    was_recut = False

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

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its private files after the commit."""
        file = self.file
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.forget(file), robust=True)
        return deleted

    @property
    def is_public(self) -> bool:
        """Whether some live publication shows it."""
        return self.public_token is not None
