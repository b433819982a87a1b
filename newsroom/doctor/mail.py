"""Whether mails can be sent. None is sent here."""

from collections.abc import Iterator
from smtplib import SMTPException

from django.core.mail import get_connection
from django.core.mail.backends.filebased import EmailBackend as FileBackend

from newsroom.doctor.website import is_public


def mail() -> Iterator[str]:
    """The mail server takes a connection and the login. A public site must have one."""
    try:
        backend = get_connection()
        if isinstance(backend, FileBackend):
            if is_public():
                yield (
                    f"Письма никому не уходят, они ложатся в {backend.file_path}: задайте EMAIL_URL / "
                    "letters reach nobody, they are written to that folder: set EMAIL_URL"
                )
            return
        backend.open()
        backend.close()
    except (OSError, SMTPException) as error:
        yield (
            f"Почтовый сервер не принимает соединение, проверьте EMAIL_URL / "
            f"the mail server does not take the connection, check EMAIL_URL: {type(error).__name__}: {error}"
        )
