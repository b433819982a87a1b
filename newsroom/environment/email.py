"""Where letters go, by an address like ``smtp://user:password@host:587?tls=1``."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.environment.unreadable import Unreadable

SMTP_PORTS = {"smtp": 25, "smtps": 465}


def read_email(address: str, *, base: Path, site_url: str) -> dict[str, Any]:
    """Django's ``EMAIL_…`` settings; letters are files in ``base/mail`` unless an address says otherwise.

    ``?from=`` gives the sender, by default ``newsroom@`` and the site's host.
    """
    try:
        parts = urlsplit(address or "file:")
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        sender = query.pop("from", "") or f"newsroom@{urlsplit(site_url).hostname}"
        if parts.scheme == "file" and not query and not parts.netloc:
            found = files(base / (unquote(parts.path) or "mail"))
        elif parts.scheme in SMTP_PORTS and parts.hostname and parts.path in ("", "/"):
            found = smtp(parts, query)
        else:
            raise ValueError(parts.scheme)
    except ValueError as error:
        raise refusal(address) from error
    return {**found, "DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}


def files(folder: Path) -> dict[str, Any]:
    """Every letter is a file: nothing leaves the machine."""
    return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder)}


def smtp(parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    """A mail server: ``smtp`` plain or with ``?tls=1`` (STARTTLS), ``smtps`` encrypted from the first byte."""
    if query.keys() - {"tls"} or query.get("tls", "0") not in ("0", "1"):
        raise ValueError(query)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (587 if query.get("tls") == "1" else SMTP_PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": query.get("tls") == "1" and parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def refusal(address: str) -> Unreadable:
    """The sentence, without the password that the address may carry."""
    scheme, _, rest = address.partition("://")
    return Unreadable(
        "EMAIL_URL",
        f"{scheme}://…@{rest.rpartition('@')[2]}" if "@" in rest else address,
        "нужен адрес вида file: или smtp://имя:пароль@узел:587?tls=1",
        "must look like file: or smtp://user:password@host:587?tls=1",
    )
