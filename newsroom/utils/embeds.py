"""The services whose posts and recordings an article may show, and the addresses of their players.

A player is loaded after a click of the reader only; until then nothing is asked of the service.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

MAX_ADDRESS = 500


@dataclass(frozen=True)
class Embed:
    """A post or a recording: the service, its page there, the address of its player, and the shape of the player.

    `ratio` is width by height, e.g. `16-9`; the style sheet knows these names.
    """

    service: str
    url: str
    player: str
    ratio: str


@dataclass(frozen=True)
class _Service:
    """A service: its hosts, the pattern of path and query that names a post, its canonical page and its player."""

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    page: str
    player: str
    ratio: str = "16-9"


def _service(name: str, hosts: str, path: str, page: str, player: str, ratio: str = "16-9") -> _Service:
    return _Service(name, tuple(hosts.split()), re.compile(path), page, player, ratio)


_YOUTUBE_PLAYER = "https://www.youtube-nocookie.com/embed/{id}"
_YOUTUBE_PAGE = "https://www.youtube.com/watch?v={id}"
_POST = "post"

SERVICES = (
    _service("YouTube", "youtu.be", r"/(?P<id>[\w-]{11})", _YOUTUBE_PAGE, _YOUTUBE_PLAYER),
    _service(
        "YouTube", "youtube.com m.youtube.com", r"/(?:embed|shorts|live)/(?P<id>[\w-]{11})",
        _YOUTUBE_PAGE, _YOUTUBE_PLAYER,
    ),
    _service("YouTube", "youtube.com m.youtube.com", r"/watch\?v=(?P<id>[\w-]{11})", _YOUTUBE_PAGE, _YOUTUBE_PLAYER),
    _service(
        "Vimeo", "vimeo.com", r"/(?P<id>\d{5,12})", "https://vimeo.com/{id}", "https://player.vimeo.com/video/{id}?dnt=1"
    ),
    _service(
        "Telegram", "t.me telegram.me", r"/(?:s/)?(?P<id>[A-Za-z]\w{3,31}/\d{1,10})", "https://t.me/{id}",
        "https://t.me/{id}?embed=1", _POST,
    ),
    _service(
        "Instagram", "instagram.com", r"/(?:[\w.]+/)?(?P<id>(?:p|reel|tv)/[\w-]{5,40})", "https://www.instagram.com/{id}/",
        "https://www.instagram.com/{id}/embed", _POST,
    ),
    _service(
        "TikTok", "tiktok.com m.tiktok.com", r"/(?P<user>@[\w.]{2,24})/video/(?P<id>\d{10,25})",
        "https://www.tiktok.com/{user}/video/{id}", "https://www.tiktok.com/embed/v2/{id}", _POST,
    ),
    _service(
        "X", "x.com twitter.com mobile.twitter.com", r"/(?P<user>\w{1,15})/status/(?P<id>\d{5,25})",
        "https://x.com/{user}/status/{id}", "https://platform.twitter.com/embed/Tweet.html?id={id}&dnt=true", _POST,
    ),
    _service(
        "Facebook", "facebook.com m.facebook.com", r"/(?P<id>[\w.-]{1,80}/(?:posts|videos)/[\w.-]{1,120})",
        "https://www.facebook.com/{id}", "https://www.facebook.com/plugins/post.php?href={page}", _POST,
    ),
    _service(
        "SoundCloud", "soundcloud.com m.soundcloud.com", r"/(?P<id>[\w-]{1,60}/(?:sets/)?[\w-]{1,120})",
        "https://soundcloud.com/{id}", "https://w.soundcloud.com/player/?url={page}", "audio",
    ),
)  # fmt: skip

PLAYER_HOSTS = tuple(sorted({f"https://{urlsplit(service.player).hostname}" for service in SERVICES}))
"""The origins that the content policy lets into a frame."""

SERVICE_NAMES = tuple(dict.fromkeys(service.name for service in SERVICES))


def parse(url: str) -> Embed | None:
    """Return the embed at this address, None if it is no post or recording of a known service."""
    address = _split(url)
    if address is None:
        return None
    host, path = address
    for service in SERVICES:
        if host in service.hosts and (found := service.path.fullmatch(path)):
            page = service.page.format(**found.groupdict())
            player = service.player.format(**found.groupdict(), page=quote(page, safe=""))
            return Embed(service.name, page, player, service.ratio)
    return None


def _split(url: str) -> tuple[str, str] | None:
    """Return the host without `www.` and the path, with the parameter `v` only; None for no web address."""
    if len(url) > MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(url.strip())
        host, has_port = parts.hostname or "", parts.port is not None
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or has_port or parts.username is not None:
        return None
    path = parts.path.rstrip("/") or "/"
    video = parse_qs(parts.query).get("v", [""])[0] if path == "/watch" else ""
    return host.lower().removeprefix("www."), f"{path}?v={video}" if video else path
