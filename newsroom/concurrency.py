"""The WSGI layer that keeps slow clients away from Django."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BUFFERED_BYTES = 1024 * 1024
"""A larger body is a file or a very long text."""


class LimitedApplication:
    """Run `application` in at most `threads` threads, and large requests in as many others.

    The server gives each connection a thread of its own, so that a client who sends slowly delays nobody. Django gets
    a small request when its body has arrived whole. A large body is not held in memory: Django reads it from the
    client, where slow uploads can delay other uploads only. Database connections belong to the few threads that run
    Django, which bounds them to twice `threads` in each process.
    """

    def __init__(self, application: "WSGIApplication", *, threads: int) -> None:
        self.application = application
        self.small = ThreadPoolExecutor(threads, "request")
        self.large = ThreadPoolExecutor(threads, "upload")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        length = content_length(environ)
        pool = self.large
        if length <= BUFFERED_BYTES:
            pool = self.small
            body = environ["wsgi.input"].read(length) if length else b""
            if len(body) < length:
                # The client is gone. Half of a text must not be saved.
                return refuse(start_response)
            environ["wsgi.input"] = BytesIO(body)
        response = pool.submit(self.application, environ, start_response).result()
        return WithoutBody(response) if environ["REQUEST_METHOD"] == "HEAD" else response


class WithoutBody:
    """The response to HEAD: its headers are sent, its body is not."""

    def __init__(self, response: Any) -> None:
        self.response = response

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    def close(self) -> None:
        """Let Django end the request."""
        if hasattr(self.response, "close"):
            self.response.close()


def content_length(environ: "WSGIEnvironment") -> int:
    """The announced size of the body in bytes; 0 for none. Django takes no body without a length."""
    value = environ.get("CONTENT_LENGTH") or "0"
    return int(value) if value.isascii() and value.isdigit() else 0


def refuse(start_response: "StartResponse") -> Iterable[bytes]:
    """Answer 400 to a request that was cut off."""
    status = HTTPStatus.BAD_REQUEST
    start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain"), ("Connection", "close")])
    return [b"The request is incomplete.\n"]
