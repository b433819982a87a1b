"""The files of images. All code reads and writes them through `media`, in a folder or in a bucket."""

from typing import cast

from django.core.files.storage import default_storage

from newsroom.images.storage.base import MediaStorage

media = cast(MediaStorage, default_storage)
"""The storage that the setting STORAGES names."""
