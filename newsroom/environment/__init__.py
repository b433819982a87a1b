"""What the environment says about this installation: understood once, or refused in one sentence.

Standard library only: the starter of `make run` reads the same values before anything is installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.environment.database import read_database
from newsroom.environment.email import read_email
from newsroom.environment.secret_key import read_secret_key
from newsroom.environment.unreadable import Unreadable
from newsroom.environment.values import (
    read_allowed_hosts,
    read_debug,
    read_port,
    read_site_url,
    read_time_zone,
    read_trusted_proxies,
    read_var_dir,
)

__all__ = ["Environment", "Unreadable", "given", "read", "read_port", "read_var_dir"]


@dataclass(frozen=True, slots=True)
class Environment:
    """Every value that an installation may set, in the types that Django wants."""

    var_dir: Path
    port: int
    site_url: str
    allowed_hosts: list[str]
    secret_key: str
    time_zone: str
    debug: bool
    trusted_proxies: int
    database: dict[str, Any]
    email: dict[str, Any]


def given(values: Mapping[str, str], name: str) -> str:
    """The value without space around it. An empty one counts as absent: `make run PORT=` exports it so."""
    return values.get(name, "").strip()


def read(values: Mapping[str, str], *, base: Path) -> Environment:
    """Understand the environment; makes `VAR_DIR` and the secret key. Raises `Unreadable`."""
    var_dir = read_var_dir(given(values, "VAR_DIR"), base=base)
    port = read_port(given(values, "PORT"))
    site_url = read_site_url(given(values, "SITE_URL"), port=port)
    database = given(values, "DATABASE_URL") or f"sqlite:///{var_dir}/newsroom.sqlite3"
    return Environment(
        var_dir=var_dir,
        port=port,
        site_url=site_url,
        allowed_hosts=read_allowed_hosts(given(values, "ALLOWED_HOSTS"), site_url=site_url),
        secret_key=read_secret_key(given(values, "SECRET_KEY"), var_dir=var_dir),
        time_zone=read_time_zone(given(values, "TIME_ZONE")),
        debug=read_debug(given(values, "DEBUG")),
        trusted_proxies=read_trusted_proxies(given(values, "TRUSTED_PROXIES")),
        database=read_database(database, base=base),
        email=read_email(given(values, "EMAIL_URL"), base=var_dir, site_url=site_url),
    )
