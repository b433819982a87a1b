"""The town: its skyline, its smoke, a school, a stadium, a map of its buses."""

import math
from itertools import pairwise

from PIL import Image

from newsroom.demo.pictures.canvas import Box, Canvas, Point, mix
from newsroom.demo.pictures.motifs import clouds, snowcaps


def smog_mountains() -> Image.Image:
    """The mountains stand clear, the city lies under a lid of smoke."""
    canvas = Canvas("smog-mountains", "#6fa6d6", "#a9c8e2", "#dcd8cf", "#c9b79f")
    far = canvas.peaks(500, 300, 5, 0.42)
    canvas.land(far, ("#7c9fc4", "#a8bccd"))
    snowcaps(canvas, far, 150, "#ffffff")
    canvas.land(canvas.peaks(600, 150, 6, 0.4), ("#6a87a3", "#a39f98"))
    canvas.mist(470, 800, "#cbb9a0", 0.95)
    for number, (level, colour) in enumerate(((760, "#b3a38f"), (850, "#8f8072"), (960, "#675b55"))):
        _blocks(canvas, level, 60 + 34 * number, 26 - 6 * number, colour)
        canvas.mist(level - 60, level + 110, "#cbb69b", 0.62 - number * 0.12)
    for x, y in ((240, 640), (610, 690), (1130, 630), (1430, 700)):
        _chimney(canvas, x, y)
    canvas.mist(590, 860, "#d8c8b0", 0.4)
    canvas.fade(900, 1067, "#4d423f", 0.7)
    return canvas.finish()


def city_dusk() -> Image.Image:
    """The skyline over water when the windows light up."""
    canvas = Canvas("city-dusk", "#1f2352", "#5a3f7d", "#c2607f", "#f79a6e", "#ffce8f")
    canvas.glow(1180, 720, 900, "#ff9a66", 0.6, squash=0.5)
    canvas.glow(330, 190, 190, "#fff2d0", 0.5)
    canvas.ellipses([(330, 190, 46, 46)], "#fff4da")
    clouds(canvas, 300, "#f08f86", 8)
    canvas.land(canvas.peaks(640, 130, 6, 0.3), ("#8a5c8c", "#b97482"))
    canvas.mist(560, 760, "#ff9f7c", 0.5)
    for level, height, count, colour, lit in (
        (790, 230, 26, "#6d4a7c", 0.0),
        (800, 300, 17, "#48355f", 0.35),
        (806, 210, 13, "#2a2445", 0.55),
    ):
        _skyline(canvas, level, height, count, colour, lit)
    canvas.polygon([(1246, 806), (1256, 420), (1266, 420), (1276, 806)], "#2a2445")
    canvas.ellipses([(1261, 480, 26, 14), (1261, 520, 17, 10)], "#2a2445")
    canvas.lines([[(1261, 420), (1261, 330)]], 4, "#2a2445")
    canvas.ellipses([(1261, 330, 5, 5)], "#ff5d4a")
    canvas.reflect(806, 1.0, "#2b2050", 0.42)
    ripples = []
    for _ in range(90):
        y = canvas.random.uniform(820, 1060)
        x, reach = canvas.random.uniform(0, canvas.width), (y - 780) * 0.5
        ripples.append([(x, y), (x + reach, y)])
    canvas.lines(ripples, 2, "#ffc59a", 0.35)
    return canvas.finish()


def school_winter() -> Image.Image:
    """A two-storey school with its windows lit, before the first lesson."""
    canvas = Canvas("school-winter", "#22376b", "#51699c", "#98a4c4", "#e9c9bd")
    canvas.glow(1350, 640, 560, "#ffbf97", 0.6, squash=0.6)
    stars = [(canvas.random.uniform(0, 1600), canvas.random.uniform(0, 300)) for _ in range(70)]
    canvas.ellipses([(x, y, 1.6, 1.6) for x, y in stars], "#ffffff", 0.8)
    canvas.land(canvas.ridge(660, 40, detail=4, wave=2.5), ("#8391b6", "#aab4cd"))
    for x in (90, 190, 1440, 1530):
        _fir(canvas, x, 770, canvas.random.uniform(190, 270))
    canvas.land(canvas.ridge(750, 12, detail=2, wave=1), ("#dde5f2", "#a9b8d6"))
    canvas.rectangles([(330, 430, 900, 330)], ("#d9935f", "#b96f4b"))
    canvas.rectangles([(690, 380, 180, 380)], ("#e8ab73", "#c77e55"))
    canvas.polygon([(310, 440), (350, 384), (1210, 384), (1250, 440)], ("#f6f9ff", "#cfdcef"))
    canvas.polygon([(676, 388), (780, 318), (884, 388)], ("#f6f9ff", "#d5e0f1"))
    panes = [(368 + k * 80, y, 48, 74) for y in (476, 618) for k in range(11) if not 690 < 368 + k * 80 + 24 < 870]
    canvas.rectangles([(x - 4, y - 4, w + 8, h + 8) for x, y, w, h in panes], "#8a4f38")
    canvas.rectangles(panes, ("#fff1b8", "#ffc765"))
    canvas.lines([[(x + w / 2, y), (x + w / 2, y + h)] for x, y, w, h in panes], 3, "#9b6a3e")
    for x, y, _, _ in panes[::3]:
        canvas.glow(x + 24, y + 40, 120, "#ffb84f", 0.32)
    canvas.rectangles([(738, 640, 84, 120)], ("#ffe3a0", "#f3a94c"), radius=6)
    canvas.lines([[(780, 640), (780, 760)]], 3, "#8a4f38")
    canvas.ellipses([(780, 470, 34, 34)], "#f7f2e6")
    canvas.lines([[(780, 470), (780, 446)], [(780, 470), (796, 480)]], 4, "#5b3b31")
    canvas.polygon([(738, 762), (822, 762), (1060, 1067), (520, 1067)], ("#fbe9c8", "#b8c4dd"), 0.8)
    canvas.land(canvas.ridge(960, 26, detail=2, wave=0.9), ("#edf2fb", "#b4c2de"), 0.55)
    _tree(canvas, 1330, 900)
    _tree(canvas, 200, 930)
    flakes = [(canvas.random.uniform(0, 1600), canvas.random.uniform(0, 1067)) for _ in range(420)]
    canvas.ellipses([(x, y, 2, 2) for x, y in flakes[:320]], "#ffffff", 0.75)
    canvas.ellipses([(x, y, 4.5, 4.5) for x, y in flakes[320:]], "#ffffff", 0.6, blur=1)
    return canvas.finish()


def stadium() -> Image.Image:
    """A football pitch under floodlights."""
    canvas = Canvas("stadium", "#141c46", "#38407a", "#a0658b", "#f0a27c")
    clouds(canvas, 200, "#8f6a9a", 6)
    canvas.land(canvas.ridge(520, 40, detail=4, wave=2.5), ("#4a4674", "#3a3a5e"))
    canvas.polygon([(0, 500), (1600, 500), (1600, 640), (0, 640)], ("#2c3157", "#4a4f78"))
    crowd = [(canvas.random.uniform(0, 1600), canvas.random.uniform(512, 625)) for _ in range(900)]
    for number, colour in enumerate(("#f2c14e", "#e8704a", "#7fb7d9", "#f3e6d0", "#c2567a")):
        canvas.ellipses([(x, y, 4, 5) for x, y in crowd[number::5]], colour, 0.85)
    canvas.rectangles([(0, 628, 1600, 26)], ("#d9e2e8", "#9aa7b8"))
    canvas.polygon([(0, 652), (1600, 652), (1600, 1067), (0, 1067)], ("#3f9a52", "#1f6b3a"))
    for number in range(0, 12, 2):
        top, low = 652 + 415 * (number / 12) ** 1.5, 652 + 415 * ((number + 1) / 12) ** 1.5
        canvas.polygon([(0, top), (1600, top), (1600, low), (0, low)], "#58b365", 0.45)
    marks: list[list[Point]] = [
        [(180, 690), (1420, 690)],
        [(180, 690), (-260, 1067)],
        [(1420, 690), (1860, 1067)],
        [(800, 690), (800, 1067)],
        [(800 + 230 * math.cos(a * math.tau / 60), 850 + 74 * math.sin(a * math.tau / 60)) for a in range(61)],
    ]
    canvas.lines(marks, 5, "#f4fbf2", 0.9)
    for x, tilt in ((150, 1), (520, 1), (1080, -1), (1450, -1)):
        _floodlight(canvas, x, tilt)
    _goal(canvas, 330, 742)
    canvas.ellipses([(930, 946, 70, 12)], "#0f3d22", 0.5, blur=4)
    canvas.ellipses([(930, 912, 34, 34)], ("#ffffff", "#c9d3da"))
    spots = [(930 + 20 * math.cos(k * math.tau / 5), 912 + 20 * math.sin(k * math.tau / 5), 8.0, 8.0) for k in range(5)]
    canvas.ellipses([(930, 912, 9, 9), *spots], "#26324a")
    return canvas.finish()


def bus_lines() -> Image.Image:
    """Seven routes as a diagram, without a word."""
    canvas = Canvas("bus-lines", "#fbf6ea", "#f3ead6")
    canvas.lines([[(-50, 300), (260, 330), (520, 560), (900, 600), (1200, 820), (1700, 860)]], 84, "#bfe0ea")
    for x, y, wide, high in ((150, 640, 250, 200), (1120, 150, 300, 190), (760, 760, 150, 160)):
        canvas.rectangles([(x, y, wide, high)], "#d5e6bd", radius=46)
    routes: tuple[tuple[str, list[Point]], ...] = (
        ("#d9413b", [(90, 180), (480, 180), (800, 500), (800, 760), (1010, 970), (1500, 970)]),
        ("#2f7fc1", [(90, 520), (420, 520), (520, 620), (1040, 620), (1300, 360), (1510, 360)]),
        ("#f0a72c", [(300, 960), (300, 700), (640, 360), (1120, 360), (1360, 120), (1510, 120)]),
        ("#3f9b5f", [(520, 90), (520, 300), (720, 500), (1180, 500), (1400, 720), (1400, 1000)]),
        ("#7d5bb0", [(90, 860), (560, 860), (660, 760), (1240, 760), (1510, 490)]),
        ("#e8739c", [(980, 80), (980, 240), (860, 360), (860, 900), (760, 1000), (520, 1000)]),
        ("#2f9d9d", [(90, 350), (360, 350), (640, 630), (640, 1000)]),
    )
    for colour, stops in routes:
        canvas.lines([[(x, y + 5) for x, y in stops]], 18, "#8a7f6a", 0.25, blur=3)
        canvas.lines([stops], 16, colour)
    for colour, stops in routes:
        halts = [spot for start, end in pairwise(stops) for spot in _between(start, end)]
        canvas.ellipses([(x, y, 15, 15) for x, y in halts], colour)
        canvas.ellipses([(x, y, 9, 9) for x, y in halts], "#ffffff")
    hubs = [(720, 420), (640, 620), (800, 500), (860, 620), (1180, 500), (860, 760)]
    canvas.ellipses([(x, y, 27, 27) for x, y in hubs], "#2b2b33")
    canvas.ellipses([(x, y, 18, 18) for x, y in hubs], "#ffffff")
    _bus(canvas, 1110, 896)
    return canvas.finish(grain=0.05, vignette=0.1)


def _skyline(canvas: Canvas, level: float, height: float, count: int, colour: str, lit: float) -> None:
    step = canvas.width / count
    towers: list[Box] = []
    windows: list[Box] = []
    for number in range(count):
        wide, high = step * canvas.random.uniform(0.72, 1.05), height * canvas.random.uniform(0.3, 1)
        x = number * step
        towers.append((x, level - high, wide, high))
        if canvas.random.random() < 0.4:
            towers.append((x + wide * 0.3, level - high - 26, wide * 0.4, 30))
        for row in range(int(high // 24)):
            for column in range(int(wide // 18)):
                if canvas.random.random() < lit:
                    windows.append((x + 5 + column * 18, level - high + 8 + row * 24, 8, 12))
    canvas.rectangles(towers, (colour, mix(colour, "#f08a6c", 0.28)))
    for number, glow in enumerate(("#ffe3a1", "#ffc56b", "#fff4d8")):
        if windows[number::3]:
            canvas.rectangles(windows[number::3], glow, 0.92)


def _blocks(canvas: Canvas, level: float, height: float, count: int, colour: str) -> None:
    step = canvas.width / count
    boxes = []
    for number in range(count):
        high = height * canvas.random.uniform(0.4, 1.3)
        boxes.append((number * step - 3, level - high, step * canvas.random.uniform(0.7, 1.02), 500.0))
    canvas.rectangles(boxes, (colour, mix(colour, "#cbb69b", 0.3)))


def _chimney(canvas: Canvas, x: float, y: float) -> None:
    canvas.polygon([(x - 10, y), (x + 10, y), (x + 17, y + 220), (x - 17, y + 220)], "#7d6f66")
    for step in range(9):
        puff = (x + 10 + step * 30, y - 14 - step * 16, 20 + step * 9, 14 + step * 5)
        canvas.ellipses([puff], "#b7a48f", 0.5 - step * 0.03, blur=8)


def _fir(canvas: Canvas, x: float, y: float, high: float) -> None:
    for step in range(4):
        top, wide = y - high + step * high * 0.2, high * (0.16 + step * 0.07)
        canvas.polygon([(x, top), (x - wide, top + high * 0.4), (x + wide, top + high * 0.4)], ("#44607f", "#2c4262"))
        canvas.polygon(
            [(x, top), (x - wide * 0.45, top + high * 0.17), (x + wide * 0.3, top + high * 0.15)], "#e6eef9", 0.9
        )


def _tree(canvas: Canvas, x: float, y: float) -> None:
    twigs: list[list[Point]] = []

    def grow(x: float, y: float, angle: float, length: float, depth: int) -> None:
        u, v = x + math.cos(angle) * length, y - math.sin(angle) * length
        twigs.append([(x, y), (u, v)])
        if depth:
            for turn in (-0.45, 0.05, 0.5):
                grow(u, v, angle + turn + canvas.random.uniform(-0.15, 0.15), length * 0.68, depth - 1)

    grow(x, y, math.pi / 2, 120, 4)
    canvas.lines(twigs[:1], 16, "#3b3550")
    canvas.lines(twigs[1:40], 6, "#3b3550")
    canvas.lines(twigs[40:], 2.4, "#4a4463")
    canvas.ellipses([(x, y + 4, 70, 12)], "#f4f8ff", 0.9)


def _floodlight(canvas: Canvas, x: float, tilt: int) -> None:
    canvas.lines([[(x, 640), (x, 210)]], 9, "#59608a")
    canvas.rectangles([(x - 56, 160, 112, 66)], "#3b4170", radius=8)
    lamps = [(x - 40 + k * 27, 178 + row * 30) for k in range(4) for row in range(2)]
    canvas.ellipses([(a, b, 10, 10) for a, b in lamps], "#fffbe6")
    canvas.glow(x, 192, 240, "#fff3c4", 0.85)
    beam = [(x - 50, 210), (x + 50, 210), (x + tilt * 620 + 260, 1067), (x + tilt * 420 - 260, 1067)]
    canvas.polygon(beam, "#fff6d0", 0.05, blur=12)


def _goal(canvas: Canvas, x: float, y: float) -> None:
    net: list[list[Point]] = [[(x + k * 17, y - 112), (x + k * 17, y)] for k in range(15)]
    net += [[(x, y - 112 + k * 16), (x + 238, y - 112 + k * 16)] for k in range(8)]
    canvas.lines(net, 1.2, "#ffffff", 0.5)
    canvas.lines([[(x, y), (x, y - 114), (x + 240, y - 114), (x + 240, y)]], 7, "#ffffff")


def _between(start: Point, end: Point) -> list[Point]:
    length = math.dist(start, end)
    count = max(1, round(length / 150))
    return [
        (start[0] + (end[0] - start[0]) * step / count, start[1] + (end[1] - start[1]) * step / count)
        for step in range(count + 1)
    ]


def _bus(canvas: Canvas, x: float, y: float) -> None:
    canvas.rectangles([(x + 4, y + 6, 210, 92)], "#8a7f6a", 0.35, radius=18, blur=5)
    canvas.rectangles([(x, y, 210, 88)], ("#e25a4d", "#b93a34"), radius=18)
    canvas.rectangles([(x + 14 + k * 47, y + 14, 38, 32) for k in range(4)], "#d9f0f5", radius=6)
    canvas.ellipses([(x + 50, y + 88, 19, 19), (x + 160, y + 88, 19, 19)], "#2b2b33")
    canvas.ellipses([(x + 50, y + 88, 8, 8), (x + 160, y + 88, 8, 8)], "#cfd3d8")
