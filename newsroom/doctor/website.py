"""What the running server answers, and whether the settings fit the proxy in front of it."""

import http.client
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from newsroom.checks import LOOPBACK

TIMEOUT_SECONDS = 10
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (what is listened at, not a call)


def is_public() -> bool:
    """Whether the site has an address that others can reach."""
    return urlsplit(settings.SITE_URL).hostname not in LOOPBACK


def proxies() -> Iterator[str]:
    """A proxy ends TLS and passes on the reader's address in a header, which nobody else can set."""
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        yield (
            "SITE_URL — https, значит, впереди стоит nginx, а TRUSTED_PROXIES=0: все входы считаются с одного адреса, "
            "задайте TRUSTED_PROXIES=1 / logins are counted as from one address: set TRUSTED_PROXIES=1"
        )
    if is_public() and not settings.HTTPS:
        yield (
            f"SITE_URL={settings.SITE_URL}: пароли идут без шифрования, настройте TLS и https:// / "
            "passwords travel unencrypted, set up TLS and https://"
        )
    if settings.TRUSTED_PROXIES and settings.BIND not in LOOPBACK:
        yield (
            f"BIND={settings.BIND} при TRUSTED_PROXIES={settings.TRUSTED_PROXIES}: порт {settings.PORT} должен быть "
            "закрыт для всех, кроме nginx, иначе любой подделает свой адрес; BIND=127.0.0.1 / only the proxy may reach "
            "the port, or anybody can forge an address: BIND=127.0.0.1"
        )


def server() -> Iterator[str]:
    """The server answers for the public host, lets search engines in, and knows the public address."""
    try:
        status, text = _ask("/robots.txt")
    except (OSError, http.client.HTTPException) as error:
        yield (
            f"Сервер не отвечает на порту {settings.PORT}: systemctl status newsroom-server / "
            f"the server does not answer there: {type(error).__name__}"
        )
        return
    lines = text.splitlines()
    if status != HTTPStatus.OK:
        yield (
            f"Сервер отвечает {status} на {settings.SITE_URL}/robots.txt: посмотрите его журнал / "
            "the server answers so: see its log"
        )
    elif f"Sitemap: {settings.SITE_URL}/sitemap.xml" not in lines:
        yield (
            f"robots.txt не называет карту сайта {settings.SITE_URL}: перезапустите сервер / "
            "robots.txt does not name the sitemap of SITE_URL: restart the server"
        )
    elif "Disallow: /" in lines:
        yield "robots.txt закрывает весь сайт от поиска / robots.txt closes the whole site to search engines"


def _ask(path: str) -> tuple[int, str]:
    host = EVERY_ADDRESS.get(settings.BIND, settings.BIND)
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", path, headers={"Host": urlsplit(settings.SITE_URL).netloc})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()
