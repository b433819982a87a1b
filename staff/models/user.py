"""An account: somebody who logs in at the desk."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.utils.optimistic_locking.models import VersionedModel
from staff.roles import Role

USERNAME_LENGTH = 60
EMAIL_LENGTH = 254


def name_key(name: str) -> str:
    """Return the form in which logins and addresses are compared: ``Әсел`` and ``әсел`` are one."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by login, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username_key=name_key(username or ""))

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account without roles; without a password nobody can log in with it."""
        user = self.model(username=unicodedata.normalize("NFKC", username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Make a head from the command line: the desk knows no power above that role."""
        user = self.create_user(username, password, **fields)
        user.groups.add(Group.objects.using(self._db).get_or_create(name=Role.HEAD)[0])
        return user

    def with_right(self, right: str) -> models.QuerySet["User"]:
        """The people who may log in and hold a role with the right, as ``app.codename``."""
        app, codename = right.split(".")
        given = Group.objects.filter(
            name__in=Role.values,
            permissions__content_type__app_label=app,
            permissions__codename=codename,
        )
        people = self.filter(is_active=True, is_robot=False, groups__in=given)
        return people.distinct().order_by("pk")

    def with_rights(self, app: str, codenames: Sequence[str]) -> dict[str, list["User"]]:
        """For each of these rights of one application, the people who hold it, all with one statement."""
        given = self.filter(
            is_active=True,
            is_robot=False,
            groups__name__in=Role.values,
            groups__permissions__content_type__app_label=app,
            groups__permissions__codename__in=codenames,
        )
        able: dict[str, list[User]] = {codename: [] for codename in codenames}
        for user in given.annotate(codename=models.F("groups__permissions__codename")).distinct().order_by("pk"):
            able[user.codename].append(user)
        return able


class User(AbstractBaseUser, PermissionsMixin, VersionedModel):
    """An account of the desk. Rights come from roles only, and roles are groups.

    There is no superuser and there are no rights of a single person: both columns are
    left out, so that no form, import or slip can set them.
    """

    class Language(models.TextChoices):
        RUSSIAN = "ru", "Русский"
        KAZAKH = "kk", "Қазақша"

    username = models.CharField(
        _("логин"),
        max_length=USERNAME_LENGTH,
        unique=True,
        error_messages={"unique": _("Такой логин уже занят.")},
        validators=[UnicodeUsernameValidator()],
        help_text=_("До 60 знаков: буквы, цифры и @ . + - _. Прописные и строчные не различаются."),
    )
    username_key = models.CharField(max_length=3 * USERNAME_LENGTH, unique=True, editable=False)
    name = models.CharField(_("имя и фамилия"), max_length=120, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    # Null, because many people have no address and the others must differ.
    email_key = models.CharField(  # noqa: DJ001
        max_length=EMAIL_LENGTH, unique=True, null=True, editable=False
    )
    language = models.CharField(_("язык рабочего места"), max_length=2, choices=Language, default=Language.RUSSIAN)
    is_active = models.BooleanField(_("может входить"), default=True)
    is_robot = models.BooleanField(_("робот"), default=False, editable=False)
    date_joined = models.DateTimeField(_("заведён"), default=timezone.now, editable=False)

    is_superuser = False
    user_permissions = None  # type: ignore[assignment]

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("пользователь")
        verbose_name_plural = _("пользователи")
        ordering = ("name", "username_key")

    def __str__(self) -> str:
        if self.is_robot:
            return gettext("Планировщик")
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, keeping the compared forms of login and address in step."""
        self.username_key = name_key(self.username)
        self.email_key = name_key(self.email) or None
        columns: Iterable[str] | None = kwargs.get("update_fields")
        if columns is not None:
            kept = {"username": "username_key", "email": "email_key"}
            kwargs["update_fields"] = {*columns, *(kept[c] for c in columns if c in kept)}
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.forget_rights()

    def clean(self) -> None:
        """Refuse a login or an address that somebody else has, in whatever case."""
        self.username = unicodedata.normalize("NFKC", self.username)
        self.email = type(self).objects.normalize_email(self.email)
        others = type(self).objects.exclude(pk=self.pk)
        errors = {}
        if len(self.username) > USERNAME_LENGTH or len(name_key(self.email)) > EMAIL_LENGTH:
            raise ValidationError(_("Логин или адрес почты слишком длинный."))
        if others.filter(username_key=name_key(self.username)).exists():
            errors["username"] = _("Такой логин уже занят.")
        if self.email and others.filter(email_key=name_key(self.email)).exists():
            errors["email"] = _("Этот адрес уже есть у другого пользователя.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the person's roles, read once per instance."""
        if self.pk is None:
            return frozenset()
        return frozenset(group.name for group in self.groups.all()) & frozenset(Role.values)

    def has_role(self, role: str) -> bool:
        """Say whether the person is active and holds the role."""
        return self.is_active and role in self.roles

    @property
    def is_staff(self) -> bool:
        """Whether the desk lets the person in: active, not a robot, with at least one role."""
        return self.is_active and not self.is_robot and bool(self.roles)

    def forget_rights(self) -> None:
        """Drop what this instance remembers of roles and rights, after they changed."""
        for name in ("roles", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            self.__dict__.pop(name, None)
        getattr(self, "_prefetched_objects_cache", {}).pop("groups", None)

    def traces(self) -> list[str]:
        """Name, in words, what in the newsroom points at this account; empty if it did nothing."""
        found = set()
        for relation in self._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel) or _belongs_to_account(relation):
                continue
            pointing = relation.related_model._base_manager.filter(**{relation.field.name: self})
            if pointing.exists():
                found.add(str(relation.related_model._meta.verbose_name_plural))
        return sorted(found)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


def _belongs_to_account(relation: ForeignObjectRel) -> bool:
    """Whether these rows are part of the account itself and go with it."""
    model = relation.related_model._meta
    goes_along = getattr(relation, "on_delete", None) is models.CASCADE
    return bool(model.auto_created) or (model.app_label == "staff" and goes_along)
