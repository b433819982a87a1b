"""The machine and the versions of what ran on it."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import django
import gunicorn
from django.db import connection
from django.utils import timezone

from newsroom import __version__
from newsroom.website.models import PublishedArticle
from tests.bench.served import cores
from tests.newsroom.proxied import NGINX


def lines() -> Iterator[str]:
    articles = PublishedArticle.objects.live().count()
    yield f"{timezone.localtime():%Y-%m-%d %H:%M %Z}, `make bench`, {articles:,} articles on the site. Times depend"
    yield "on the machine and on what else it does: compare ratios, statements and bytes."
    yield ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    yield f"* {len(cores.AVAILABLE)} processor cores ({_processor()}), {memory:.0f} GiB of memory, {platform.system()}"
    yield f"  {platform.release()}; load average {load} when the measurements of the servers began"
    database = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    yield f"* newsroom {__version__}, Python {platform.python_version()}, Django {django.get_version()},"
    yield f"  gunicorn {gunicorn.__version__}, {_nginx()}, {_wrk()}, {database}"


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def _nginx() -> str:
    return _version([str(NGINX), "-v"], r"nginx/([\d.]+)", "nginx")


def _wrk() -> str:
    return _version(["wrk", "-v"], r"wrk (?:debian/)?([\d.]+)", "wrk")


def _version(command: list[str], pattern: str, name: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(pattern, done.stdout + done.stderr)
    return f"{name} {found[1]}" if found else name
