"""The public view of attached files."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.body.sending import send
from newsroom.images import responses
from newsroom.utils.http_methods import read_only


@read_only
def public_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Send a file that a live article shows. An address with a former title redirects to the present one."""
    attachment = Attachment.objects.filter(public_token=token).first()
    if attachment is None:
        return responses.not_found()
    if name != files.public_name(attachment):
        return responses.moved(files.address(attachment))
    try:
        response = send(request, attachment, f'"{token}"')
    except FileNotFoundError:
        return responses.not_found()
    except OSError:
        return responses.unavailable()
    response["Cache-Control"] = responses.CACHED
    return response
