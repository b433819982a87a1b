"""What was measured at the servers, as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from tests.bench.served import cores
from tests.bench.served.hot.heat import Heat
from tests.bench.served.measurement import Served
from tests.bench.served.processes import Memory
from tests.bench.served.ratios import Ratio, all_ratios
from tests.bench.served.speeds import Speeds
from tests.bench.served.visible import Visibility

HEAD = """## Behind a server

`manage.py serve` with 2 processes behind nginx with `deploy/nginx.conf`, both as in production but without TLS.
{cores} {rounds} round(s) of {seconds} s for each target and number
of connections; the targets take turns in every round. A ratio is of two runs of the same round. The stored page is an
article, {bytes:,} bytes in the coding that a browser accepts. nginx serves these bytes as a static file twice: plainly,
and with the choice of the coding and the headers of a public page, which is then the same answer. The empty view
answers `ok` with the middleware of `startproject`, from gunicorn with the same settings. Pages that are «not stored»
come from a server without stored pages, which renders one for each request; what the pages of one site version have in
common is in its memory by then.
"""
APART = "All servers share one core; wrk and the readers have another one."
TOGETHER = "All servers, wrk and the readers share the one core."

SPEEDS = """### Requests a second and latency

![Requests a second of each target](bench.svg)

Median of the rounds, and the worst round in parentheses. «CPU» is the server's for a request. «wrk» is how busy wrk's
core was: near 100 % wrk sets the limit, and then the server's CPU tells more than the rate.
"""
VISIBLE = """### From publication to reader

«Action» is how long the editor waits for `publish`; «visible» is from then to the whole new page at a reader who asks
at once, its rendering included; «former answers» came in between with the text before. Medians, and the longest in
parentheses.
"""
HOT = """### A hot article that is edited

Readers ask nginx at a fixed rate, 70 % of them for one article and the others for ten other pages, while a new text of
it is edited, reviewed and published every two seconds or so, on the core of the servers. Each publication makes all
pages new. Latency is counted from the moment when a request was due, so that waiting is not hidden; «client late» is
the part of it that is the client's own fault. A column with several numbers has one for each publication.
"""


def written(served: Served) -> str:
    ratios = all_ratios(served.speeds)
    head = HEAD.format(
        rounds=served.plan.rounds,
        seconds=served.plan.seconds,
        bytes=served.page_bytes,
        cores=TOGETHER if cores.CLIENT == cores.SERVER else APART,
    )
    parts: list[Iterator[str]] = [
        _goals([ratio for ratio in ratios if ratio.sign], served.heats),
        _others([ratio for ratio in ratios if not ratio.sign]),
        _speeds(served.speeds),
        _memory(served.memory),
        _visible(served.publications),
        _hot(served.heats),
    ]
    return "\n".join([head, *(line for part in parts for line in (*part, ""))])


def _goals(ratios: Sequence[Ratio], heats: Sequence[Heat]) -> Iterator[str]:
    yield "### Goals"
    yield ""
    yield "| goal | connections | median | worst round | wanted | |"
    yield "| --- | --: | --: | --: | --: | --- |"
    for ratio in ratios:
        yield (
            f"| {ratio.name} | {ratio.connections} | {ratio.median:.2f} | {ratio.worst:.2f} "
            f"| {ratio.sign} {ratio.goal} | {_verdict(ratio.is_reached)} |"
        )
    renderings = [count for heat in heats for count in heat.hot_renderings]
    stale = sum(heat.stale for heat in heats)
    yield (
        f"| renderings of a hot article for each of its {len(renderings)} publications | | {median(renderings):.0f} "
        f"| {max(renderings)} | 1 | {_verdict(set(renderings) == {1})} |"
    )
    yield f"| answers with a former text after a publication | | | {stale} | 0 | {_verdict(not stale)} |"


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "**missed**"


def _others(ratios: Sequence[Ratio]) -> Iterator[str]:
    yield "| other ratios | connections | median | worst round |"
    yield "| --- | --: | --: | --: |"
    for ratio in ratios:
        yield f"| {ratio.name} | {ratio.connections} | {ratio.median:.3f} | {ratio.worst:.3f} |"


def _speeds(speeds: Speeds) -> Iterator[str]:
    yield SPEEDS
    yield "| target | connections | requests/s | p50, ms | p99, ms | CPU, ms | wrk | failed |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for (name, connections), runs in speeds.items():
        rates, halves, slow = ([getattr(run, key) for run in runs] for key in ("rate", "p50", "p99"))
        yield (
            f"| {name} | {connections} | {median(rates):,.0f} ({min(rates):,.0f}) "
            f"| {median(halves) * 1e3:.2f} ({max(halves) * 1e3:.2f}) "
            f"| {median(slow) * 1e3:.2f} ({max(slow) * 1e3:.2f}) "
            f"| {median(run.cpu for run in runs) * 1e3:.3f} | {median(run.client_busy for run in runs):.0%} "
            f"| {sum(run.failed for run in runs)} |"
        )


def _memory(memory: Mapping[str, Memory]) -> Iterator[str]:
    yield "### Memory after these runs"
    yield ""
    yield "| | processes | resident, MB | proportional, MB |"
    yield "| --- | --: | --: | --: |"
    for name, one in memory.items():
        yield f"| {name} | {one.processes} | {one.rss / 1e6:.0f} | {one.pss / 1e6:.0f} |"


def _visible(publications: Sequence[Visibility]) -> Iterator[str]:
    yield VISIBLE
    yield "| asked | publications | action, ms | visible, ms | former answers |"
    yield "| --- | --: | --: | --: | --: |"
    for way in dict.fromkeys(one.way for one in publications):
        chosen = [one for one in publications if one.way == way]
        actions, visible = [one.action * 1e3 for one in chosen], [one.visible * 1e3 for one in chosen]
        yield (
            f"| {way} | {len(chosen)} | {median(actions):.0f} ({max(actions):.0f}) | {median(visible):.0f} "
            f"({max(visible):.0f}) | {sum(one.former for one in chosen)} |"
        )


def _hot(heats: Sequence[Heat]) -> Iterator[str]:
    yield HOT
    yield (
        "| requests/s | answers | p50, ms | p99, ms | longest, ms | client late p99, ms | failed | stale "
        "| publications "
        "| renderings of each, hot article | other pages, at most |"
    )
    yield "| --: | --: | --: | --: | --: | --: | --: | --: | --: | --- | --: |"
    for heat in heats:
        yield (
            f"| {heat.rate:,} | {heat.answers:,} | {heat.p50 * 1e3:.1f} | {heat.p99 * 1e3:.0f} "
            f"| {heat.longest * 1e3:.0f} | {heat.late_p99 * 1e3:.1f} | {_failures(heat)} | {heat.stale} "
            f"| {heat.publications} | {', '.join(map(str, heat.hot_renderings))} | {heat.most_of_others} |"
        )


def _failures(heat: Heat) -> str:
    """Return how many answers had which status; 0 stands for a connection without an answer."""
    return ", ".join(f"{count} × {status}" for status, count in heat.failures.items()) or "0"
