"""How fast each server answers, measured in turn in every round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.pages import ARTICLE, Kind
from tests.bench.served import nginx, wrk
from tests.bench.served.plan import Plan
from tests.bench.served.site import Site, get
from tests.newsroom.running import Running

STATIC = "static file, nginx"
SAME = "static file with the same headers, nginx"
STORED = "stored page, nginx"
LAYER = "stored page, application server"
EMPTY = "empty Django view"
UNCACHED = (
    ARTICLE, "front", "section", "section, older", "tag", "search, a word of every article", "feed, RSS",
    "sitemap, a thousand articles",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    name: str
    server: Running
    port: int
    paths: Sequence[str]


Speeds = Mapping[tuple[str, int], Sequence[wrk.Run]]
"""By the name of a target and the number of connections, a run for each round."""


def measure(site: Site, kinds: Mapping[str, Kind], plan: Plan) -> Speeds:
    """Ask all targets once a round, so that whatever disturbs the machine disturbs all alike."""
    found: dict[tuple[str, int], list[wrk.Run]] = {}
    targets = _targets(site, kinds, plan)
    for target in () if plan.is_quick else targets:
        # What a process does only once is not measured.
        wrk.run(target.port, target.paths, target.server, connections=4, seconds=1)
    for _round in range(plan.rounds):
        for connections in plan.connections:
            for target in targets:
                run = wrk.run(
                    target.port, target.paths, target.server, connections=connections, seconds=plan.seconds
                )  # fmt: skip
                found.setdefault((target.name, connections), []).append(run)
    return found


def _targets(site: Site, kinds: Mapping[str, Kind], plan: Plan) -> list[Target]:
    page = kinds[ARTICLE].addresses[0]
    names = UNCACHED[:1] if plan.is_quick else UNCACHED
    site.copy_as_static_files(page, _stored_bytes(site, page))
    return [
        Target(STATIC, site.nginx, site.static_port, [nginx.STATIC_FILE]),
        Target(SAME, site.nginx, site.static_port, [nginx.SAME_ANSWER]),
        Target(STORED, site.nginx, site.nginx_port, [page]),
        Target(LAYER, site.stored, site.stored.port, [page]),
        Target(EMPTY, site.empty, site.empty.port, ["/"]),
        *(Target(name, site.uncached, site.uncached.port, kinds[name].addresses) for name in names),
    ]


def _stored_bytes(site: Site, page: str) -> bytes:
    """Return what a browser gets of a page from nginx, once the page is stored."""
    answers = [get(site.nginx_port, page, Accept_Encoding="br, gzip") for _time in ("rendered", "stored")]
    assert {status for status, _body in answers} == {200}
    return answers[-1][1]
