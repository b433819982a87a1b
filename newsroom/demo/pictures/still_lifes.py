"""Still lifes: bread on a table, a dombyra."""

import math

from PIL import Image

from newsroom.demo.pictures.canvas import Canvas, Point
from newsroom.demo.pictures.motifs import smooth

LOAF_CUTS = (-150, -50, 50, 150)


def bread() -> Image.Image:
    """A round loaf and ears of wheat on a table."""
    canvas = Canvas("bread", "#e9c48d", "#f3ddb2", "#fbeed2")
    canvas.glow(420, 160, 900, "#fff6dc", 0.6)
    canvas.polygon([(0, 660), (1600, 640), (1600, 1067), (0, 1067)], ("#b9794a", "#7a4526"))
    for level in (742, 850, 970):
        canvas.lines([[(0, level + 6), (1600, level - 6)]], 4, "#69391f", 0.6)
    cloth = [(330, 720), (1270, 700), (1420, 930), (1240, 1000), (420, 1010), (200, 930)]
    canvas.polygon(smooth(cloth, 2), ("#f6f2ea", "#cfd6dd"))
    checks: list[list[Point]] = [[(380 + k * 100, 716), (270 + k * 124, 990)] for k in range(10)]
    canvas.lines(checks, 7, "#c7503f", 0.28)
    canvas.ellipses([(800, 852, 420, 84)], "#4b2a1a", 0.5, blur=14)
    crust = [
        (390, 800),
        (420, 560),
        (620, 420),
        (800, 396),
        (980, 420),
        (1180, 560),
        (1210, 800),
        (1100, 872),
        (500, 872),
    ]
    canvas.polygon(smooth(crust), ("#f0b45f", "#9a5722"))
    canvas.ellipses([(720, 540, 220, 70)], "#ffdf9f", 0.45, blur=24)
    for offset in LOAF_CUTS:
        x = 800 + offset * 1.15
        cut = [(x - 26, 470 + abs(offset) * 0.35), (x + 30, 560), (x + 10, 740), (x - 40, 640)]
        canvas.polygon(smooth(cut), ("#fff0cc", "#e5b671"))
    flour = [(canvas.random.gauss(800, 260), canvas.random.gauss(560, 90)) for _ in range(260)]
    canvas.ellipses([(x, y, 2.2, 2.2) for x, y in flour if 440 < x < 1160 and y > 440], "#fffaf0", 0.8)
    for number in range(5):
        _lying_ear(canvas, 1080 + number * 22, 930 - number * 24, -0.25 - number * 0.09)
    canvas.rectangles([(170, 560, 170, 210)], ("#e7eef2", "#b4c5cf"), radius=26)
    canvas.ellipses([(255, 566, 74, 20)], "#fffdf8")
    return canvas.finish(vignette=0.25)


def dombyra() -> Image.Image:
    """The two-stringed instrument before a warm sun."""
    canvas = Canvas("dombyra", "#7d2f3a", "#c65a3c", "#f0a04a", "#f9cf7d")
    canvas.glow(800, 560, 760, "#ffe2a0", 0.7)
    canvas.ellipses([(800, 560, 360, 360)], ("#fff0c2", "#ffcf7a"))
    for radius in (430, 500, 570):
        ring = [
            (800 + radius * math.cos(a * math.tau / 90), 560 + radius * math.sin(a * math.tau / 90)) for a in range(91)
        ]
        canvas.lines([ring], 5, "#fff0c2", 0.35)
    turn = math.radians(38)

    def at(points: list[Point]) -> list[Point]:
        return [
            (800 + x * math.cos(turn) - y * math.sin(turn), 560 + x * math.sin(turn) + y * math.cos(turn))
            for x, y in points
        ]

    body = [
        (0, -20),
        (46, 30),
        (118, 120),
        (150, 230),
        (120, 330),
        (0, 372),
        (-120, 330),
        (-150, 230),
        (-118, 120),
        (-46, 30),
    ]
    shadow = [(x + 26, y + 30) for x, y in at(smooth(body))]
    canvas.polygon(shadow, "#5b1f22", 0.45, blur=16)
    canvas.polygon(at(smooth(body)), ("#d98a45", "#8a4520"))
    canvas.polygon(at(smooth([(x * 0.88, 180 + (y - 180) * 0.88) for x, y in body])), ("#f3bf72", "#cf8440"))
    canvas.polygon(at([(-17, 60), (17, 60), (13, -470), (-13, -470)]), ("#6b3519", "#4a2312"))
    canvas.polygon(at(smooth([(-26, -470), (26, -470), (34, -560), (0, -590), (-34, -560)], 2)), "#3d1c0f")
    frets: list[list[Point]] = [at([(-15, -60 - k * 34), (15, -60 - k * 34)]) for k in range(11)]
    canvas.lines(frets, 3, "#f0d9a8")
    canvas.ellipses([(*at([(0, 150)])[0], 22.0, 22.0)], "#4a2312")
    canvas.lines([at([(-36, 285), (36, 285)])], 10, "#4a2312")
    canvas.lines([at([(-6, -560), (-8, 286)]), at([(6, -560), (8, 286)])], 2.6, "#fff6e0")
    for side in (-1, 1):
        canvas.lines([at([(side * 24, -530), (side * 62, -538)])], 13, "#3d1c0f")
    return canvas.finish(vignette=0.35)


def _lying_ear(canvas: Canvas, x: float, y: float, angle: float) -> None:
    def at(along: float, across: float) -> Point:
        return (
            x + along * math.cos(angle) - across * math.sin(angle),
            y + along * math.sin(angle) + across * math.cos(angle),
        )

    canvas.lines([[at(-160, 0), at(150, 0)]], 5, "#b98234")
    for step in range(8):
        for side in (-1, 1):
            seed = [
                at(150 + step * 22, 0),
                at(166 + step * 22, side * 17),
                at(190 + step * 22, side * 11),
                at(176 + step * 22, 0),
            ]
            canvas.polygon(smooth(seed, 2), ("#f6d27a", "#c98b34"))
    canvas.lines([[at(330, side * 6), at(420, side * 30)] for side in (-1, 0, 1)], 2, "#d9a64e")
