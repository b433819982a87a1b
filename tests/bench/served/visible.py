"""How soon readers see what was published."""

import time
from dataclasses import dataclass

from tests.bench.served import cores
from tests.bench.served.hot.article import HotArticle, number_in
from tests.bench.served.plan import Plan
from tests.bench.served.site import Site, get


@dataclass(frozen=True)
class Visibility:
    """Seconds of the action, and from its end to the first whole answer with the new text; `former` answers before."""

    way: str
    action: float
    visible: float
    former: int


def measure(site: Site, article: HotArticle, plan: Plan) -> list[Visibility]:
    """Publish and look, through nginx and at the application server."""
    ports = {"nginx": site.nginx_port, "application server": site.stored.port}
    return [_publish_and_look(way, port, article) for _time in range(plan.publications) for way, port in ports.items()]


def _publish_and_look(way: str, port: int, article: HotArticle) -> Visibility:
    path = article.path
    with cores.pinned(cores.SERVER):
        article.prepare()
        begun = time.monotonic()
        acknowledged = article.publish()
    former = 0
    while number_in(get(port, path)[1].decode()) != article.number:
        former += 1
        assert former < 1000, "the new text is not visible"
    return Visibility(way, acknowledged - begun, time.monotonic() - acknowledged, former)
