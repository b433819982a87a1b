"""How quickly articles are published in great numbers."""

import time
from dataclasses import dataclass

from tests import digest_factories, factories
from tests.bench import generated_articles


@dataclass(frozen=True)
class Made:
    """So many articles imported in so many seconds, of which this process worked so many."""

    count: int
    seconds: float
    worked: float

    @property
    def a_second(self) -> float:
        return self.count / self.seconds


def make(count: int) -> Made:
    """Publish `count` articles; time those that are imported, because copies say nothing about publishing."""
    begun, worked = time.perf_counter(), time.process_time()
    made = Made(0, 0, 0)
    for done in generated_articles.publish(count):
        if done <= generated_articles.POOL:
            made = Made(done, time.perf_counter() - begun, time.process_time() - worked)
    return made


def make_few() -> None:
    """Publish so much that every kind of page is there: three articles, one in Kazakh, and a digest."""
    few = [factories.published(tags=("вода",), signed="author") for _ in range(3)]
    factories.published(language="kk", tags=("су",), signed="author")
    digest_factories.published(*few)
