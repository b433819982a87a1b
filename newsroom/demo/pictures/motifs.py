"""Things that several pictures share."""

import math
from collections.abc import Sequence
from itertools import pairwise

from newsroom.demo.pictures.canvas import Canvas, Point


def clouds(canvas: Canvas, y: float, colour: str, count: int) -> None:
    """Long soft clouds around a level."""
    for _ in range(count):
        x, level = canvas.random.uniform(-100, canvas.width), y + canvas.random.uniform(-130, 170)
        length = canvas.random.uniform(160, 460)
        puffs = [
            (x + part * length / 6, level - 12 * math.sin(part / 6 * math.pi), length / 7, canvas.random.uniform(6, 15))
            for part in range(7)
        ]
        canvas.ellipses(puffs, colour, 0.4, blur=9)


def snowcaps(canvas: Canvas, outline: list[Point], depth: float, colour: str) -> None:
    """Snow on the summits of an outline, down to `depth` below the highest."""
    top = outline[:-2]
    line = min(y for _, y in top) + depth
    caps: list[list[Point]] = []
    cap: list[Point] = []
    for x, y in top:
        if y < line:
            cap.append((x, y))
        elif len(cap) > 2:
            caps.append(cap)
            cap = []
    for points in caps:
        under = [(x, y + (line - y) * canvas.random.uniform(0.25, 0.85)) for x, y in reversed(points)]
        canvas.polygon([*points, *under], colour, 0.85)


def grass(canvas: Canvas, bottom: float, top: float, count: int, colour: str, left: float = -20) -> None:
    """Blades that stand on `bottom` and reach up to `top`, from `left` to as far from the other edge."""
    blades = []
    for _ in range(count):
        x, lean = canvas.random.uniform(left, canvas.width - left), canvas.random.uniform(-36, 36)
        height = canvas.random.uniform(0.25, 1) * (bottom - top)
        blades.append([(x, bottom), (x + lean * 0.3, bottom - height * 0.6), (x + lean, bottom - height)])
    canvas.lines(blades, 2.2, colour, 0.9)


def village(canvas: Canvas, x: float, y: float) -> None:
    """Nine small houses in a row."""
    for number in range(9):
        left = x + number * 92 + canvas.random.uniform(-14, 14)
        wide, high = canvas.random.uniform(46, 70), canvas.random.uniform(24, 34)
        canvas.rectangles([(left, y - high, wide, high + 30)], ("#efe0d2", "#b79d98"))
        canvas.polygon([(left - 8, y - high), (left + wide / 2, y - high - 26), (left + wide + 8, y - high)], "#7a3f43")
        canvas.rectangles(
            [(left + wide * 0.2, y - high + 8, 10, 11), (left + wide * 0.6, y - high + 8, 10, 11)], "#ffdf8e"
        )


def smooth(outline: Sequence[Point], rounds: int = 3) -> list[Point]:
    """The closed outline with its corners cut (Chaikin), `rounds` times."""
    for _ in range(rounds):
        cut: list[Point] = []
        for (x, y), (u, v) in pairwise([*outline, outline[0]]):
            cut += [(0.75 * x + 0.25 * u, 0.75 * y + 0.25 * v), (0.25 * x + 0.75 * u, 0.25 * y + 0.75 * v)]
        outline = cut
    return list(outline)
