"""The version of the public site, on which every stored page depends."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.page_cache.switch import switch
from newsroom.page_cache.version import Version

_waiting: ContextVar[list[str] | None] = ContextVar("waiting_bumps", default=None)


class SiteVersion(models.Model):
    """The state of the whole public site between two changes that readers can see: always one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(_("номер"))
    token = models.CharField(_("метка"), max_length=32)
    started_at = models.DateTimeField(_("действует с"), help_text=_("В целых секундах, позже начала прежней версии."))

    class Meta:
        verbose_name = _("версия сайта")
        verbose_name_plural = _("версии сайта")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="site_version_is_one_row"),)

    def __str__(self) -> str:
        return f"{self.number}-{self.token}"

    @classmethod
    def bump(cls, using: str = DEFAULT_DB_ALIAS) -> None:
        """Start the next version: number + 1, a new token, a later whole second.

        Call it as the last statement of every transaction that changes what readers see. It updates the one row, so
        concurrent writers wait here until the first commits, and numbers follow the order of commits.
        After the commit, stored pages of former versions are not served any more by this host.
        Raises TransactionManagementError outside `transaction.atomic`.
        """
        if not transaction.get_connection(using).in_atomic_block:
            raise transaction.TransactionManagementError("Bump the site version within a transaction.")
        if (waiting := _waiting.get()) is not None:
            waiting.append(using)
            return
        if not cls._advance(using):
            # A fresh database. If another process inserts the row first, this one waits for it and then finds the row.
            first = SiteVersion(number=0, token="", started_at=_this_second() - timedelta(seconds=1))
            SiteVersion.objects.using(using).bulk_create([first], ignore_conflicts=True)
            cls._advance(using)
        if using == DEFAULT_DB_ALIAS:
            transaction.on_commit(lambda: switch(cls.newest))

    @classmethod
    @contextmanager
    def bumped_once(cls) -> Iterator[None]:
        """Bump at the end, once, however often the body does. Use it within `transaction.atomic`."""
        waiting: list[str] = []
        reset = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(reset)
        for using in dict.fromkeys(waiting):
            cls.bump(using)

    @classmethod
    def current(cls) -> Version | None:
        """Return the version that the present page shows; one query. None in a database without any.

        Where a public page is read from a replica, this is the version of the replica.
        """
        return _version(cls.objects.all())

    @classmethod
    def newest(cls) -> Version | None:
        """Return the version of the database that is written to."""
        return _version(cls.objects.using(DEFAULT_DB_ALIAS))

    @classmethod
    def bump_on_new_day(cls) -> None:
        """Bump if the current version began on an earlier day: pages of a list and of the team depend on the day."""
        version = cls.newest()
        if version is None or version.is_of_today or version.started_at > timezone.now():
            return
        with transaction.atomic():
            cls.bump()

    @classmethod
    def bump_after(cls, former: "SiteVersion") -> None:
        """Start a version later than `former`, of the newsroom that this database replaces, and later than its own."""
        older = cls.objects.filter(number__lt=former.number)
        older.update(number=former.number, started_at=former.started_at)
        cls.bump()

    @classmethod
    def _advance(cls, using: str) -> bool:
        later = Greatest(Value(_this_second()), F("started_at") + timedelta(seconds=1))
        rows = cls.objects.using(using).update(number=F("number") + 1, token=secrets.token_hex(8), started_at=later)
        return rows == 1


def _version(rows: models.QuerySet[SiteVersion]) -> Version | None:
    row = rows.values_list("number", "token", "started_at").first()
    return Version(*row) if row else None


def _this_second() -> datetime:
    return timezone.now().replace(microsecond=0)
