"""The plain values: folder, port, addresses, hosts, zone, debugging."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsroom.environment.unreadable import Unreadable

YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def read_var_dir(given: str, *, base: Path) -> Path:
    """The folder of everything that is not code, made if it is missing; relative paths start at ``base``."""
    text = given or "var"
    try:
        path = (base / Path(text).expanduser()).resolve()
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise Unreadable(
            "VAR_DIR", text, "эту папку нельзя создать: нет прав", "this folder cannot be made: no permission"
        ) from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise Unreadable(
            "VAR_DIR", text, "в эту папку нельзя писать: нет прав", "this folder cannot be written: no permission"
        )
    return path


def read_port(given: str) -> int:
    """A TCP port; 8000 when nothing is said."""
    text = given or "8000"
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= 65535:
        return int(text)
    raise Unreadable("PORT", text, "нужно число от 1 до 65535", "must be a number from 1 to 65535")


def read_site_url(given: str, *, port: int) -> str:
    """Scheme and host of every absolute address, without a slash at the end."""
    text = given or f"http://127.0.0.1:{port}"
    try:
        parts = urlsplit(text)
        usable = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0  # Raises ValueError for what is no port at all.
            and parts.path in ("", "/")
            and not (parts.query or parts.fragment or parts.username is not None or " " in text)
        )
    except ValueError:
        usable = False
    if not usable:
        raise Unreadable(
            "SITE_URL",
            text,
            "нужен адрес вида https://example.kz без пути",
            "must look like https://example.kz without a path",
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def read_allowed_hosts(given: str, *, site_url: str) -> list[str]:
    """Host names that are answered: the site's own, loopback, and those given."""
    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    if any(not name.strip("[]").replace("-", "").replace(".", "").replace(":", "").isalnum() for name in names):
        raise Unreadable(
            "ALLOWED_HOSTS",
            given,
            "нужны имена узлов через запятую, без http:// и звёздочек",
            "must be host names separated by commas, without http:// or asterisks",
        )
    host = urlsplit(site_url).hostname or ""
    return list(dict.fromkeys([f"[{host}]" if ":" in host else host, *LOOPBACK, *names]))


def read_time_zone(given: str) -> str:
    """The newsroom's zone, by its name in the IANA database."""
    text = given or "Asia/Almaty"
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError) as error:
        raise Unreadable(
            "TIME_ZONE",
            text,
            "такого часового пояса нет, нужен, например, Asia/Almaty",
            "no such time zone, a valid one is Asia/Almaty",
        ) from error
    return text


def read_trusted_proxies(given: str) -> int:
    """How many servers of ours stand in front, each adding a hop to `X-Forwarded-For`; none when nothing is said."""
    text = given or "0"
    if text in ("0", "1", "2", "3", "4", "5"):
        return int(text)
    raise Unreadable("TRUSTED_PROXIES", text, "нужно число от 0 до 5", "must be a number from 0 to 5")


def read_debug(given: str) -> bool:
    """Django's debug pages: off unless asked for."""
    text = given.lower()
    if text in YES + NO:
        return text in YES
    raise Unreadable("DEBUG", given, "нужно 1 или 0", "must be 1 or 0")
