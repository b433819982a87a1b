"""People as readers see them: authors and the team."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.utils.localized import localized
from newsroom.utils.optimistic_locking.models import VersionedModel
from staff.models.position import Position

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PersonQuerySet(models.QuerySet["Person"]):
    def on_team(self) -> Self:
        """The people of the team page, in its order."""
        return self.filter(on_team=True).order_by("order", "name_ru", "pk")


class Person(VersionedModel):
    """A name that readers see, with or without a user account.

    A person in use is never deleted, but taken off the team page; their page stays.
    Write through :mod:`staff.team`, which bumps the site version and keeps redirects from former slugs.
    """

    name_ru = models.CharField(_("имя по-русски"), max_length=120)
    name_kk = models.CharField(_("имя по-казахски"), max_length=120, blank=True)
    slug = models.SlugField(
        _("адрес (слаг)"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Из имени, если пусто. Прежний адрес продолжит вести на страницу."),
    )
    portrait = models.ForeignKey(
        "images.Image",
        verbose_name=_("портрет"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    bio_ru = models.TextField(_("о человеке по-русски"), max_length=3000, blank=True)
    bio_kk = models.TextField(_("о человеке по-казахски"), max_length=3000, blank=True)
    email = models.EmailField(_("почта для читателей"), blank=True)
    phone = models.CharField(_("телефон для читателей"), max_length=40, blank=True)
    telegram = models.CharField(_("имя в Telegram"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(
        _("порядок"), default=100, validators=[MaxValueValidator(9999)], help_text=_("Меньшее число стоит выше.")
    )
    on_team = models.BooleanField(_("на странице команды"), default=False)
    left_on = models.DateField(
        _("последний день в редакции"),
        null=True,
        blank=True,
        help_text=_(
            "Кто ушёл, стоит под «Раньше работали», и страница остаётся. Пусто — у тех, кто работает, и у гостей."
        ),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("пользователь"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
    )

    objects = PersonQuerySet.as_manager()

    if TYPE_CHECKING:
        positions: RelatedManager[Position]
        current_positions: list[Position]
        former_positions: list[Position]

    class Meta:
        verbose_name = _("человек")
        verbose_name_plural = _("люди")
        ordering = ("name_ru", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("website:person", args=[self.slug])

    def split_positions(self, day: date) -> None:
        """Set `current_positions` and `former_positions` as of the day, from prefetched positions.

        A person who has left has no current positions, from the last day on.
        """
        has_left = self.left_on is not None and self.left_on <= day
        positions = list(self.positions.all())
        self.current_positions = [position for position in positions if position.is_current_on(day) and not has_left]
        self.former_positions = [
            position for position in positions if position.ends_on and (position.ends_on < day or has_left)
        ]

    @property
    def telegram_url(self) -> str:
        """The URL of the Telegram name, which may have been typed with «@»; empty without a name."""
        return f"https://t.me/{self.telegram.removeprefix('@')}" if self.telegram else ""

    @property
    def is_on_team_page(self) -> bool:
        """Whether the team page shows this person, among the team or the former members."""
        return self.on_team or self.left_on is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The stored names, one for each language; empty if it is that of the default language."""
        return tuple(getattr(self, f"name_{language}") for language, _label in settings.LANGUAGES)

    @property
    def name(self) -> str:
        """The name in the active language, or in the default language."""
        return localized(self, "name")

    @property
    def bio(self) -> str:
        """The biography in the active language, or in the default language."""
        return localized(self, "bio")
