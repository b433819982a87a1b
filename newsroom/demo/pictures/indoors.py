"""Rooms: a laboratory, a theatre, a library."""

import math

from PIL import Image

from newsroom.demo.pictures.canvas import Box, Canvas, Point, mix
from newsroom.demo.pictures.motifs import smooth


def laboratory() -> Image.Image:
    """Flasks and instruments at a window onto the steppe."""
    canvas = Canvas("laboratory", "#21485c", "#2f6173", "#3b7580")
    tiles: list[list[Point]] = [[(k * 80, 0), (k * 80, 780)] for k in range(21)]
    tiles += [[(0, k * 80), (1600, k * 80)] for k in range(10)]
    canvas.lines(tiles, 2, "#4f8790", 0.5)
    canvas.rectangles([(560, 70, 700, 480)], "#e9e2d0", radius=10)
    canvas.rectangles([(582, 92, 656, 436)], ("#8fc6e3", "#fde5bd"))
    canvas.polygon(_hill(582, 1238, 420, 26, 528), ("#c9b362", "#a58d43"))
    canvas.polygon(_hill(582, 1238, 468, 16, 528), ("#93994c", "#6c7a3c"))
    canvas.ellipses([(1090, 260, 40, 40)], "#fff5d3")
    canvas.rectangles([(902, 92, 16, 436), (582, 296, 656, 12)], "#e9e2d0")
    canvas.glow(910, 330, 640, "#ffe9b5", 0.35)
    canvas.polygon([(0, 780), (1600, 780), (1600, 1067), (0, 1067)], ("#d7a768", "#8a5a33"))
    canvas.rectangles([(0, 772, 1600, 22)], ("#f0cd92", "#c48f55"))
    _fan(canvas, 250, 500)
    _flask(canvas, 620, 780, 1.0, "#f2a13c")
    _beaker(canvas, 800, 780, "#3fb5a5")
    _flask(canvas, 990, 780, 1.35, "#d9547e")
    _tubes(canvas, 1160, 780)
    _microscope(canvas, 1420, 780)
    drift = [(120 + k * 11, 778 - 26 * abs(math.sin(k / 5)) * (1 - k / 44)) for k in range(40)]
    canvas.polygon([*drift, (560, 782), (120, 782)], ("#ffffff", "#dfe9ec"))
    papers = [(120, 900, 250, 120), (1190, 910, 260, 110)]
    canvas.rectangles([(x + 6, y + 8, w, h) for x, y, w, h in papers], "#5d3a20", 0.4, blur=5)
    canvas.rectangles(papers, ("#fffdf5", "#efe6d2"))
    rules: list[list[Point]] = [
        [(x + 20, y + 24 + k * 18), (x + w - 40, y + 24 + k * 18)] for x, y, w, _ in papers for k in range(4)
    ]
    canvas.lines(rules, 3, "#9aa6ad", 0.7)
    return canvas.finish()


def theatre() -> Image.Image:
    """The curtain, lit from below, and the one lamp that is never put out."""
    canvas = Canvas("theatre", "#3a0712", "#7d1424", "#a81f2e", "#8a1826")
    folds = []
    for x in range(400):
        wave = math.sin(x / 400 * math.tau * 13) * 0.6 + math.sin(x / 400 * math.tau * 29 + 1) * 0.25
        folds.append(round(128 + 118 * max(-1, min(1, wave))))
    row = Image.frombytes("L", (400, 1), bytes(folds)).resize((1600, 900), Image.Resampling.BICUBIC)
    light = Image.new("RGB", row.size, (232, 74, 66))
    dark = Image.new("RGB", row.size, (38, 3, 14))
    canvas.image.paste(light, (0, 0), row.point(lambda v: max(0, v - 128) * 0.9))
    canvas.image.paste(dark, (0, 0), row.point(lambda v: max(0, 128 - v) * 1.4))
    canvas.fade(520, 0, "#14020a", 0.82)
    canvas.glow(800, 900, 1000, "#ff9d52", 0.5, squash=0.55)
    for number in range(9):
        x = number * 200
        drape = [(x - 10, 0), (x + 210, 0), (x + 200, 90), (x + 150, 168), (x + 100, 190), (x + 50, 168), (x, 90)]
        canvas.polygon(smooth(drape, 2), ("#5c0c1a", "#a5222f"))
        canvas.lines([[(x + 2, 96), (x + 50, 172), (x + 100, 194), (x + 150, 172), (x + 198, 96)]], 9, "#e3b14f")
    canvas.polygon([(0, 880), (1600, 880), (1600, 1067), (0, 1067)], ("#7a4626", "#2f170e"))
    boards: list[list[Point]] = [[(800 + (k - 12) * 66, 880), (800 + (k - 12) * 190, 1067)] for k in range(25)]
    canvas.lines(boards, 2, "#2a130b", 0.7)
    canvas.rectangles([(0, 868, 1600, 16)], ("#3c0a10", "#1d0508"))
    for number in range(11):
        x = 60 + number * 148
        canvas.glow(x, 1040, 150, "#ffcf7a", 0.65)
        canvas.ellipses([(x, 1058, 34, 20)], ("#fff3c8", "#d99a3e"))
    _ghost_lamp(canvas, 800, 960)
    return canvas.finish(vignette=0.45)


def library() -> Image.Image:
    """Shelves, a lamp, and snow behind the window."""
    canvas = Canvas("library", "#4a2c22", "#5d382a", "#3b221b")
    for level in (210, 420, 630):
        _books(canvas, 0, 560, level)
        _books(canvas, 1060, 1600, level)
    canvas.rectangles([(590, 60, 440, 600)], "#efe3cd", radius=8)
    canvas.rectangles([(614, 84, 392, 552)], ("#101d44", "#3d5288"))
    flakes = [(canvas.random.uniform(620, 1000), canvas.random.uniform(90, 600)) for _ in range(110)]
    canvas.ellipses([(x, y, 3, 3) for x, y in flakes], "#ffffff", 0.85)
    canvas.ellipses([(880, 190, 34, 34)], "#fbf3d5")
    canvas.polygon(_hill(614, 1006, 560, 20, 636), ("#e7eefb", "#b9c8e6"))
    canvas.rectangles([(802, 84, 14, 552), (614, 350, 392, 12)], "#efe3cd")
    canvas.polygon([(0, 800), (1600, 800), (1600, 1067), (0, 1067)], ("#a8683b", "#5a311d"))
    canvas.rectangles([(0, 792, 1600, 20)], ("#d29a60", "#9a6238"))
    _lamp(canvas, 470, 800)
    stack = [(960, 756, 260, 40, "#2f6c7a"), (980, 718, 230, 38, "#c9543e"), (950, 684, 240, 34, "#e0b04c")]
    for x, y, wide, high, colour in stack:
        canvas.rectangles([(x, y, wide, high)], (mix(colour, "#ffffff", 0.18), colour), radius=5)
        canvas.rectangles([(x + wide - 26, y + 6, 20, high - 12)], "#f6ecd6")
    for side in (-1, 1):
        page = [(760, 880), (760 + side * 60, 858), (760 + side * 210, 872), (760 + side * 240, 960), (760, 968)]
        canvas.polygon(page, ("#fffaf0", "#e9d9bd"))
        lines: list[list[Point]] = [
            [(760 + side * 30, 886 + k * 15), (760 + side * (196 + k * 4), 890 + k * 15)] for k in range(5)
        ]
        canvas.lines(lines, 3, "#a8937a", 0.7)
    return canvas.finish(vignette=0.4)


def _hill(left: float, right: float, level: float, height: float, bottom: float) -> list[Point]:
    top = [(left + (right - left) * k / 40, level - height * math.sin(k / 40 * 5 + level)) for k in range(41)]
    return [*top, (right, bottom), (left, bottom)]


def _fan(canvas: Canvas, x: float, y: float) -> None:
    canvas.lines([[(x, y), (x, 780)]], 22, "#b7c2c6")
    canvas.ellipses([(x, y, 172, 172)], "#cfd9da")
    canvas.ellipses([(x, y, 152, 152)], "#2b5363")
    for blade in range(4):
        angle = blade * math.tau / 4 + 0.5
        tip = (x + math.cos(angle) * 136, y + math.sin(angle) * 136)
        edge = (x + math.cos(angle + 0.75) * 120, y + math.sin(angle + 0.75) * 120)
        canvas.polygon(smooth([(x, y), tip, edge], 2), ("#e9f1f2", "#8fb0b8"))
    canvas.ellipses([(x, y, 26, 26)], "#e2574a")
    for radius in (60, 108):
        ring = [(x + radius * math.cos(a * math.tau / 60), y + radius * math.sin(a * math.tau / 60)) for a in range(61)]
        canvas.lines([ring], 3, "#cfd9da", 0.7)


def _flask(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    neck, half, high = 20 * size, 84 * size, 210 * size
    glass = [
        (x - neck, y - high),
        (x + neck, y - high),
        (x + neck, y - high * 0.6),
        (x + half, y - 8),
        (x - half, y - 8),
        (x - neck, y - high * 0.6),
    ]
    canvas.polygon(glass, ("#f2fbfb", "#d0e6e8"), 0.55)
    liquid = [
        (x - half * 0.58, y - high * 0.3),
        (x + half * 0.58, y - high * 0.3),
        (x + half, y - 8),
        (x - half, y - 8),
    ]
    canvas.polygon(liquid, (mix(colour, "#ffffff", 0.35), colour), 0.92)
    canvas.rectangles([(x - neck - 6, y - high - 8, neck * 2 + 12, 12)], "#eaf5f5", radius=5)
    canvas.ellipses([(x - half * 0.35, y - high * 0.18, 9, 9), (x + half * 0.2, y - high * 0.12, 6, 6)], "#ffffff", 0.7)
    canvas.lines([[(x - neck * 0.4, y - high * 0.9), (x - neck * 0.4, y - high * 0.62)]], 4, "#ffffff", 0.8)


def _beaker(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.rectangles([(x - 56, y - 150, 112, 146)], ("#f2fbfb", "#d0e6e8"), 0.55, radius=10)
    canvas.rectangles([(x - 52, y - 96, 104, 90)], (mix(colour, "#ffffff", 0.4), colour), 0.92, radius=8)
    marks: list[list[Point]] = [[(x + 24, y - 24 - k * 22), (x + 44, y - 24 - k * 22)] for k in range(5)]
    canvas.lines(marks, 3, "#ffffff", 0.8)


def _tubes(canvas: Canvas, x: float, y: float) -> None:
    for number, colour in enumerate(("#6fae4e", "#e0b23c", "#4f8fd0")):
        left = x + number * 46
        canvas.rectangles([(left, y - 150, 26, 146)], "#e8f5f5", 0.6, radius=12)
        canvas.rectangles([(left, y - 84 - number * 16, 26, 80 + number * 16)], colour, 0.95, radius=12)
    canvas.rectangles([(x - 20, y - 112, 160, 16), (x - 20, y - 14, 160, 14)], "#8a5a33", radius=4)


def _microscope(canvas: Canvas, x: float, y: float) -> None:
    dark = "#22313b"
    arm = [
        (x + 4, y - 296),
        (x + 56, y - 282),
        (x + 88, y - 226),
        (x + 88, y - 150),
        (x + 62, y - 84),
        (x + 20, y - 30),
    ]
    canvas.lines([arm], 26, dark)
    canvas.rectangles([(x - 96, y - 26, 190, 26)], dark, radius=10)
    canvas.rectangles([(x - 84, y - 104, 150, 14)], dark, radius=4)
    canvas.rectangles([(x - 46, y - 112, 60, 8)], "#bfe3ea", 0.9)
    canvas.rectangles([(x - 36, y - 320, 44, 150)], ("#f4f6f7", "#a9b8bd"), radius=8)
    canvas.rectangles([(x - 44, y - 352, 60, 40)], dark, radius=8)
    canvas.polygon([(x - 30, y - 170), (x + 2, y - 170), (x - 6, y - 126), (x - 22, y - 126)], "#c9a24a")


def _ghost_lamp(canvas: Canvas, x: float, y: float) -> None:
    canvas.lines([[(x, y - 250), (x, y - 20)], [(x, y - 60), (x - 52, y)], [(x, y - 60), (x + 52, y)]], 6, "#1b0d0a")
    canvas.glow(x, y - 278, 330, "#ffe3a3", 0.95)
    canvas.ellipses([(x, y - 280, 22, 26)], ("#fffdf0", "#ffe7a6"))
    canvas.rectangles([(x - 9, y - 258, 18, 20)], "#4a382a")


def _books(canvas: Canvas, left: float, right: float, level: float) -> None:
    canvas.rectangles([(left, level - 190, right - left, 200)], ("#2b1813", "#3a221a"))
    shades = ("#b8473a", "#d9913f", "#e5c36a", "#4f7f6a", "#2f6c7a", "#6b4a7d", "#c9b79c", "#8f3b52")
    by_shade: dict[str, list[Box]] = {}
    bands: list[Box] = []
    x = left + 8
    while x < right - 40:
        wide, high = canvas.random.uniform(18, 42), canvas.random.uniform(110, 168)
        if canvas.random.random() < 0.07:
            x += wide * 1.6
            continue
        by_shade.setdefault(canvas.random.choice(shades), []).append((x, level - high, wide - 3, high))
        bands.append((x + 4, level - high + 22, wide - 11, 8))
        x += wide
    for shade, boxes in by_shade.items():
        canvas.rectangles(boxes, (mix(shade, "#fff0d0", 0.15), mix(shade, "#20100c", 0.3)), radius=3)
    canvas.rectangles(bands, "#f3dfae", 0.65)
    canvas.rectangles([(left, level, right - left, 18)], ("#a56d43", "#6b3f26"))


def _lamp(canvas: Canvas, x: float, y: float) -> None:
    canvas.rectangles([(x - 66, y - 20, 132, 20)], "#3b2a20", radius=10)
    canvas.lines([[(x, y - 20), (x, y - 190)]], 10, "#c9a24a")
    canvas.glow(x, y - 190, 460, "#ffd88a", 0.75)
    shade = [(x - 62, y - 300), (x + 62, y - 300), (x + 128, y - 186), (x - 128, y - 186)]
    canvas.polygon(shade, ("#2f8f7a", "#7fd1a8"))
    canvas.ellipses([(x, y - 186, 128, 14)], "#fff3c9")
