"""Every page reads large tables by an index, with as many statements when there are more articles."""

import os
from collections.abc import Mapping
from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command

from newsroom.demo import replay
from newsroom.website.models import PublishedArticle
from tests import digest_factories
from tests.bench import copies, generated_articles, pages, plans, timing
from tests.bench.pages import Kind

pytestmark = pytest.mark.django_db

POOL = 300
FEW = 3_000
"""More than a search looks at in one language."""
ASKED = os.environ.get("PLAN_ARTICLES", "")
"""With so many articles, 100000 for a release, the growth of the work is judged too."""
MANY = int(ASKED or 2 * FEW)
GROWTH, ALLOWANCE = 1.3, {"sqlite": 3_000, "postgresql": 40}
"""Of the work of the database for a page, and what an index one level deeper may add."""
BY_DATE = {"archive", "sitemap, news", "sitemap"}
"""Pages about a year or two days, which the few older articles do not fill, and one line for each thousand."""


def test_pages_read_by_index_with_the_same_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "replay", mock.Mock())
    call_command("make_demo", stdout=StringIO())
    for _done in generated_articles.publish_pool(POOL, of=MANY):
        pass
    pool = generated_articles.newest(POOL)
    fill(pool, FEW, rounds=1)
    digest_factories.published(*PublishedArticle.objects.live("ru").newest_first()[:5])
    kinds = pages.kinds()
    few_statements, few_costs = timing.statements(kinds), costs(kinds) if ASKED else {}
    fill(pool, MANY, rounds=FEW // POOL)
    kinds = pages.kinds()
    assert timing.statements(kinds) == few_statements
    assert [line for kind in kinds.values() for line in unindexed(kind)] == []
    grown = {
        name: (few_costs[name], now)
        for name, now in (costs(kinds) if ASKED else {}).items()
        if name not in BY_DATE and now > GROWTH * few_costs[name] + ALLOWANCE[plans.connection.vendor]
    }
    assert grown == {}


def fill(pool: copies.Pool, count: int, rounds: int) -> None:
    for _done in copies.multiply(pool, count, rounds):
        pass


def unindexed(kind: Kind) -> list[str]:
    client = timing.client_of(kind.login)
    statements = plans.reads_of(client, kind.addresses[0])
    return [line for statement in statements for line in plans.unindexed(statement)]


def costs(kinds: Mapping[str, Kind]) -> dict[str, int]:
    return {name: cost(kind) for name, kind in kinds.items()}


def cost(kind: Kind) -> int:
    client, address = timing.client_of(kind.login), kind.addresses[0]
    return plans.cost(client, address, plans.reads_of(client, address))
