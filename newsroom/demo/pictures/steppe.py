"""The steppe and what stands in it."""

from PIL import Image

from newsroom.demo.pictures.canvas import Canvas, Point, mix
from newsroom.demo.pictures.motifs import clouds, grass, smooth, village

HORSE: tuple[tuple[str, list[Point]], ...] = (
    ("#2e1530", [(-70, -98), (-98, -76), (-112, -40), (-104, -8), (-92, -14), (-92, -48), (-70, -78)]),
    ("#1b0c1c", [(-60, -74), (-52, -36), (-60, 4), (-60, 10), (-48, 10), (-40, -32), (-30, -66)]),
    ("#1b0c1c", [(46, -70), (56, -36), (54, 4), (54, 10), (66, 10), (67, -34), (64, -80)]),
    ("#241026", [(-46, -66), (-38, -32), (-42, 4), (-42, 10), (-30, 10), (-26, -30), (-16, -60)]),
    ("#241026", [(26, -64), (31, -32), (28, 4), (28, 10), (40, 10), (43, -30), (48, -64)]),
    (
        "#1b0c1c",
        [
            (-78, -86), (-70, -106), (-40, -114), (0, -104), (26, -110), (52, -140), (66, -160), (70, -178),
            (78, -164), (90, -154), (112, -128), (116, -116), (104, -110), (86, -122), (76, -116), (72, -96),
            (66, -72), (50, -54), (10, -50), (-40, -54), (-70, -60),
        ],
    ),
    ("#33183a", [(64, -164), (70, -180), (77, -166), (62, -138), (46, -112), (30, -98), (24, -112), (46, -140)]),
)  # fmt: skip
"""The parts of a horse that looks to the right, the point between its fore hooves at (0, 0)."""


def steppe_dawn() -> Image.Image:
    """A row of houses between folded hills, the sun just up."""
    canvas = Canvas("steppe-dawn", "#274b7a", "#7d87b4", "#f0a58a", "#ffd9a0", "#ffe7bd")
    canvas.glow(1120, 560, 900, "#ff9d5c", 0.55, squash=0.55)
    canvas.glow(1120, 560, 300, "#ffe9a8", 0.9)
    canvas.ellipses([(1120, 560, 62, 62)], "#fff3cf")
    clouds(canvas, 210, "#ffcfa8", 7)
    for level, height, colour in ((600, 60, "#c78f93"), (660, 50, "#a5707e"), (725, 42, "#7d566d")):
        canvas.land(canvas.ridge(level, height, detail=4, wave=2.4), (colour, mix(colour, "#3c2c4c", 0.4)))
        canvas.mist(level - 20, level + 110, "#ffcf9e", 0.45)
    village(canvas, 400, 792)
    canvas.land(canvas.ridge(835, 26, detail=3, wave=1.6), ("#5d4a58", "#2b2436"))
    canvas.land(canvas.ridge(940, 30, detail=3, wave=1.1), ("#3d3345", "#17131f"))
    grass(canvas, 1080, 900, 260, "#120e19")
    return canvas.finish()


def wheat() -> Image.Image:
    """Ears of wheat against an evening sky."""
    canvas = Canvas("wheat", "#5f8fbf", "#b7c7c9", "#ffdf9c", "#ffc463")
    canvas.glow(520, 520, 800, "#ffd27a", 0.7, squash=0.6)
    canvas.ellipses([(520, 500, 70, 70)], "#fff7d8")
    clouds(canvas, 180, "#fff0cf", 7)
    canvas.land(canvas.ridge(580, 26, detail=3, wave=1.7), ("#b98a3c", "#d9a441"))
    canvas.mist(520, 660, "#ffe2a0", 0.6)
    for row in range(7):
        y = 620 + row * row * 9
        colour = mix("#f0c25b", "#8a5a1c", row / 7)
        canvas.land(canvas.ridge(y, 12, detail=5, wave=5), (colour, mix(colour, "#5b3a12", 0.35)))
    for number in range(34):
        x = number * 49 + canvas.random.uniform(-24, 24)
        _ear(canvas, x, 1090, canvas.random.uniform(300, 520), mix("#f6cf6c", "#a8691d", canvas.random.random()))
    return canvas.finish()


def snow_road() -> Image.Image:
    """A snowstorm at night: marker poles, headlights, drifts."""
    canvas = Canvas("snow-road", "#1d2a44", "#35486a", "#6d809c", "#aab7c6")
    canvas.land(canvas.ridge(560, 30, detail=3, wave=1.5), ("#7f90a8", "#b8c4d2"))
    canvas.mist(440, 700, "#93a4ba", 0.8)
    canvas.polygon([(770, 560), (830, 560), (1300, 1067), (220, 1067)], ("#8494aa", "#5c6b83"))
    canvas.polygon([(0, 640), (640, 590), (380, 1067), (0, 1067)], ("#c8d3df", "#eef3f8"))
    canvas.polygon([(1600, 620), (900, 585), (1180, 1067), (1600, 1067)], ("#c2cedb", "#e6edf4"))
    for step in range(6):
        size = 14 * 1.62**step
        _pole(canvas, 770 - size * 2.3, 575 + size * 2.6, size)
        _pole(canvas, 830 + size * 2.1, 575 + size * 2.6, size)
    for x in (776, 824):
        canvas.glow(x, 604, 260, "#ffe2a6", 0.9)
        canvas.ellipses([(x, 604, 11, 11)], "#fffbe8")
    canvas.polygon([(760, 606), (840, 606), (1180, 1067), (420, 1067)], ("#ffe6b0", "#8f9db3"), 0.28, blur=14)
    flakes = [(canvas.random.uniform(-40, canvas.width), canvas.random.uniform(0, canvas.height)) for _ in range(900)]
    canvas.lines([[(x, y), (x + 26, y + 7)] for x, y in flakes[:600]], 1.6, "#ffffff", 0.5)
    canvas.lines([[(x, y), (x + 46, y + 12)] for x, y in flakes[600:820]], 3, "#ffffff", 0.4)
    canvas.ellipses([(x, y, 5, 4) for x, y in flakes[820:]], "#ffffff", 0.55, blur=1)
    return canvas.finish(vignette=0.4)


def horses() -> Image.Image:
    """Three horses on a hilltop before the sun."""
    canvas = Canvas("horses", "#4b2a5e", "#a0416a", "#ee7350", "#ffb45e", "#ffdf95")
    canvas.glow(860, 600, 900, "#ff8a4a", 0.6)
    canvas.ellipses([(860, 590, 250, 250)], ("#fff0b8", "#ffb765"))
    clouds(canvas, 220, "#f08a6a", 8)
    canvas.land(canvas.ridge(740, 50, detail=4, wave=2.4), ("#9c4156", "#6b2f50"))
    canvas.mist(660, 830, "#ff9d66", 0.4)
    hill = [(0, 900), (300, 838), (620, 800), (900, 792), (1200, 820), (1600, 905), (1600, 1067), (0, 1067)]
    canvas.polygon(hill, ("#3b1c38", "#170b1a"))
    for x, y, size, flip in ((640, 800, 1.0, False), (880, 794, 1.2, True), (1100, 808, 0.85, False)):
        _horse(canvas, x, y, size, flip)
    grass(canvas, 860, 800, 110, "#210f22", left=380)
    grass(canvas, 1080, 930, 240, "#0d060f")
    return canvas.finish()


def water_tower() -> Image.Image:
    """A new water tower at the edge of a village, before sunrise."""
    canvas = Canvas("water-tower", "#3b6ea0", "#7fb0cc", "#f0d9b8", "#f7b98a")
    canvas.glow(300, 720, 720, "#ffb27a", 0.7, squash=0.5)
    clouds(canvas, 200, "#fbe6cf", 8)
    canvas.land(canvas.ridge(740, 34, detail=4, wave=2.2), ("#6f93a3", "#8a8f86"))
    canvas.land(canvas.ridge(800, 20, detail=3, wave=1.7), ("#a8925f", "#7c6c45"))
    village(canvas, 240, 840)
    canvas.land(canvas.ridge(880, 22, detail=3, wave=1.4), ("#8a7a45", "#4c4627"))
    _tower(canvas, 1130, 930)
    canvas.polygon([(0, 985), (1070, 925), (1180, 930), (0, 1030)], "#c3a86c", 0.55)
    grass(canvas, 1080, 960, 260, "#332f1a")
    return canvas.finish()


def _ear(canvas: Canvas, x: float, bottom: float, height: float, colour: str) -> None:
    lean = canvas.random.uniform(-60, 60)
    tip = (x + lean, bottom - height)
    canvas.lines([[(x, bottom), (x + lean * 0.35, bottom - height * 0.55), tip]], 4, mix(colour, "#7a4d15", 0.35))
    grains = []
    for step in range(9):
        y = tip[1] - 62 + step * 15
        grains += [(tip[0] - 9, y + 4, 8.0, 13.0), (tip[0] + 9, y, 8.0, 13.0)]
    canvas.ellipses([*grains, (tip[0], tip[1] - 74, 8.0, 15.0)], (mix(colour, "#fff2bd", 0.45), colour))
    awns = [
        [(tip[0] + s * 6, tip[1] - 50 + k * 24), (tip[0] + s * 34, tip[1] - 130 + k * 22)]
        for k in range(4)
        for s in (-1, 1)
    ]
    canvas.lines(awns, 1.4, mix(colour, "#fff2bd", 0.3), 0.8)


def _pole(canvas: Canvas, x: float, y: float, size: float) -> None:
    wide = max(2.0, size * 0.09)
    canvas.rectangles([(x - wide / 2, y - size * 2, wide, size * 2)], "#e9eef3")
    canvas.rectangles(
        [(x - wide / 2, y - size * 1.8, wide, size * 0.3), (x - wide / 2, y - size * 1.1, wide, size * 0.3)], "#c23b30"
    )


def _horse(canvas: Canvas, x: float, y: float, size: float, flip: bool) -> None:
    turn = -1 if flip else 1
    for shade, outline in HORSE:
        points = [(x + turn * across * size, y + down * size) for across, down in smooth(outline)]
        canvas.polygon(points, shade)


def _tower(canvas: Canvas, x: float, y: float) -> None:
    legs = [[(x - 96, y), (x - 52, y - 420)], [(x + 96, y), (x + 52, y - 420)], [(x, y), (x, y - 420)]]
    canvas.lines(legs, 12, "#5a6670")
    braces: list[list[Point]] = []
    for step in range(4):
        low, high = y - step * 105, y - (step + 1) * 105
        a, b = 96 - step * 11, 96 - (step + 1) * 11
        braces += [[(x - a, low), (x + b, high)], [(x + a, low), (x - b, high)], [(x - b, high), (x + b, high)]]
    canvas.lines(braces, 4, "#6f7c86")
    canvas.rectangles([(x - 104, y - 600, 208, 190)], ("#e9f0f2", "#9fb2bd"), radius=26)
    canvas.polygon([(x - 118, y - 590), (x, y - 680), (x + 118, y - 590)], ("#c4553f", "#93392d"))
    canvas.rectangles([(x - 104, y - 520, 208, 16)], "#3f86b5")
    canvas.rectangles([(x + 48, y - 600, 34, 190)], "#7f96a3", 0.35)
    canvas.lines([[(x, y - 680), (x, y - 730)]], 4, "#5a6670")
