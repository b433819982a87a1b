"""One letter to one person, in the person's language."""

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
    """Send the plain-text `template` to the address `to`; says whether the mail server took it.

    Subject (lazy strings are read in `language`) and text are made of `context` without HTML escaping. Whatever goes
    wrong is logged and not raised: a letter is never worth the change that it tells of. Inside a transaction call it
    by `transaction.on_commit`.
    """
    try:
        with translation.override(language):
            body = Engine.get_default().get_template(template).render(Context(context, autoescape=False))
            # One line: a headline with a line break in it must not become a header of its own.
            message = EmailMessage(subject=clean_line(str(subject)), body=body, to=[to])
        return message.send() == 1
    except Exception:  # smtplib, sockets, templates and address parsers have no error in common
        logger.exception("A letter was not sent: %s", template)
        return False
