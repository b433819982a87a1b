"""How a refusal of the door is answered over HTTP: a sentence with the status that fits it."""

from http import HTTPStatus

from newsroom.exceptions import ActionRefused, Incomplete, InvalidState, NotPermitted

STATUSES: tuple[tuple[type[ActionRefused], HTTPStatus], ...] = (
    (NotPermitted, HTTPStatus.FORBIDDEN),
    (InvalidState, HTTPStatus.CONFLICT),
    (Incomplete, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(refusal: ActionRefused) -> HTTPStatus:
    """403 for who may not, 409 for what cannot be now, 422 for what is missing."""
    return next((status for kind, status in STATUSES if isinstance(refusal, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)
