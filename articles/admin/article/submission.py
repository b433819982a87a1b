"""What one sent form has met so far, kept on its request while the stock views work."""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, QueryDict

from articles import workflow
from newsroom.exceptions import ActionRefused

if TYPE_CHECKING:
    from articles.admin.article.conflict import Comparison

RESCHEDULE = "reschedule"
NOT_HERE = frozenset({"place", "fix_typo"})
PRESSABLE = (frozenset(workflow.RULES) - NOT_HERE) | {RESCHEDULE}


@dataclass
class Sending:
    """A person's sent form: what it asks for, and why it was refused, if it was.

    `refusal` undid the save; `unpressed` came after it, from the verb, and the save stays.
    """

    version: int
    verb: str = ""
    refusal: ActionRefused | None = None
    unpressed: ActionRefused | None = None
    saved_pk: int | None = None
    comparison: "Comparison | None" = None


def open_sending(request: HttpRequest) -> Sending:
    """Read what the form asks for. Raises PermissionDenied and BadRequest for what no form of ours sends."""
    if "_saveasnew" in request.POST:
        raise PermissionDenied
    verb = request.POST.get("_verb", "")
    if verb and verb not in PRESSABLE:
        raise BadRequest(f"unknown verb: {verb[:20]!r}")
    sending = Sending(posted_version(request.POST), verb)
    request.sending = sending  # type: ignore[attr-defined]
    return sending


def sending_of(request: HttpRequest) -> Sending | None:
    """What `open_sending` has begun for this request."""
    return getattr(request, "sending", None)


def posted_version(data: QueryDict) -> int:
    """The version that the person had before his eyes; 0, which no article has, if it cannot be read.

    Who says «поверх» on the page of a conflict sends the version that he saw there.
    """
    typed = data.get("overwrite") or data.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def as_get(request: HttpRequest) -> HttpRequest:
    """The same person's request as if he had only opened the page."""
    shown = copy.copy(request)
    shown.method, shown.POST = "GET", QueryDict()
    return shown
