"""Runs wrk, which asks as fast as it gets answers."""

import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.served import cores, processes
from tests.newsroom.running import Running

WRK = shutil.which("wrk")
PATIENCE_SECONDS = 30
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Run:
    """One run. Times are in seconds; `cpu` is the server's a request, `client_busy` wrk's share of its core."""

    requests: int
    rate: float
    p50: float
    p99: float
    failed: int
    cpu: float
    client_busy: float


def run(port: int, paths: Sequence[str], server: Running, *, connections: int, seconds: int) -> Run:
    """Ask a server for the paths in turn, as a browser that takes compressed pages.

    A machine that is too busy for one answer in this time gets twice as much.
    """
    assert WRK
    first = f"http://127.0.0.1:{port}{paths[0]}"
    command = [
        *(WRK, "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "20s"),
        *("--script", str(SCRIPT), "--header", "Accept-Encoding: br, gzip", first, "--", *paths),
    ]
    cpu, own = processes.cpu_seconds(server), _children_seconds()
    with cores.pinned(cores.CLIENT):
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in printed.splitlines() if line.startswith("RESULT "))
    requests, duration, p50, p99, failed = (int(word) for word in line.split()[1:])
    if not requests:
        assert seconds < PATIENCE_SECONDS, f"no answer: {first}"
        return run(port, paths, server, connections=connections, seconds=2 * seconds)
    elapsed = duration / 1e6
    return Run(
        requests=requests,
        rate=requests / elapsed,
        p50=p50 / 1e6,
        p99=p99 / 1e6,
        failed=failed,
        cpu=(processes.cpu_seconds(server) - cpu) / requests,
        client_busy=(_children_seconds() - own) / elapsed,
    )


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
