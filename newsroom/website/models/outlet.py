"""The outlet: name, contacts, imprint and pictures, in one row."""

from typing import Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.images.models import Image
from newsroom.utils.localized import localized
from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.website.models.article_text import AgeMark

NETWORKS = {
    "t.me": "Telegram",
    "telegram.me": "Telegram",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "tiktok.com": "TikTok",
    "whatsapp.com": "WhatsApp",
    "wa.me": "WhatsApp",
    "threads.net": "Threads",
    "x.com": "X",
    "vk.com": "VK",
    "linkedin.com": "LinkedIn",
}
IMPRINT = (
    "owner_ru",
    "owner_kk",
    "editor_ru",
    "editor_kk",
    "certificate",
    "certified_on",
    "address_ru",
    "address_kk",
    "email",
    "phone",
    "age_mark",
)
"""What the law of 19 June 2024 № 93-VIII (On Mass Media) requires in an imprint."""
PICTURES = ("logo", "cover")


class OutletQuerySet(models.QuerySet["Outlet"]):
    def current(self) -> "Outlet":
        """Return the one row, or an unsaved one with a placeholder name."""
        return self.first() or Outlet.unnamed()

    def showing(self, image: int) -> Self:
        """Filter the outlet by one of its pictures."""
        return self.filter(Q(logo=image) | Q(cover=image))


class Outlet(VersionedModel):
    """Name, contacts and imprint in both languages."""

    name_ru = models.CharField(_("название по-русски"), max_length=80)
    name_kk = models.CharField(_("название по-казахски"), max_length=80)
    motto_ru = models.CharField(_("девиз по-русски"), max_length=160, blank=True)
    motto_kk = models.CharField(_("девиз по-казахски"), max_length=160, blank=True)
    description_ru = models.TextField(_("описание по-русски"), max_length=500, blank=True)
    description_kk = models.TextField(_("описание по-казахски"), max_length=500, blank=True)
    email = models.EmailField(_("почта"), blank=True)
    phone = models.CharField(_("телефон"), max_length=40, blank=True)
    address_ru = models.CharField(_("адрес редакции по-русски"), max_length=200, blank=True)
    address_kk = models.CharField(_("адрес редакции по-казахски"), max_length=200, blank=True)
    owner_ru = models.CharField(_("собственник по-русски"), max_length=200, blank=True)
    owner_kk = models.CharField(_("собственник по-казахски"), max_length=200, blank=True)
    editor_ru = models.CharField(_("главный редактор по-русски"), max_length=120, blank=True)
    editor_kk = models.CharField(_("главный редактор по-казахски"), max_length=120, blank=True)
    certificate = models.CharField(
        _("номер свидетельства о постановке на учёт"), max_length=60, blank=True, help_text=_("Например: № 12804-Ж.")
    )
    certified_on = models.DateField(_("дата свидетельства"), null=True, blank=True)
    age_mark = models.CharField(_("возрастная маркировка"), max_length=3, choices=AgeMark, blank=True)
    links = models.TextField(
        _("страницы в социальных сетях"),
        max_length=2000,
        blank=True,
        help_text=_("По одному адресу в строке, целиком: https://t.me/…"),
    )
    logo = models.ForeignKey(Image, models.PROTECT, verbose_name=_("логотип"), null=True, blank=True, related_name="+")
    cover = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name=_("картинка для ссылок"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Её покажут мессенджеры и соцсети у страниц без своей фотографии."),
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("издание")
        verbose_name_plural = _("издание")
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="outlet_is_one_row"),
            models.CheckConstraint(condition=Q(age_mark__in=["", *AgeMark.values]), name="outlet_age_mark_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def unnamed(cls) -> "Outlet":
        """Return an unsaved outlet with a placeholder name."""
        return cls(pk=1, name_ru="Редакция", name_kk="Редакция")

    @property
    def name(self) -> str:
        return localized(self, "name", fallback=False)

    @property
    def motto(self) -> str:
        return localized(self, "motto", fallback=False)

    @property
    def description(self) -> str:
        return localized(self, "description", fallback=False)

    @property
    def address(self) -> str:
        return localized(self, "address", fallback=False)

    @property
    def owner(self) -> str:
        return localized(self, "owner", fallback=False)

    @property
    def editor(self) -> str:
        return localized(self, "editor", fallback=False)

    @property
    def has_imprint(self) -> bool:
        """Whether the imprint has anything to print."""
        return any((self.owner, self.editor, self.certificate, self.age_mark))

    @property
    def networks(self) -> list[tuple[str, str]]:
        """Name and URL of each page of the outlet in social networks."""
        return [(_network(url), url) for url in self.links.split()]

    @property
    def missing(self) -> list[str | Promise]:
        """The labels of the imprint's empty fields."""
        fields = [field for field in self._meta.concrete_fields if field.name in IMPRINT]
        return [field.verbose_name for field in fields if not getattr(self, field.name)]


def _network(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    return NETWORKS.get(host, host)
