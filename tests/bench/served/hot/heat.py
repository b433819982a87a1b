"""A hot article that is edited while many ask for it."""

import gzip
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from statistics import quantiles

from django.conf import settings

from tests.bench.served import cores
from tests.bench.served.hot import renderings
from tests.bench.served.hot.article import HotArticle, number_in, site_version
from tests.bench.served.hot.load import Order, Sample
from tests.bench.served.plan import Plan
from tests.bench.served.site import Site, get

PAUSE_SECONDS = 1.5
OTHER_PAGES = 10


@dataclass(frozen=True)
class Heat:
    """Of one rate. Times are in seconds, from the moment when a request was due to the end of its answer.

    `late_p99` is how late the client itself was. `failures` are counted by status. `stale` answers began after a
    publication and show the text before it. `hot_renderings` holds a number for each site version, `most_of_others`
    the greatest of another page.
    """

    rate: int
    answers: int
    p50: float
    p99: float
    longest: float
    late_p99: float
    failures: Mapping[int, int]
    stale: int
    publications: int
    hot_renderings: Sequence[int]
    most_of_others: int


def measure(site: Site, article: HotArticle, others: Sequence[str], plan: Plan) -> list[Heat]:
    """Ask at each rate, 70 % of it for the hot article, while a new text of it is published every two seconds or so."""
    paths = [article.path, *others[:OTHER_PAGES]]
    return [_measure(site, article, Order(site.nginx_port, paths, rate, plan.hot_seconds)) for rate in plan.rates]


def _measure(site: Site, article: HotArticle, order: Order) -> Heat:
    for path in order.paths:
        get(order.port, path)
    logged, first = site.renderings.stat().st_size, site_version()
    with cores.pinned(cores.CLIENT):
        client = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.served.hot.load"],
            cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert client.stdin
    client.stdin.write(json.dumps(order._asdict()))
    client.stdin.close()
    client.stdin = None
    with cores.pinned(cores.SERVER):
        acknowledged = _publish(article, time.monotonic() + order.seconds)
    printed = json.loads(client.communicate()[0])
    samples = [Sample(*values) for values in printed["samples"]]
    numbers = [number_in(_text(bytes.fromhex(body))) for body in printed["bodies"]]
    counted = renderings.read(site.renderings, logged)
    hot = order.paths[0]
    return Heat(
        order.rate,
        len(samples),
        *_latencies([sample.ended - sample.due for sample in samples]),
        late_p99=_latencies([sample.sent - sample.due for sample in samples])[1],
        failures=Counter(sample.status for sample in samples if sample.status != HTTPStatus.OK),
        stale=sum(is_stale(sample, numbers, acknowledged) for sample in samples),
        publications=len(acknowledged),
        hot_renderings=[counted[hot, version] for version in range(first + 1, site_version() + 1)],
        most_of_others=max((count for (path, _version), count in counted.items() if path != hot), default=0),
    )


def _publish(article: HotArticle, until: float) -> dict[int, float]:
    """Publish again and again; return when each text was acknowledged."""
    acknowledged = {}
    # The client needs a moment to start, and the last text some to be asked for.
    while time.monotonic() < until - PAUSE_SECONDS / 2:
        article.prepare()
        acknowledged[article.number] = article.publish()
        time.sleep(PAUSE_SECONDS)
    return acknowledged


def is_stale(sample: Sample, numbers: Sequence[int], acknowledged: Mapping[int, float]) -> bool:
    """Return whether an answer shows an earlier text than one that was acknowledged before it was asked for."""
    if sample.path or sample.status != HTTPStatus.OK:
        return False
    return any(numbers[sample.body] < number and sample.sent > moment for number, moment in acknowledged.items())


def _latencies(seconds: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, the 99th percentile and the maximum."""
    cuts = quantiles(seconds, n=100)
    return cuts[49], cuts[98], max(seconds)


def _text(body: bytes) -> str:
    return gzip.decompress(body).decode() if body.startswith(b"\x1f\x8b") else body.decode(errors="replace")
