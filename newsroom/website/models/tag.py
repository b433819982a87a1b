"""Tags, with a name in each language and one slug."""

import unicodedata
from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from newsroom.redirects import redirects
from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.website.models.article import PublishedTag
from newsroom.website.public_urls import current_language, public_path


def tag_key(name: str) -> str:
    """Normalise a name for comparison: NFC, single spaces, case folded."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, name: str) -> "Tag | None":
        """Return the tag with this name in either language, ignoring case."""
        key = tag_key(name)
        return self.filter(models.Q(key=key) | models.Q(key_kk=key)).order_by("pk").first()

    def with_articles(self, language: str) -> Self:
        """Filter tags that have a live article in the language."""
        rows = PublishedTag.objects.filter(tag=models.OuterRef("pk"), language=language)
        return self.filter(models.Exists(rows))


class Tag(TagBase, VersionedModel):
    """A tag. `name`, a field of taggit, is the Russian name, or the only one."""

    name_kk = models.CharField(_("название по-казахски"), max_length=100, blank=True)
    key = models.CharField(max_length=100, unique=True, editable=False)
    key_kk = models.CharField(max_length=100, blank=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("тег")
        verbose_name_plural = _("теги")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["key_kk"], condition=~models.Q(key_kk=""), name="tag_kazakh_name_once"),
        )

    def __str__(self) -> str:
        return self.local_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key, self.key_kk = tag_key(self.name), tag_key(self.name_kk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return public_path(current_language(), "tag", self.slug)

    @property
    def local_name(self) -> str:
        """The name in the active language, or in the default one."""
        return getattr(self, f"name_{get_language()}", "") or self.name

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the slug of a new tag (a hook of taggit, whose own slugs are empty for Cyrillic names).

        A former slug of another tag is not taken.
        """
        slug = slugify(tag, fallback="tag")
        wanted = slug if i is None else f"{slug}-{i}"
        return unique_slug(wanted, lambda candidate: not redirects.is_free(redirects.Kind.TAG, candidate, self.pk))
