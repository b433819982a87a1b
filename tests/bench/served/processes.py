"""What the processes of a server have used."""

import os
from pathlib import Path
from typing import NamedTuple

from tests.newsroom.running import Running

TICKS = os.sysconf("SC_CLK_TCK")


class Memory(NamedTuple):
    """Of all processes of a server, in bytes: `shared` parts count for each process in `rss`, once in `pss`."""

    processes: int
    rss: int
    pss: int


def cpu_seconds(server: Running) -> float:
    """Return how long its processes have computed."""
    return sum(_ticks(pid) for pid in _pids(server)) / TICKS


def memory(server: Running) -> Memory:
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in _pids(server)]
    return Memory(len(rollups), _sum(rollups, "Rss:"), _sum(rollups, "Pss:"))


def _pids(server: Running) -> list[int]:
    return [server.process.pid, *server.pids()]


def _ticks(pid: int) -> int:
    # The command in parentheses may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _sum(rollups: list[str], name: str) -> int:
    lines = (line.split() for text in rollups for line in text.splitlines())
    return sum(int(words[1]) * 1024 for words in lines if words[0] == name)
