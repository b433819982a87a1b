"""Admin of invitations: create, show the link once, revoke."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from newsroom.utils.admin_mixins import NoBulkDeletionMixin, ShowRefusalsMixin, TitlesMixin, show_refusals
from newsroom.utils.form_fields import LineField, SafeAutocompleteMixin
from staff import invitations
from staff.admin.links import show_link
from staff.admin.users import RolesField
from staff.auth import current_user
from staff.models import Invitation, Role, User
from staff.models.user import name_key


class InvitationForm(forms.ModelForm[Invitation]):
    """Name, roles and language of the invited person."""

    roles = RolesField()

    class Meta:
        model = Invitation
        fields = ("name", "email", "roles", "language", "person")
        field_classes = {"name": LineField}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email and User.objects.filter(email_key=name_key(email)).exists():
            raise forms.ValidationError(_("Этот адрес уже есть у другого пользователя."))
        return email

    def clean_person(self) -> Any:
        person = self.cleaned_data["person"]
        if person is not None and person.user_id is not None:
            raise forms.ValidationError(_("У этого человека уже есть логин."))
        return person


@admin.register(Invitation)
class InvitationAdmin(
    TitlesMixin, ShowRefusalsMixin, NoBulkDeletionMixin, SafeAutocompleteMixin, admin.ModelAdmin[Invitation]
):
    """One-time links: created and revoked, never changed."""

    add_title = _("Новое приглашение")
    form = InvitationForm
    fields = ("name", "email", "roles", "language", "person")
    autocomplete_fields = ("person",)
    list_display = ("name", "purpose", "state_label", "invited_by", "created_at", "expires_at")
    list_select_related = ("invited_by", "user")
    search_fields = ("name", "email")
    change_form_template = "staff/invitation_form.html"

    @admin.display(description=_("для чего"))
    def purpose(self, invitation: Invitation) -> str:
        if invitation.user_id:
            return str(_("новый пароль"))
        return ", ".join(str(Role(role).label) for role in invitation.roles if role in Role.values)

    @admin.display(description=_("состояние"))
    def state_label(self, invitation: Invitation) -> str:
        return str(invitation.state.label)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fields
        return ("name", "email", "purpose", "language", "state_label", "invited_by",
                "created_at", "expires_at", "used_at", "revoked_at")  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else self.get_fields(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        obj.roles = form.cleaned_data["roles"]
        token = invitations.invite(obj, by=current_user(request))
        request.new_invitation = (obj, token)  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: Any = None) -> HttpResponse:
        """Redirect without a message, because the page with the link follows."""
        return HttpResponseRedirect(reverse("admin:staff_invitation_changelist"))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """After the commit, show the link instead of redirecting to the list."""
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        response = super().changeform_view(request, object_id, form_url, {**one_button, **(extra_context or {})})
        new = getattr(request, "new_invitation", None)
        return show_link(request, self.admin_site, *new) if new else response

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<path:object_id>/revoke/", view, name="staff_invitation_revoke"),
            *super().get_urls(),
        ]

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Revoke the link."""
        invitation = self.get_object(request, unquote(object_id))
        if invitation is None or not self.has_view_permission(request, invitation):
            raise Http404
        back = reverse("admin:staff_invitation_changelist")

        def revoke() -> HttpResponse:
            if invitations.revoke(invitation, by=current_user(request)):
                messages.success(request, _("Приглашение отозвано."))
            else:
                messages.warning(request, _("Ссылка и так уже не действует."))
            return HttpResponseRedirect(back)

        return show_refusals(request, revoke)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        return super().get_queryset(request).select_related("user")
