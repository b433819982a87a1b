"""User accounts of the admin."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
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
from staff.models.role import Role

USERNAME_LENGTH = 60
EMAIL_LENGTH = 254


def name_key(name: str) -> str:
    """Return the form in which logins and e-mail addresses are compared: ``Әсел`` and ``әсел`` are equal."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


_LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕһԁԛԝ" + "αβεζηικμνορτυχ" + "ı",
    "abekmhopctyxijshdqw" + "abezhikmnoptyx" + "i",
)  # Cyrillic, Greek and Latin letters that look like Latin ones as capitals or as small letters


def skeleton(name: str) -> str:
    """Return a form that is equal for logins which look alike: ``head`` and ``HEАD`` with a Cyrillic «А»."""
    return name_key(name).translate(_LOOK_ALIKES)


class UserManager(BaseUserManager["User"]):
    """Creates accounts and finds them by login, ignoring case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username_key=name_key(username or ""))

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account without roles; without a password it cannot log in."""
        user = self.model(username=unicodedata.normalize("NFKC", username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create a head from the command line; no permissions go beyond that role."""
        user = self.create_user(username, password, **fields)
        user.groups.add(Group.objects.using(self._db).get_or_create(name=Role.HEAD)[0])
        return user

    def with_perm(self, permission: str) -> models.QuerySet["User"]:
        """Return the active users who have a permission (``app.codename``) by their roles."""
        app, codename = permission.split(".")
        groups = Group.objects.filter(
            name__in=Role.values,
            permissions__content_type__app_label=app,
            permissions__codename=codename,
        )
        users = self.filter(is_active=True, is_robot=False, groups__in=groups)
        return users.distinct().order_by("pk")

    def with_perms(self, app: str, codenames: Sequence[str]) -> dict[str, list["User"]]:
        """Return the active users with each of these permissions of one app, in one query."""
        rows = self.filter(
            is_active=True,
            is_robot=False,
            groups__name__in=Role.values,
            groups__permissions__content_type__app_label=app,
            groups__permissions__codename__in=codenames,
        )
        users: dict[str, list[User]] = {codename: [] for codename in codenames}
        for user in rows.annotate(codename=models.F("groups__permissions__codename")).distinct().order_by("pk"):
            users[user.codename].append(user)
        return users


class User(AbstractBaseUser, PermissionsMixin, VersionedModel):
    """A user of the admin. Permissions come from roles only, and roles are groups.

    There are no superusers and no permissions of single users: both columns are left out, so that no form or import
    can set them.
    """

    username = models.CharField(
        _("логин"),
        max_length=USERNAME_LENGTH,
        unique=True,
        error_messages={"unique": _("Такой логин уже занят.")},
        validators=[UnicodeUsernameValidator()],
        help_text=_("До 60 знаков: буквы, цифры и @ . + - _. Прописные и строчные не различаются."),
    )
    username_key = models.CharField(max_length=3 * USERNAME_LENGTH, unique=True, editable=False)
    # Equal for logins that look alike in different alphabets.
    username_skeleton = models.CharField(max_length=3 * USERNAME_LENGTH, unique=True, editable=False)
    name = models.CharField(_("имя и фамилия"), max_length=120, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    # Null without an address, because the column is unique.
    email_key = models.CharField(  # noqa: DJ001
        max_length=EMAIL_LENGTH, unique=True, null=True, editable=False
    )
    language = models.CharField(
        _("язык рабочего места"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
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
            return gettext(self.name)
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and update the forms in which login and address are compared."""
        self.username_key = name_key(self.username)
        self.username_skeleton = skeleton(self.username)
        self.email_key = name_key(self.email) or None
        columns: Iterable[str] | None = kwargs.get("update_fields")
        if columns is not None:
            derived = {"username": ("username_key", "username_skeleton"), "email": ("email_key",)}
            kwargs["update_fields"] = {*columns, *(key for column in columns for key in derived.get(column, ()))}
        super().save(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.clear_permission_cache()

    def clean(self) -> None:
        """Refuse a login or address of another user, ignoring case, and a login that looks like another one."""
        self.username = unicodedata.normalize("NFKC", self.username)
        self.email = type(self).objects.normalize_email(self.email)
        others = type(self).objects.exclude(pk=self.pk)
        errors = {}
        if len(self.username) > USERNAME_LENGTH or len(name_key(self.email)) > EMAIL_LENGTH:
            raise ValidationError(_("Логин или адрес почты слишком длинный."))
        if others.filter(username_key=name_key(self.username)).exists():
            errors["username"] = _("Такой логин уже занят.")
        elif others.filter(username_skeleton=skeleton(self.username)).exists():
            errors["username"] = _("Этот логин не отличить на вид от другого. Выберите иной.")
        if self.email and others.filter(email_key=name_key(self.email)).exists():
            errors["email"] = _("Этот адрес уже есть у другого пользователя.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The names of the user's roles, read once per instance."""
        if self.pk is None:
            return frozenset()
        return frozenset(group.name for group in self.groups.all()) & frozenset(Role.values)

    def has_role(self, role: str) -> bool:
        """Return whether the user is active and has the role."""
        return self.is_active and role in self.roles

    @property
    def is_staff(self) -> bool:
        """Whether the user may enter the admin: active, not a robot, with at least one role."""
        return self.is_active and not self.is_robot and bool(self.roles)

    def clear_permission_cache(self) -> None:
        """Clear the cached roles and permissions of this instance."""
        for name in ("roles", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            self.__dict__.pop(name, None)
        getattr(self, "_prefetched_objects_cache", {}).pop("groups", None)

    def references(self) -> list[str]:
        """Return the names of the models whose rows refer to this account, sorted."""
        found = set()
        for relation in self._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel) or _belongs_to_account(relation):
                continue
            rows = relation.related_model._base_manager.filter(**{relation.field.name: self})
            if rows.exists():
                found.add(str(relation.related_model._meta.verbose_name_plural))
        return sorted(found)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


def _belongs_to_account(relation: ForeignObjectRel) -> bool:
    """Return whether the related rows are part of the account and are deleted with it."""
    model = relation.related_model._meta
    is_cascade = getattr(relation, "on_delete", None) is models.CASCADE
    return bool(model.auto_created) or (model.app_label == "staff" and is_cascade)
