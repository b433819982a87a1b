"""How quickly articles are published in great numbers."""

import time
from dataclasses import dataclass

from tests.bench import generated_articles


@dataclass(frozen=True)
class Made:
    """So many articles in so many seconds, of which this process worked so many."""

    count: int
    seconds: float
    worked: float

    @property
    def a_second(self) -> float:
        return self.count / self.seconds


def make(count: int) -> Made:
    begun, worked = time.perf_counter(), time.process_time()
    for _published in generated_articles.publish(count):
        pass
    return Made(count, time.perf_counter() - begun, time.process_time() - worked)
