"""Files that readers can hear, see or download: recordings, videos, documents."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.images.usage import Use
from newsroom.utils.optimistic_locking.models import VersionedModel


class AttachmentKind(models.TextChoices):
    AUDIO = "audio", _("аудио")
    VIDEO = "video", _("видео")
    DOCUMENT = "document", _("документ")


class Attachment(VersionedModel):
    """An uploaded file. `public_token` is set while a live article shows it; only `newsroom.body.files` writes it."""

    kind = models.CharField(_("вид"), max_length=8, choices=AttachmentKind, editable=False)
    title = models.CharField(_("название"), max_length=200)
    file = models.CharField(_("файл"), max_length=100, unique=True, editable=False)
    bytes = models.PositiveBigIntegerField(_("размер файла"), editable=False)
    sha256 = models.CharField(_("отпечаток файла"), max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
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

    # What shows the file, set on an instance by the admin; not a column.
    uses: Sequence[Use] = ()

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ("-uploaded_at", "-pk")
        indexes = (models.Index(fields=["-uploaded_at", "-id"], name="body_newest_files"),)
        constraints = (models.CheckConstraint(condition=Q(bytes__gt=0), name="body_file_not_empty"),)

    def __str__(self) -> str:
        return self.title

    @property
    def extension(self) -> str:
        return self.file.rpartition(".")[2]

    @property
    def is_public(self) -> bool:
        """Whether readers can open the file."""
        return self.public_token is not None
