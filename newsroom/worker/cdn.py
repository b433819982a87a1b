"""Telling a CDN that a site version has ended: a PURGE request to CDN_PURGE_URL."""

import math
import time
from collections.abc import Callable
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.http import http_date

from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.switch import is_behind, switch
from newsroom.page_cache.version import Version

TIMEOUT_SECONDS = 2
AGAIN_AFTER_SECONDS = 10
"""How long an answer of the former version may still be on its way to the CDN, which would then keep it."""


class CdnPurge:
    """Sends each site version twice: when this host has seen it, and once more for what the CDN has kept meanwhile.

    Every host sends it, because each may have answered with the former version until it followed.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.sent: Version | None = None
        self.again_at = math.inf

    def send_if_due(self) -> None:
        """Send what has to be sent now. Raises OSError, after which the worker calls again."""
        version = SiteVersion.newest() if settings.CDN_PURGE_URL else None
        if version is None:
            return
        if version != self.sent:
            if is_behind(version):
                # Otherwise the CDN would be emptied, and filled again with the pages of the former version.
                switch(SiteVersion.newest)
            send(version)
            self.sent, self.again_at = version, self.now() + AGAIN_AFTER_SECONDS
        elif self.now() >= self.again_at:
            send(version)
            self.again_at = math.inf


def send(version: Version) -> None:
    """Ask the CDN to keep only what has the Last-Modified of this version, which all its pages have. Raises OSError."""
    headers = {"Last-Modified": http_date(version.timestamp)}
    # The settings allow http and https only.
    request = Request(settings.CDN_PURGE_URL, method="PURGE", headers=headers)  # noqa: S310
    urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
