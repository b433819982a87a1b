"""Admin of users: roles, language, closing and opening accounts, links for a new password."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import admin as registers_groups  # noqa: F401
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom.utils.admin_mixins import NoBulkDeletionMixin, ShowRefusalsMixin, TitlesMixin, show_refusals
from newsroom.utils.form_fields import LineField
from newsroom.utils.optimistic_locking.admin import ActionForm, ActionSaveMixin
from staff import accounts, invitations
from staff.accounts import LAST_HEAD, OWN_ROLES
from staff.admin.links import show_link
from staff.auth import current_user
from staff.models import Role, User


class RolesField(forms.MultipleChoiceField):
    """Roles as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=capfirst(_("роли")), choices=Role, **kwargs)


class UserForm(ActionForm[User]):
    """The fields of an account that a head may change."""

    roles = RolesField(required=False, help_text=_("Без ролей войти на рабочее место нельзя."))

    class Meta:
        model = User
        fields = ("name", "username", "email", "language")
        field_classes = {"name": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.initial["roles"] = sorted(self.instance.roles)

    def clean_roles(self) -> list[str]:
        """Show at the field what `accounts.grant` would refuse; it checks again under its lock."""
        wanted = set(self.cleaned_data["roles"])
        if self.instance.pk == self.by.pk and wanted - self.instance.roles:
            raise forms.ValidationError(OWN_ROLES)
        if Role.HEAD not in wanted and accounts.is_last_head(self.instance):
            raise forms.ValidationError(LAST_HEAD)
        return sorted(wanted)

    by: User


class RoleFilter(admin.SimpleListFilter):
    title = _("роль")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in Role.values:
            return queryset.filter(groups__name=self.value())
        return queryset


@admin.register(User)
class UserAdmin(ActionSaveMixin, TitlesMixin, ShowRefusalsMixin, NoBulkDeletionMixin, admin.ModelAdmin[User]):
    """Users are invited, never added here, and closed rather than deleted."""

    add_title = _("Новый пользователь")
    form = UserForm
    fields = ("name", "username", "email", "language", "roles", "is_active", "last_login")
    readonly_fields = ("is_active", "last_login")
    list_display = ("name", "username", "role_labels", "is_active", "last_login")
    list_filter = ("is_active", RoleFilter)
    search_fields = ("name", "username", "email")
    change_list_template = "staff/user_list.html"
    change_form_template = "staff/user_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).filter(is_robot=False).prefetch_related("groups")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):  # type: ignore[no-untyped-def]
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("UserFormForRequest", (form,), {"by": current_user(request)})

    @admin.display(description=_("роли"))
    def role_labels(self, user: User) -> str:
        return ", ".join(str(Role(role).label) for role in Role.values if role in user.roles)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Forbid filters by the password hash."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if form.changed_data:
            columns = [name for name in form.changed_data if name != "roles"]
            accounts.save_account(obj, form.cleaned_data["roles"], fields=columns, by=current_user(request))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        user = self.get_object(request, unquote(object_id))
        obstacle = accounts.deletion_obstacle(user) if user else None
        if obstacle and self.has_delete_permission(request, user):
            messages.error(request, obstacle)
            return HttpResponseRedirect(reverse("admin:staff_user_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        accounts.delete(obj, by=current_user(request))

    def get_urls(self) -> list[URLPattern]:
        views = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"staff_user_{name}")
            for name, view in (
                ("deactivate", self.deactivate_view),
                ("reactivate", self.reactivate_view),
                ("password", self.password_view),
            )
        ]
        return views + super().get_urls()

    def deactivate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close the account after a confirmation."""
        return self._after_confirming(
            request,
            object_id,
            title=_("Закрыть вход"),
            question=_("Открытые сеансы закончатся сразу. Материалы и подписи останутся."),
            action=accounts.deactivate,
        )

    def reactivate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open the account again after a confirmation."""
        return self._after_confirming(
            request,
            object_id,
            title=_("Открыть вход"),
            question=_("Человек снова войдёт со своим паролем и прежними ролями."),
            action=accounts.reactivate,
        )

    def password_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Create and show a link for a new password after a confirmation."""
        user = self._user_or_404(request, object_id)
        title = _("Ссылка для нового пароля")
        if request.method != "POST":
            question = _("По ссылке человек сам выберет новый пароль. Прежние ссылки погаснут.")
            return self._confirm_page(request, user, title, question)

        def make() -> HttpResponse:
            link, token = invitations.offer_password(user, by=current_user(request))
            return show_link(request, self.admin_site, link, token)

        return show_refusals(request, make)

    def _after_confirming(
        self, request: HttpRequest, object_id: str, *, title: Any, question: Any, action: Any
    ) -> HttpResponse:
        user = self._user_or_404(request, object_id)
        if request.method != "POST":
            return self._confirm_page(request, user, title, question)

        def act() -> HttpResponse:
            action(user, by=current_user(request))
            self.log_change(request, user, str(title))
            messages.success(request, _("Сделано: %s.") % str(title).lower())
            return HttpResponseRedirect(reverse("admin:staff_user_change", args=[user.pk]))

        return show_refusals(request, act)

    def _user_or_404(self, request: HttpRequest, object_id: str) -> User:
        user: User | None = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        return user

    def _confirm_page(self, request: HttpRequest, user: User, title: Any, question: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "subtitle": str(user),
            "question": question,
            "original": user,
        }
        return TemplateResponse(request, "staff/confirm.html", context)


# Groups are made from the permission matrix only.
admin.site.unregister(Group)
