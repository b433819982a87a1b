"""The requests a second of each target as horizontal bars, on a scale of powers of ten."""

from collections.abc import Iterator
from html import escape
from math import ceil, log10
from statistics import median

from tests.bench.served.speeds import Speeds

WIDTH, NAMES, RIGHT = 860, 250, 70
BAR, ROW, TOP = 12, 34, 46
COLOURS = ("#8aa4c8", "#1f4e8c")
STYLE = "text{font:12px sans-serif;fill:#222}line{stroke:#ddd}"
# For pages of a dark colour.
PAPER = '<rect width="100%" height="100%" fill="#fff"/>'


def drawn(speeds: Speeds) -> str:
    """Return an SVG: a row for each target, a bar for each number of connections."""
    names, counts = list(dict.fromkeys(name for name, _count in speeds)), sorted({count for _name, count in speeds})
    top = max(ceil(log10(max(median(run.rate for run in runs) for runs in speeds.values()))), 1)
    height = TOP + ROW * len(names) + 24
    parts = [*_legend(counts), *_scale(top, height - 24)]
    for place, name in enumerate(names):
        parts += _row(
            TOP + ROW * place, name, [median(run.rate for run in speeds[name, count]) for count in counts], top
        )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    return "\n".join([head, f"<style>{STYLE}</style>", PAPER, *parts, "</svg>", ""])


def _legend(counts: list[int]) -> Iterator[str]:
    yield '<text x="10" y="18">Requests a second, median of the rounds; logarithmic scale</text>'
    for place, (count, colour) in enumerate(zip(counts, COLOURS, strict=False)):
        x = NAMES + 240 + place * 150
        yield f'<rect x="{x}" y="8" width="{BAR}" height="{BAR}" fill="{colour}"/>'
        yield f'<text x="{x + 18}" y="18">{count} connection{"s" if count > 1 else ""}</text>'


def _scale(top: int, bottom: int) -> Iterator[str]:
    for power in range(top + 1):
        x = _x(10**power, top)
        yield f'<line x1="{x}" x2="{x}" y1="{TOP - 12}" y2="{bottom}"/>'
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{10**power:,}</text>'


def _row(y: int, name: str, rates: list[float], top: int) -> Iterator[str]:
    yield f'<text x="{NAMES - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
    for place, (rate, colour) in enumerate(zip(rates, COLOURS, strict=False)):
        width = max(_x(rate, top) - NAMES, 1)
        yield f'<rect x="{NAMES}" y="{y + place * BAR}" width="{width}" height="{BAR}" fill="{colour}"/>'
        yield f'<text x="{NAMES + width + 4}" y="{y + place * BAR + 10}">{rate:,.0f}</text>'


def _x(rate: float, top: int) -> int:
    return NAMES + round((WIDTH - NAMES - RIGHT) * log10(max(rate, 1)) / top)
