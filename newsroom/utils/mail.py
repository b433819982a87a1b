"""Plain-text mail to one person, in their language."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils import translation
from django.utils.functional import Promise

from newsroom.utils.text import clean_line

logger = logging.getLogger(__name__)


def send(to: str, subject: str | Promise, template: str, context: Mapping[str, Any], language: str) -> bool:
    """Send the plain-text `template` to the address `to`. Return whether the mail server accepted it.

    A lazy subject and the template are evaluated in `language`; nothing is HTML-escaped. Errors are logged and not
    raised, so that a failed mail never undoes the change that it reports. Within a transaction, call it through
    `transaction.on_commit`.
    """
    try:
        with translation.override(language):
            body = Engine.get_default().get_template(template).render(Context(context, autoescape=False))
            # One line, so that a line break in a headline cannot start another header.
            message = EmailMessage(subject=clean_line(str(subject)), body=body, to=[to])
        return message.send() == 1
    except Exception:  # smtplib, sockets, templates and address parsers share no base class
        logger.exception("Mail was not sent: %s", template)
        return False
