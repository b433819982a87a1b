"""All measurements of the servers, one after the other."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pages import ARTICLE, Kind
from tests.bench.served import nginx, processes, speeds, visible
from tests.bench.served.hot import heat
from tests.bench.served.hot.article import HotArticle
from tests.bench.served.plan import Plan
from tests.bench.served.site import get, served


@dataclass(frozen=True)
class Served:
    plan: Plan
    page_bytes: int
    speeds: speeds.Speeds
    memory: Mapping[str, processes.Memory]
    publications: Sequence[visible.Visibility]
    heats: Sequence[heat.Heat]


def measure(kinds: Mapping[str, Kind], plan: Plan) -> Served:
    """Serve the newsroom in VAR_DIR and measure."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-servers-") as folder, served(Path(folder)) as site:
        found = speeds.measure(site, kinds, plan)
        servers = {
            "application server": site.stored,
            "worker": site.worker,
            "nginx": site.nginx,
            "empty Django view": site.empty,
        }
        memory = {name: processes.memory(server) for name, server in servers.items()}
        page_bytes = len(get(site.static_port, nginx.STATIC_FILE)[1])
        article = HotArticle()
        publications = visible.measure(site, article, plan)
        others = [*kinds["front"].addresses, *kinds[ARTICLE].addresses]
        return Served(plan, page_bytes, found, memory, publications, heat.measure(site, article, others, plan))
