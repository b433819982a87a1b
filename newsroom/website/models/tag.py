"""Tags: subject labels with a name in each language and one address."""

import unicodedata
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from newsroom.redirects import redirects
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.website.models.article import PublishedTag


def tag_key(name: str) -> str:
    """The form under which two spellings of a tag are one: NFC, single spaces, case folded."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, name: str) -> "Tag | None":
        """The tag that bears this name in either language, whatever the case."""
        key = tag_key(name)
        return self.filter(models.Q(key=key) | models.Q(key_kk=key)).order_by("pk").first()

    def carried(self, language: str) -> Self:
        """Those that a live article of the language carries, by name."""
        rows = PublishedTag.objects.filter(tag=models.OuterRef("pk"), language=language)
        return self.filter(models.Exists(rows))


class Tag(TagBase):
    """A subject label. `name` (of taggit) is the Russian name, or the only one."""

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
        return reverse("website:tag", args=[self.slug])

    @property
    def local_name(self) -> str:
        """The name in the active language, or the other where it has none."""
        return (self.name_kk if get_language() == "kk" else self.name) or self.name

    def slugify(self, tag: str, i: int | None = None) -> str:
        """taggit's hook: our table of letters instead of an empty string for Cyrillic.

        An address that leads to another tag stays that tag's.
        """
        slug = slugify(tag, fallback="tag")
        wanted = slug if i is None else f"{slug}-{i}"
        return unique_slug(wanted, lambda candidate: not redirects.is_free(redirects.Kind.TAG, candidate, self.pk))
