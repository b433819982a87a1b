"""Digests in each state, made by the actions that the admin calls."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article
from newsroom.digests import actions as digest_actions
from newsroom.digests.content import Content, Item
from newsroom.digests.models import Digest
from newsroom.utils.dates import local_date
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests.users import member


def item(article: Article, retelling: str = "Коротко о главном.", headline: str = "") -> Item:
    return Item(PublishedArticle.objects.get(pk=article.pk), headline, retelling)


def content(*articles: Article, **words: Any) -> Content:
    today: date = local_date(timezone.now())
    own = {"title": "Неделя в городе", "starts_on": today - timedelta(days=6), "ends_on": today}
    return Content(**{**own, "items": [item(article) for article in articles], **words})


def draft(*articles: Article, by: User | None = None, language: str = "ru", **words: Any) -> Digest:
    return digest_actions.create_digest(content(*articles, **words), language=language, by=by or member("journalist"))


def submitted(*articles: Article, **how: Any) -> Digest:
    digest = draft(*articles, **how)
    digest_actions.submit(digest, by=digest.creator)
    return digest


def approved(*articles: Article, **how: Any) -> Digest:
    digest = submitted(*articles, **how)
    digest_actions.approve(digest, by=member("corrector"))
    return digest


def published(*articles: Article, **how: Any) -> Digest:
    digest = approved(*articles, **how)
    digest_actions.publish(digest, by=member("editor"))
    return digest


def revised(*articles: Article, **how: Any) -> Digest:
    digest = published(*articles, **how)
    digest_actions.revise(digest, by=digest.creator)
    return digest


def withdrawn(*articles: Article, **how: Any) -> Digest:
    digest = published(*articles, **how)
    digest_actions.withdraw(digest, by=member("editor"), reason="Ошибка")
    return digest


def spiked(*articles: Article, **how: Any) -> Digest:
    digest = draft(*articles, **how)
    digest_actions.spike(digest, by=digest.creator)
    return digest
