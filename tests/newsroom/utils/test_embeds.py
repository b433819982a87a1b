"""Addresses of posts and recordings."""

from urllib.parse import urlsplit

import pytest

from newsroom.utils.embeds import PLAYER_HOSTS, SERVICES, parse

KNOWN = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s", "YouTube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc", "YouTube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "YouTube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://vimeo.com/76979871", "Vimeo", "https://vimeo.com/76979871"),
    ("https://t.me/s/tastybulak/12", "Telegram", "https://t.me/tastybulak/12"),
    ("https://www.instagram.com/p/CuE2Wq2sYxZ/?img_index=1", "Instagram", "https://www.instagram.com/p/CuE2Wq2sYxZ/"),
    ("https://www.instagram.com/someone/reel/CuE2Wq2sYxZ/", "Instagram", "https://www.instagram.com/reel/CuE2Wq2sYxZ/"),
    (
        "https://www.tiktok.com/@some.one/video/7106594312292453675",
        "TikTok",
        "https://www.tiktok.com/@some.one/video/7106594312292453675",
    ),
    ("https://twitter.com/some_one/status/1234567890123", "X", "https://x.com/some_one/status/1234567890123"),
    ("https://x.com/some_one/status/1234567890123?s=20", "X", "https://x.com/some_one/status/1234567890123"),
    ("https://m.facebook.com/akimat.kz/posts/10158", "Facebook", "https://www.facebook.com/akimat.kz/posts/10158"),
    ("https://soundcloud.com/radio/first-hour", "SoundCloud", "https://soundcloud.com/radio/first-hour"),
]
FOREIGN = [
    "https://youtube.com.evil.kz/watch?v=dQw4w9WgXcQ",
    "https://evil.kz/?u=https://youtu.be/dQw4w9WgXcQ",
    "https://user@youtu.be/dQw4w9WgXcQ",
    "https://youtu.be:8443/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ/../../x",
    "https://www.youtube.com/watch?v=<script>",
    "https://www.youtube.com/",
    "javascript:alert(1)",
    "//youtu.be/dQw4w9WgXcQ",
    "https://[::1",
    "",
    "https://t.me/" + "a" * 600,
]


@pytest.mark.parametrize(("url", "service", "page"), KNOWN)
def test_it_knows_the_addresses_that_people_copy(url: str, service: str, page: str) -> None:
    embed = parse(url)
    assert embed is not None
    assert (embed.service, embed.url) == (service, page)
    assert f"https://{urlsplit(embed.player).hostname}" in PLAYER_HOSTS
    assert parse(embed.url) == embed


@pytest.mark.parametrize("url", FOREIGN)
def test_it_takes_no_other_address(url: str) -> None:
    assert parse(url) is None


def test_each_service_has_an_example() -> None:
    assert {service.name for service in SERVICES} == {service for _url, service, _page in KNOWN}
