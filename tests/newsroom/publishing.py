"""A process beside a running newsroom that changes its public pages."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUMP = """
import sys
from django.db import transaction
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import Outlet
for letter in sys.stdin:
    with transaction.atomic():
        Outlet.objects.update_or_create(pk=1, defaults={"name_ru": "Газета " + letter.strip()})
        SiteVersion.bump()
    print("done", flush=True)
"""


@contextmanager
def publisher(folder: Path, values: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A process of the newsroom that names the outlet by each line that it gets, and then answers with a line."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", BUMP],
        cwd=folder, env=values, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        publish(process, "Ъ")
        yield process
    finally:
        process.kill()
        process.wait(20)


def publish(process: "subprocess.Popen[str]", letter: str) -> None:
    """Have it name the outlet so, and wait until that is committed and the pages are switched."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{letter}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"
