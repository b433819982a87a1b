"""The response with a finished page, stored or fresh: status, headers and body, or 304."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils.http import http_date, parse_etags

from newsroom.page_cache.headers import PUBLIC_HEADERS, transport_headers


@dataclass(frozen=True, slots=True)
class Page:
    """One form of a finished page. `modified` is the start of its site version in seconds since 1970.

    `content` of a 301 is its target. A page that may not be stored has no `modified` and so no validators.
    """

    path: str
    status: int
    content_type: str
    content: bytes
    coding: str
    modified: int

    @property
    def etag(self) -> str:
        """The ETag that nginx gives to the same file: time and length."""
        return f'"{self.modified:x}-{len(self.content):x}"'

    @property
    def headers(self) -> dict[str, str]:
        """All headers of a response to GET."""
        found = {
            "Content-Type": self.content_type,
            "Content-Language": language_of(self.path),
            **PUBLIC_HEADERS,
            **transport_headers(),
        }
        if self.status == HTTPStatus.MOVED_PERMANENTLY:
            return found | {"Location": self.content.decode(), "Content-Length": "0"}
        found |= {"Vary": "Accept-Encoding", "Content-Length": str(len(self.content))}
        if self.coding:
            found["Content-Encoding"] = self.coding
        return found | self.validators

    @property
    def validators(self) -> dict[str, str]:
        """ETag and Last-Modified; both differ between versions, because each starts at a second of its own."""
        if self.status != HTTPStatus.OK:
            return {}
        return {"ETag": self.etag, "Last-Modified": http_date(self.modified)}

    @property
    def body(self) -> bytes:
        return b"" if self.status == HTTPStatus.MOVED_PERMANENTLY else self.content

    def is_known(self, if_none_match: str, if_modified_since: str) -> bool:
        """Return whether the reader has this form (RFC 9110, 13.1.2 and 13.1.3; dates are compared as nginx does)."""
        if self.status != HTTPStatus.OK:
            return False
        if if_none_match:
            known = parse_etags(if_none_match)
            return known == ["*"] or self.etag in (tag.removeprefix("W/") for tag in known)
        return bool(if_modified_since) and if_modified_since == http_date(self.modified)


def not_modified(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a 304: those of the 200 without what describes a body (RFC 9110, 15.4.5)."""
    dropped = {"Content-Type", "Content-Length", "Content-Encoding"}
    return {name: value for name, value in headers.items() if name not in dropped}


def language_of(path: str) -> str:
    """Return the language of an address: `kk` for `/kk` and all below it, else the default one."""
    first = path.removeprefix("/").partition("/")[0]
    prefixed = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in prefixed else settings.LANGUAGE_CODE
