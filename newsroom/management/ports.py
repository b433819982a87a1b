"""The address that the server listens at."""

import errno
import os
import socket

from django.core.management.base import CommandError


def bind_address(host: str, port: int) -> str:
    """`host:port` as gunicorn reads it; an IPv6 address gets brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def has_inherited_socket() -> bool:
    """Whether this process was given a listening socket, by the protocol of systemd that gunicorn follows.

    Source: sd_listen_fds(3). The variables may be left over from a parent, so they count only with our process id.
    """
    return os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS", "0") != "0"


def require_free_port(host: str, port: int) -> None:
    """Raise CommandError if the server could not listen there."""
    other = f"make run PORT={port + 1 if port < 65535 else 8123}"
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError as error:
        raise CommandError(
            f"Порт {port} системный: выберите другой, например {other} / the port needs root, choose another"
        ) from error
    except socket.gaierror as error:
        raise CommandError(f"BIND={host!r}: нет такого адреса / no such address") from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise CommandError(f"BIND={host!r}: это адрес другой машины / not an address of this machine") from error
        raise CommandError(
            f"Порт {port} занят другой программой: выберите другой, например {other} / the port is busy, choose another"
        ) from error
