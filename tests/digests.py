"""Digests for the tests, made and moved through the door as people would."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles import publishing
from articles.models import Article, Digest, Publication
from newsroom.lib.clock import newsroom_day
from staff.models import User
from tests.cast import member


def item(article: Article, retelling: str = "Коротко о главном.", headline: str = "") -> publishing.Item:
    return publishing.Item(Publication.objects.get(pk=article.pk), headline, retelling)


def content(*articles: Article, **words: Any) -> publishing.Content:
    today: date = newsroom_day(timezone.now())
    own = {"title": "Неделя в городе", "starts_on": today - timedelta(days=6), "ends_on": today}
    return publishing.Content(**{**own, "items": [item(article) for article in articles], **words})


def draft(*articles: Article, by: User | None = None, language: str = "ru", **words: Any) -> Digest:
    return publishing.create_digest(content(*articles, **words), language=language, by=by or member("journalist"))


def submitted(*articles: Article, **how: Any) -> Digest:
    digest = draft(*articles, **how)
    publishing.press_digest("submit", digest, by=digest.creator)
    return digest


def approved(*articles: Article, **how: Any) -> Digest:
    digest = submitted(*articles, **how)
    publishing.press_digest("approve", digest, by=member("corrector"))
    return digest


def published(*articles: Article, **how: Any) -> Digest:
    digest = approved(*articles, **how)
    publishing.press_digest("publish", digest, by=member("editor"))
    return digest
