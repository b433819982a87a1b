"""What was measured, as a page of Markdown."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence

import django
from django.db import connection
from django.utils import timezone

from newsroom.website.models import PublishedArticle
from tests.bench.analyser import Speed
from tests.bench.making import Made
from tests.bench.timing import FLOOR, Times

HEAD = """# Measurements

{when} · Python {python} · Django {django} · {database} · {processors} processors · {articles:,} articles on the site

The real application, asked in one process without a server: every kind of page once in each of {rounds} rounds.
«×» is its median beside that of `{floor}`, which asks no database and fills no template. Times depend on the machine
and on what else it does; what to compare are statements, bytes and ratios.

"""


def written(
    *,
    made: Made,
    speeds: Sequence[Speed],
    few: Mapping[str, int],
    many: Mapping[str, int],
    times: Mapping[str, Times],
    weight: int,
) -> str:
    lines = [*_pages(few, many, times), "", *_weights(weight), "", *_making(made), "", *_analyser(speeds), ""]
    return _head(times) + "\n".join(lines)


def _head(times: Mapping[str, Times]) -> str:
    return HEAD.format(
        when=f"{timezone.localtime():%Y-%m-%d %H:%M}",
        python=platform.python_version(),
        django=django.get_version(),
        database=f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}",
        processors=os.cpu_count(),
        articles=PublishedArticle.objects.live().count(),
        floor=FLOOR,
        rounds=len(times[FLOOR].seconds),
    )


def _pages(few: Mapping[str, int], many: Mapping[str, int], times: Mapping[str, Times]) -> Iterator[str]:
    """A line a kind; statements twice where they are others in the demo newsroom, which is small."""
    floor = times[FLOOR].median
    yield "| page | statements | median, ms | p95, ms | × | KB | KB, gzip |"
    yield "| --- | --: | --: | --: | --: | --: | --: |"
    for name, one in times.items():
        counts = dict.fromkeys(found[name] for found in (few, many) if name in found)
        yield (
            f"| {name} | {' → '.join(map(str, counts)) or 0} | {one.median * 1e3:.1f} | {one.p95 * 1e3:.1f} "
            f"| {one.median / floor:.0f} | {one.raw / 1024:.1f} | {one.compressed / 1024:.1f} |"
        )


def _weights(weight: int) -> Iterator[str]:
    yield f"An article page with its stylesheets and scripts, compressed, without pictures: {weight / 1024:.1f} KB."


def _making(made: Made) -> Iterator[str]:
    yield (
        f"{made.count:,} generated articles: {made.seconds:.0f} s, {made.a_second:.0f} articles a second, "
        f"{made.worked / made.count * 1e3:.2f} ms of this process's work for each."
    )


def _analyser(speeds: Sequence[Speed]) -> Iterator[str]:
    yield "| analyser | words a second, met before | words a second, met for the first time | different words |"
    yield "| --- | --: | --: | --: |"
    for speed in speeds:
        yield f"| {speed.language} | {speed.known_a_second:,.0f} | {speed.new_a_second:,.0f} | {speed.new:,} |"
