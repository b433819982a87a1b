"""Read the variables that an installation may set, from the environment or the file `.env`.

A value that cannot be used stops the start with one sentence, in Russian and in English.
"""

import os
import re
import sys
from collections.abc import Callable
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from dotenv import load_dotenv

# Everything an installation may set. checks.py warns about a name that is nearly one of these.
VARIABLES = (
    "ALLOWED_HOSTS", "BIND", "CDN_PURGE_URL", "DATABASE_REPLICA_URL", "DATABASE_URL", "DEBUG", "DEMO_PASSWORD",
    "EMAIL_URL", "ENV_FILE", "LOG_FORMAT", "MEDIA_STORAGE", "MEDIA_URL", "METRICS", "PG_DUMP", "PORT", "SECRET_KEY",
    "SENTRY_DSN", "SITE_URL", "TIME_ZONE", "TRUSTED_PROXIES", "VAR_DIR", "WEB_THREADS", "WEB_WORKERS",
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SMTP_PORTS = {"smtp": 25, "smtps": 465}
Value = TypeVar("Value")


def refuse(name: str, value: str, expected: str) -> NoReturn:
    """Stop the start with exit code 2 and one sentence."""
    sys.stderr.write(f"{name}={without_password(value)!r}: {expected}\n")
    raise SystemExit(2)


def without_password(address: str) -> str:
    """Return the address with `…` for the user and the password that it may hold."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}…@{rest.rpartition('@')[2]}" if "@" in rest else address


def read(name: str, default: str, parse: Callable[[str], Value], expected: str) -> Value:
    """Return the parsed value of a variable; an empty one counts as absent, as in `make run PORT=`."""
    text = os.environ.get(name, "").strip() or default
    try:
        return parse(text)
    except (ValueError, LookupError, OSError, RuntimeError):
        refuse(name, text, expected)


def read_file(base: Path) -> Path:
    """Add the variables of `.env`, or of the file named by ENV_FILE, to the environment, which wins over the file."""

    def parse(text: str) -> Path:
        path = base / text
        if text != ".env" and not path.exists():
            raise FileNotFoundError(path)
        load_dotenv(path)
        return path

    return read("ENV_FILE", ".env", parse, "этот файл нельзя прочитать / this file cannot be read")


def read_number(name: str, default: int, low: int, high: int) -> int:
    """Return a whole number between two bounds, both included."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 5 and low <= int(text) <= high):
            raise ValueError(text)
        return int(text)

    expected = f"нужно число от {low} до {high} / must be a number from {low} to {high}"
    return read(name, str(default), parse, expected)


def read_switch(name: str) -> bool:
    """Return True for yes; no is the default."""

    def parse(text: str) -> bool:
        if text.lower() not in ("1", "true", "yes", "on", "0", "false", "no", "off"):
            raise ValueError(text)
        return text.lower() in ("1", "true", "yes", "on")

    return read(name, "0", parse, "нужно 1 или 0 / must be 1 or 0")


def read_choice(name: str, *choices: str) -> str:
    """Return one of the choices, of which the first is the default."""
    expected = f"нужно одно из / must be one of: {', '.join(choices)}"
    return read(name, choices[0], lambda text: choices[choices.index(text.lower())], expected)


def read_dsn(name: str) -> str:
    """Return the address of a project on a server that collects errors; empty for none."""

    def parse(text: str) -> str:
        parts = urlsplit(text)
        is_complete = parts.scheme in ("http", "https") and parts.hostname and parts.username
        if text and not (is_complete and parts.path.rpartition("/")[2].isdigit()):
            raise ValueError(text)
        return text

    return read(name, "", parse, "нужен адрес вида / must look like https://key@sentry.example/1")


def read_http_address(name: str) -> str:
    """Return an address of http or https without a password and a query; empty for none."""

    def parse(text: str) -> str:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        if text and not (is_whole and re.fullmatch(r"[!-~]+", text) and not re.search(r"[@?#]", text)):
            raise ValueError(text)
        return text

    expected = "нужен адрес вида http://10.0.0.5:6081/ без пароля / must look like http://10.0.0.5:6081/, no password"
    return read(name, "", parse, expected)


def read_folder(name: str, default: str, *, base: Path) -> Path:
    """Return the folder, made if it is missing; a relative path starts at `base`."""

    def parse(text: str) -> Path:
        path = (base / Path(text).expanduser()).resolve()
        path.mkdir(parents=True, exist_ok=True)
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(path)
        return path

    expected = (
        "эту папку нельзя создать или писать в неё: нет прав / this folder cannot be made or written: no permission"
    )
    return read(name, default, parse, expected)


def read_bind(name: str, default: str) -> str:
    """Return the address on which the server listens: a host name, IPv4 or IPv6 (`::`), without a port."""

    def parse(text: str) -> str:
        address = text.strip("[]").lower()
        if ":" in address:
            return str(IPv6Address(address))
        _demand_host(address)
        return address

    expected = "нужен адрес без порта, например 0.0.0.0 / must be an address without a port, such as 0.0.0.0"
    return read(name, default, parse, expected)


def read_site_url(name: str, default: str) -> str:
    """Return scheme and host of every absolute address, without a slash at the end."""

    def parse(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0 or " " in text:
            raise ValueError(text)
        if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
            raise ValueError(text)
        return f"{parts.scheme}://{parts.netloc.lower()}"

    expected = "нужен адрес вида https://example.kz без пути / must look like https://example.kz without a path"
    return read(name, default, parse, expected)


def read_hosts(name: str, *, site_url: str) -> list[str]:
    """Return the host names that are answered: the site's own, loopback, and those given."""

    def parse(text: str) -> list[str]:
        names = [name.strip().lower() for name in text.split(",") if name.strip()]
        for name in names:
            _demand_host(name)
        host = urlsplit(site_url).hostname or ""
        return list(dict.fromkeys([f"[{host}]" if ":" in host else host, *LOOPBACK, *names]))

    expected = (
        "нужны имена узлов через запятую, без http:// и звёздочек / "
        "must be host names separated by commas, without http:// or asterisks"
    )
    return read(name, "", parse, expected)


def _demand_host(text: str) -> None:
    if not text.strip("[]").replace("-", "").replace(".", "").replace(":", "0").isalnum():
        raise ValueError(text)


def read_time_zone(name: str, default: str) -> str:
    """Return the name of a zone of the IANA database."""
    expected = "такого часового пояса нет, нужен, например, Asia/Almaty / no such time zone, a valid one is Asia/Almaty"
    return read(name, default, lambda text: ZoneInfo(text).key, expected)


def read_email(name: str, default: str, *, base: Path, site_url: str) -> dict[str, Any]:
    """Return Django's `EMAIL_…` settings: letters are files in a folder under `base`, or go to a server.

    `smtp:` is plain or, with `?tls=1`, STARTTLS; `smtps:` is encrypted from the first byte. `?from=` gives the sender,
    by default `newsroom@` and the site's host.
    """

    def parse(address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        sender = query.pop("from", "") or f"newsroom@{urlsplit(site_url).hostname}"
        senders = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
        backend = "django.core.mail.backends.{}.EmailBackend"
        if parts.scheme == "file" and not query and not parts.netloc:
            folder = str(base / (unquote(parts.path) or "mail"))
            return {**senders, "EMAIL_BACKEND": backend.format("filebased"), "EMAIL_FILE_PATH": folder}
        tls = query.pop("tls", "0")
        has_server = parts.scheme in SMTP_PORTS and parts.hostname and parts.path in ("", "/")
        if not has_server or query or tls not in ("0", "1"):
            raise ValueError(address)
        return {
            **senders,
            "EMAIL_BACKEND": backend.format("smtp"),
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or (587 if tls == "1" else SMTP_PORTS[parts.scheme]),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": tls == "1" and parts.scheme == "smtp",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": 20,
        }

    expected = (
        "нужен адрес вида file: или smtp://имя:пароль@узел:587?tls=1 / "
        "must look like file: or smtp://user:password@host:587?tls=1"
    )
    return read(name, default, parse, expected)
