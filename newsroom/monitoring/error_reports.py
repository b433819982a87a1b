"""Reports of errors to a server that speaks Sentry's protocol, such as Sentry or GlitchTip.

What is logged as an error is reported. Django logs each failed request, the worker each failed job, and a database
that does not answer takes one line. So the library changes nothing in Django.
"""

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.transport import Transport

from newsroom import __version__
from newsroom.monitoring import request_id


def start(dsn: str, *, transport: type[Transport] | None = None) -> None:
    """Report errors from now on, without what people wrote or who they are."""
    sentry_sdk.init(
        dsn,
        transport=transport,
        release=__version__,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR),
            # A command waits until its report is sent, and prints nothing about it.
            AtexitIntegration(callback=lambda pending, timeout: None),
        ],
        before_send=anonymous,
        include_local_variables=False,
        max_breadcrumbs=0,
        send_client_reports=False,
    )


def anonymous(event: Any, hint: dict[str, Any]) -> Any:
    """Remove everything from an event but the kind of error, the places in the code and the request id.

    The words of errors and log lines may quote a draft or an address. They are in the log of the machine, under the
    same request id.
    """
    for key in ("request", "user", "extra", "breadcrumbs", "server_name"):
        event.pop(key, None)
    for exception in event.get("exception", {}).get("values", []):
        exception.pop("value", None)
    if entry := event.pop("logentry", None):
        # The sentence with %s in the places of its values.
        event["logentry"] = {"message": entry.get("message", "")}
    if name := request_id.current.get():
        event.setdefault("tags", {})["request_id"] = name
    return event
