"""The whole WSGI application in the process of the test: the layer of stored pages and Django behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

from newsroom.page_cache.layer import PageCacheLayer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def stored(pages: Path) -> list[str]:
    """The paths of all stored files of the current version."""
    current = pages / "current"
    return sorted(
        str(path.relative_to(current)) for path in current.rglob("*") if path.is_file() and path.name[0] != "."
    )


@dataclass(frozen=True)
class Answer:
    """A response as a reader gets it."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Stack:
    """Requests pages as a server would. `rendered` lists the paths that Django has rendered."""

    rendered: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.django = get_wsgi_application()
        self.layer = PageCacheLayer(self._counted)

    def _counted(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self.rendered.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Send a request; `headers` are written as `If_None_Match`."""
        path, _mark, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.url_scheme": "http",
            **{name if name == "RAW_URI" else f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        found: list[Any] = []
        parts = self.layer(environ, lambda status, lines, *_: found.extend((status, lines)) or None)  # type: ignore[arg-type, func-returns-value]
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        names = [name for name, _value in found[1]]
        assert len(names) == len(set(names)), names
        return Answer(int(found[0][:3]), dict(found[1]), body)
