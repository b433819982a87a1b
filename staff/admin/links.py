"""The page that shows a one-time link."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from staff import invitations
from staff.models import Invitation


def show_link(request: HttpRequest, site: AdminSite, invitation: Invitation, token: str) -> HttpResponse:
    """Mail the link if there is an address, and show it to the head for the only time.

    Call it after the commit, so that a mailed link works.
    """
    context = {
        **site.each_context(request),
        "opts": Invitation._meta,
        "title": _("Ссылка готова"),
        "invitation": invitation,
        "address": invitations.address(token),
        "mailed": invitations.send(invitation, token),
    }
    response = TemplateResponse(request, "staff/invitation_link.html", context)
    add_never_cache_headers(response)
    return response
