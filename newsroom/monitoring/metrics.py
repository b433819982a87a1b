"""Counters of requests, added up over the processes of the server, and the state of the installation."""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from newsroom.monitoring.state import state

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder where processes add up. prometheus_client reads it when it is imported."""

registry = CollectorRegistry()
requests = Counter(
    "newsroom_requests", "Requests that Django answered; stored pages are not among them.",
    ["side", "method", "status"], registry=registry,
)  # fmt: skip
seconds = Histogram(
    "newsroom_request_seconds", "Time in which Django answered.",
    ["side"], registry=registry, buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)  # fmt: skip


class StateCollector(Collector):
    """The gauges of `monitoring.state`, read when they are asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, meaning, samples in state():
            family = GaugeMetricFamily(name, meaning, labels=sorted(samples[0].labels))
            for labels, value in samples:
                family.add_metric([labels[key] for key in sorted(labels)], value)
            yield family


def exposition() -> bytes:
    """Return all metrics in Prometheus' text format, version 0.0.4."""
    counters = registry
    if os.environ.get(MULTIPROCESS_FOLDER):
        counters = CollectorRegistry()
        MultiProcessCollector(counters)  # type: ignore[no-untyped-call]
    gauges = CollectorRegistry()
    gauges.register(StateCollector())
    return generate_latest(counters) + generate_latest(gauges)
