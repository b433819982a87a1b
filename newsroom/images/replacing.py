"""The action that replaces the file of an image; everything that shows the image shows the new file."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from newsroom.exceptions import NotPermitted
from newsroom.images import public, usage
from newsroom.images.intake import uploads
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion

IN_USE = _("Это изображение уже где-то стоит: файл меняют только редактор и руководитель.")
NO_RIGHT = _("Заменять файлы вам нельзя.")
SAME_FILE = _("Это тот же самый файл.")
OTHER_IMAGE = _("Этот файл уже загружен как другое изображение: «%(title)s». Выберите его там, где оно нужно.")


def reason_against(image: Image, user: PermissionsMixin) -> object | None:
    """Return why this user may not replace the file, as a sentence, or None.

    A new file is not reviewed, so only those who publish may put one into an article that others have read.
    """
    if not (user.has_perm("images.change_image") and user.has_perm("images.add_image")):
        return NO_RIGHT
    if not user.has_perm(public.PUBLISH_PERMISSION) and usage.is_used(image):
        return IN_USE
    return None


def replace(image: Image, uploaded_file: File[Any], *, by: Any) -> None:
    """Store the file as the master of `image`. Texts, focal point and uses stay.

    Raises ValidationError for a file that is refused or known, NotPermitted, and EditConflict for a stale version.
    """
    known = uploads.find_existing(uploaded_file)
    if known is not None:
        raise ValidationError(SAME_FILE if known.pk == image.pk else str(OTHER_IMAGE) % {"title": known.title})
    master = uploads.store_master(uploaded_file)
    try:
        with transaction.atomic():
            image.bump_version()
            public.lock([image])
            if reason := reason_against(image, by):
                raise NotPermitted(reason)
            public.replace_file(image, master.columns, by=by)
            if image.is_public:
                SiteVersion.bump()
    except BaseException:
        uploads.forget(master.file)
        raise
