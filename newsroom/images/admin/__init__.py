"""Admin of images: the library, uploads, the page of one image."""

from newsroom.images.admin.screen import ImageAdmin

__all__ = ["ImageAdmin"]
