"""The measurements, with a report: `make bench`.

Makes a newsroom of its own in a temporary folder, with `BENCH_ARTICLES` articles (10,000), on SQLite or, with
`BENCH_DB=postgres`, on a PostgreSQL of its own; asks the application in this process for every kind of page; starts
servers and measures these (`BENCH_ROUNDS`, `BENCH_SECONDS`); prints the measurements and writes them to the given
file, with a plot beside it.
"""

import gc
import logging
import os
import sys
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.making import Made
    from tests.bench.served.plan import Plan

ARTICLES = 10_000
SETTINGS_OF_OTHERS = ("PORT", "SITE_URL", "ALLOWED_HOSTS", "TIME_ZONE", "DEBUG", "EMAIL_URL", "DATABASE_URL")


def main(report: Path) -> None:
    count = int(os.environ.get("BENCH_ARTICLES") or ARTICLES)
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-", ignore_cleanup_errors=True) as folder:
        live_in(folder, postgres=os.environ.get("BENCH_DB") == "postgres")
        report.parent.mkdir(parents=True, exist_ok=True)
        text = measure(count, plot=report.with_suffix(".svg"))
    report.write_text(text, encoding="utf-8")
    tell(f"\n{text}\n→ {report}")


def live_in(folder: str, *, postgres: bool) -> None:
    """Let the settings of this process be those of an empty newsroom in the folder, whatever the caller's are."""
    for name in SETTINGS_OF_OTHERS:
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings", "ENV_FILE": os.devnull}
    if postgres:
        from tests.databases import start_postgresql

        # The database that every server has; that of the tests is made by the tests.
        os.environ["DATABASE_URL"] = start_postgresql().replace("/newsroom?", "/postgres?")
    import django

    django.setup()
    # Who is granted what role, and that a page is not there, is no news here.
    logging.disable(logging.WARNING)


def measure(count: int, *, plot: Path) -> str:
    """Make the newsroom, measure, write the plot, and return the report."""
    # Here, because nothing of the product can be imported before its settings are there.
    from django.core.management import call_command

    from tests.bench import making, pages, timing
    from tests.bench.served import machine, plan

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    chosen = plan.read()
    if chosen.is_quick:
        making.make_few()
        return joined("\n".join(machine.lines()), measure_servers(chosen, plot))
    call_command("make_demo", stdout=StringIO())
    few = timing.statements(pages.kinds())
    made = making.make(count)
    # What making left in memory is not the pages' burden.
    gc.collect()
    gc.freeze()
    return joined("\n".join(machine.lines()), measure_servers(chosen, plot), measure_pages(few, made))


def joined(*parts: str) -> str:
    return "\n".join(["# Measurements\n", *parts])


def measure_servers(chosen: "Plan", plot: Path) -> str:
    """Measure behind the servers, where nginx and wrk are installed."""
    from tests.bench import pages
    from tests.bench.served import measurement, report, site
    from tests.bench.served import plot as drawing

    if missing := site.missing():
        return f"\nAll that is measured behind a server is left out. Not installed: {', '.join(missing)}.\n"
    tell("servers …")
    served = measurement.measure(pages.kinds(), chosen)
    plot.write_text(drawing.drawn(served.speeds), encoding="utf-8")
    return f"\n{report.written(served)}"


def measure_pages(few: Mapping[str, int], made: "Made") -> str:
    """Measure every kind of page in this process."""
    from tests.bench import analyser, pages, report, timing

    tell("pages …")
    kinds = pages.kinds()
    return report.written(
        made=made,
        speeds=analyser.speeds(),
        few=few,
        many=timing.statements(kinds),
        times=timing.times(kinds),
        weight=timing.weight_of_all(kinds[pages.ARTICLE].addresses[0]),
    )


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/bench.md"))
