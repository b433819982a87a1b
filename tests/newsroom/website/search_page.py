"""Read the search page."""

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from articles.actions import search_index as index
from newsroom.website.models import PublishedArticle


def found(reader: Client, query: str, prefix: str = "", **how: Any) -> list[int]:
    page = reader.get(f"{prefix}/search/?{urlencode({'q': query, **how})}")
    assert page.status_code == 200
    return ids(page.content.decode())


def ids(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<h2 class="row__headline">\s*<a href="(?:/kk)?/articles/(\d+)-', page)]


def text_of(reader: Client, query: str, **how: Any) -> str:
    return " ".join(reader.get(f"/search/?{urlencode({'q': query, **how})}").content.decode().split())


def enter() -> None:
    index.enter(list(PublishedArticle.objects.live()))
