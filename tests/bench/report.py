"""What was measured in this process, as Markdown."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.analyser import Speed
from tests.bench.making import Made
from tests.bench.timing import FLOOR, Times

HEAD = """## In one process

The real application, asked without a server: every kind of page once in each of {rounds} rounds.
«×» is its median beside that of `{floor}`, which asks no database and fills no template.

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
    return HEAD.format(floor=FLOOR, rounds=len(times[FLOOR].seconds))


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
