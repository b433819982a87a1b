"""Mountains, water, trees and sky."""

import math

from PIL import Image

from newsroom.demo.pictures.canvas import Canvas, Point, mix
from newsroom.demo.pictures.motifs import clouds, grass, snowcaps


def mountains() -> Image.Image:
    """Blue ranges, one behind another, and a road that leads to them."""
    canvas = Canvas("mountains", "#2f6fb0", "#6aa4d8", "#b4d4ea", "#f3e6d0")
    canvas.glow(380, 420, 700, "#fff1d0", 0.5)
    clouds(canvas, 170, "#ffffff", 8)
    far = canvas.peaks(560, 330, 5, 0.42)
    canvas.land(far, ("#8fb0d2", "#b9cfe0"))
    snowcaps(canvas, far, 150, "#f8fbff")
    canvas.mist(440, 640, "#dbe8f1", 0.6)
    near = canvas.peaks(660, 240, 7, 0.4)
    canvas.land(near, ("#4f79a8", "#7fa0bd"))
    canvas.mist(560, 740, "#d4e3ea", 0.6)
    canvas.land(canvas.ridge(720, 44, detail=4, wave=3), ("#4d7a72", "#38604f"))
    canvas.land(canvas.ridge(790, 28, detail=3, wave=1.3), ("#a2a55c", "#6c7a3d"))
    _road(canvas, 790, "#d9cfae", "#f5efd8")
    grass(canvas, 1075, 930, 200, "#4f5a2b")
    return canvas.finish(vignette=0.2)


def river() -> Image.Image:
    """A wide bend in the meadows at sunset."""
    canvas = Canvas("river", "#3c4f86", "#a9708f", "#f39a6b", "#ffd590", "#ffe6b3")
    canvas.glow(640, 500, 760, "#ff8f50", 0.6, squash=0.5)
    canvas.ellipses([(640, 486, 54, 54)], "#fff0c4")
    clouds(canvas, 190, "#ffb48a", 9)
    canvas.land(canvas.ridge(520, 46, detail=4, wave=2.6), ("#80567c", "#5a4768"))
    canvas.mist(480, 620, "#ffc795", 0.5)
    canvas.land(canvas.ridge(580, 18, detail=3, wave=1.8), ("#5d6a4c", "#1f3a2d"))
    bend = _bend(canvas.height)
    canvas.polygon(bend, ("#ffd79a", "#4d5f93"))
    canvas.lines(_glints(canvas, bend), 2.6, "#fff1c9", 0.55)
    for x, y, size in (
        (120, 690, 50),
        (250, 668, 36),
        (1280, 700, 56),
        (1420, 680, 40),
        (1520, 720, 64),
        (60, 740, 60),
    ):
        _bush(canvas, x, y, size, "#24402f")
    grass(canvas, 1080, 910, 320, "#132419")
    return canvas.finish()


def lake_reeds() -> Image.Image:
    """A still lake in the morning fog, reeds, one heron."""
    canvas = Canvas("lake-reeds", "#8fb7bf", "#c7d6cd", "#f4e4c8", "#f8ecd6")
    canvas.glow(1050, 420, 620, "#fff0c0", 0.7)
    canvas.ellipses([(1050, 400, 50, 50)], "#fffbe9")
    canvas.land(canvas.ridge(470, 54, detail=4, wave=2.2), ("#8fb0ac", "#a9c1b8"))
    canvas.land(canvas.ridge(530, 26, detail=5, wave=4), ("#5f8a84", "#7ba098"))
    canvas.mist(430, 620, "#f4ead6", 0.85)
    canvas.reflect(560, 1.0, "#cfe0d8", 0.35)
    canvas.mist(520, 640, "#fbf3e2", 0.8)
    for row in range(14):
        y = 650 + row * row * 2
        x = canvas.random.uniform(200, 1100)
        canvas.lines([[(x, y), (x + canvas.random.uniform(120, 420), y)]], 3, "#ffffff", 0.35)
    _heron(canvas, 620, 800)
    _reeds(canvas, range(-20, 460, 13))
    _reeds(canvas, range(1190, 1640, 12))
    return canvas.finish(vignette=0.2)


def night_sky() -> Image.Image:
    """The Milky Way over black hills, meteors, and a few people looking up."""
    canvas = Canvas("night-sky", "#070b24", "#101a44", "#1f2f63", "#41508a", "#8a7896")
    for step in range(26):
        x, y = 120 + step * 54, 60 + step * 30 + canvas.random.uniform(-30, 30)
        canvas.glow(x, y, canvas.random.uniform(120, 230), "#6f6fb4" if step % 3 else "#a9799f", 0.22)
    for size, count, opacity in ((0.9, 700, 0.75), (1.5, 260, 0.9), (2.6, 40, 1.0)):
        stars = [(canvas.random.uniform(0, canvas.width), canvas.random.triangular(0, 860, 120)) for _ in range(count)]
        canvas.ellipses([(x, y, size, size) for x, y in stars], "#fdf6e3", opacity)
    band = [(120 + t * 1350, 60 + t * 760) for t in (canvas.random.random() for _ in range(620))]
    spread = [(x + canvas.random.gauss(0, 70), y + canvas.random.gauss(0, 60)) for x, y in band]
    canvas.ellipses([(x, y, 1.1, 1.1) for x, y in spread], "#ffffff", 0.75)
    for x, y, length in ((1150, 150, 230), (420, 250, 150), (880, 380, 190), (1340, 430, 120)):
        _meteor(canvas, x, y, length)
    canvas.glow(800, 960, 1000, "#d9a06a", 0.4, squash=0.25)
    canvas.land(canvas.ridge(870, 40, detail=4, wave=2), ("#1c2145", "#0b0d22"))
    canvas.land(canvas.ridge(945, 26, detail=3, wave=1.4), ("#0d1029", "#04050f"))
    for x in (690, 742, 800, 846):
        _watcher(canvas, x, 950)
    return canvas.finish(vignette=0.15)


def trees_yard() -> Image.Image:
    """Autumn poplars along a path, a bicycle left against one."""
    canvas = Canvas("trees-yard", "#8cc1d9", "#cfe3dd", "#fbeecb", "#f5d58f")
    canvas.glow(1250, 300, 620, "#fff0b8", 0.7)
    canvas.land(canvas.ridge(640, 34, detail=4, wave=3), ("#9fb58c", "#c5b46b"))
    canvas.polygon([(0, 700), (1600, 690), (1600, 1067), (0, 1067)], ("#d8b559", "#a9772d"))
    canvas.polygon([(760, 690), (850, 690), (1420, 1067), (260, 1067)], ("#efe2c4", "#cdb78e"))
    for step in range(5, -1, -1):
        size = 1.55 ** (5 - step)
        for side in (-1, 1):
            x = 806 + side * (72 + 60 * size)
            colour = canvas.random.choice(("#e7a532", "#d9822b", "#f0bd46", "#c9692a"))
            _poplar(canvas, x, 690 + 30 * size, size, colour)
    leaves = [(canvas.random.uniform(0, canvas.width), canvas.random.uniform(760, canvas.height)) for _ in range(420)]
    for number, colour in enumerate(("#d96f24", "#f2b840", "#b9501f")):
        canvas.ellipses([(x, y, 7, 4) for x, y in leaves[number::3]], colour, 0.9)
    _bicycle(canvas, 520, 930)
    return canvas.finish(vignette=0.2)


def _road(canvas: Canvas, horizon: float, colour: str, light: str) -> None:
    left, right = [], []
    for step in range(41):
        t = step / 40
        centre = 880 + math.sin(t * 3.4) * 210 * t - 120 * t
        half = 3 + 190 * t**1.9
        y = horizon + (canvas.height - horizon + 20) * t
        left.append((centre - half, y))
        right.append((centre + half, y))
    canvas.polygon([*left, *reversed(right)], (light, colour))


def _bend(height: float) -> list[Point]:
    left, right = [], []
    for step in range(41):
        t = step / 40
        centre = 660 + math.sin(t * 4.2) * 330 * t
        half = 16 + 430 * t**1.6
        y = 588 + (height - 580) * t
        left.append((centre - half, y))
        right.append((centre + half, y))
    return [*left, *reversed(right)]


def _glints(canvas: Canvas, shore: list[Point]) -> list[list[Point]]:
    half = len(shore) // 2
    glints = []
    for (left, y), (right, _) in list(zip(shore[:half], reversed(shore[half:]), strict=True))[2::2]:
        for _ in range(3):
            x = canvas.random.uniform(left, right)
            reach = (right - left) * canvas.random.uniform(0.04, 0.16)
            glints.append([(max(left, x - reach), y), (min(right, x + reach), y)])
    return glints


def _bush(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    balls = [
        (x + canvas.random.uniform(-1, 1) * size, y + canvas.random.uniform(-0.5, 0.3) * size, size * 0.55, size * 0.45)
        for _ in range(9)
    ]
    canvas.ellipses(balls, (mix(colour, "#c98a4a", 0.3), colour))


def _heron(canvas: Canvas, x: float, y: float) -> None:
    colour = "#3d5a63"
    canvas.lines([[(x - 8, y - 60), (x - 10, y + 40)], [(x + 10, y - 60), (x + 12, y + 40)]], 4, colour)
    canvas.ellipses([(x, y - 84, 58, 27)], ("#5d7f88", colour))
    canvas.lines([[(x + 44, y - 96), (x + 74, y - 142), (x + 58, y - 190), (x + 80, y - 222)]], 11, colour)
    canvas.ellipses([(x + 84, y - 224, 17, 12)], colour)
    canvas.polygon([(x + 94, y - 230), (x + 152, y - 216), (x + 94, y - 216)], "#c98d3c")
    canvas.polygon([(x - 52, y - 92), (x - 104, y - 62), (x - 40, y - 68)], colour)


def _reeds(canvas: Canvas, places: range) -> None:
    for x in places:
        high = canvas.random.uniform(240, 560)
        lean = canvas.random.uniform(-60, 60)
        colour = mix("#6d7f4a", "#39502f", canvas.random.random())
        canvas.lines([[(x, 1075), (x + lean * 0.3, 1075 - high * 0.6), (x + lean, 1075 - high)]], 4, colour)
        canvas.ellipses([(x + lean, 1075 - high, 8, 34)], "#6b4a2c")


def _meteor(canvas: Canvas, x: float, y: float, length: float) -> None:
    for part in range(6):
        share = 1 - part / 6
        canvas.lines([[(x, y), (x - length * share, y - length * 0.42 * share)]], 1 + part * 0.55, "#fff6d8", 0.34)
    canvas.glow(x, y, 34, "#fff3c9", 0.9)


def _watcher(canvas: Canvas, x: float, y: float) -> None:
    tall = canvas.random.uniform(46, 66)
    canvas.ellipses([(x + 4, y - tall, 9, 9)], "#05060f")
    canvas.polygon([(x - 6, y - tall + 8), (x + 9, y - tall + 8), (x + 14, y + 14), (x - 14, y + 14)], "#05060f")


def _poplar(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.rectangles([(x - 3 * size, y - 40 * size, 6 * size, 44 * size)], "#6e4c33")
    crowns = [
        (x + canvas.random.uniform(-5, 5) * size, y - (50 + k * 17) * size, (17 - k * 1.7) * size, 20 * size)
        for k in range(7)
    ]
    canvas.ellipses(crowns, (mix(colour, "#fff0b0", 0.35), mix(colour, "#7d3d17", 0.25)))


def _bicycle(canvas: Canvas, x: float, y: float) -> None:
    colour = "#214e63"
    for wheel in (x - 62, x + 62):
        ring = [(wheel + 44 * math.cos(a * math.tau / 40), y + 44 * math.sin(a * math.tau / 40)) for a in range(41)]
        canvas.lines([ring], 5, "#2d2a2a")
        spokes = [
            [(wheel, y), (wheel + 42 * math.cos(a * math.tau / 10), y + 42 * math.sin(a * math.tau / 10))]
            for a in range(10)
        ]
        canvas.lines(spokes, 1, "#5d5a5a")
    frame: list[list[Point]] = [
        [(x - 62, y), (x - 24, y - 66), (x + 40, y - 66), (x - 6, y), (x - 62, y)],
        [(x - 6, y), (x - 32, y - 84)],
        [(x + 62, y), (x + 34, y - 92), (x + 62, y - 100)],
    ]
    canvas.lines(frame, 6, colour)
    canvas.rectangles([(x - 52, y - 92, 40, 9)], "#3a2a22", radius=4)
