"""The demo outlet's own pictures: nine roads that meet."""

from math import cos, pi, sin

from PIL import Image, ImageDraw

GROUND = (143, 45, 31)
ROAD = (255, 248, 236)
ROADS = 9
FINER = 2


def logo() -> Image.Image:
    """A square: the crossing of nine roads."""
    return _crossing(1200, 1200, centre=(600, 600), reach=430, width=38)


def cover() -> Image.Image:
    """1600 × 840 pixels, the shape that messengers show of a link: the roads run out of the picture."""
    return _crossing(1600, 840, centre=(800, 420), reach=1000, width=30)


def _crossing(across: int, down: int, *, centre: tuple[int, int], reach: int, width: int) -> Image.Image:
    """Drawn larger and made smaller, so that the edges are smooth."""
    drawn = Image.new("RGB", (across * FINER, down * FINER), GROUND)
    pen = ImageDraw.Draw(drawn)
    x, y = centre[0] * FINER, centre[1] * FINER
    for road in range(ROADS):
        turned = 2 * pi * road / ROADS - pi / 2
        end = (x + reach * FINER * cos(turned), y + reach * FINER * sin(turned))
        pen.line([(x, y), end], fill=ROAD, width=width * FINER)
    ring = 4 * width * FINER
    pen.ellipse((x - ring, y - ring, x + ring, y + ring), fill=GROUND, outline=ROAD, width=width * FINER)
    return drawn.resize((across, down), Image.Resampling.LANCZOS)
