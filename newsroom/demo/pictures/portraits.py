"""Flat portraits: a face, hair and shoulders before a coloured disc. Nobody real sat for them."""

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image

from newsroom.demo.pictures.canvas import SQUARE, Canvas, Point, mix
from newsroom.demo.pictures.motifs import smooth


class Sitter(NamedTuple):
    """What one portrait shows."""

    ground: tuple[str, str, str]
    skin: str
    hair: str
    style: str
    clothes: str
    collar: str = "round"
    glasses: bool = False
    beard: str = ""
    wrinkles: bool = False
    earrings: str = ""


SITTERS: dict[str, Sitter] = {
    "asel-tastybekqyzy": Sitter(
        ("#1f5d73", "#3f8f9b", "#f0c66a"), "#e8b48d", "#241a1f", "bob", "#7a2338", "blazer", earrings="#f2d38a"
    ),
    "nurzhan-qarasayuly": Sitter(
        ("#b9572f", "#e08a4a", "#f6dfb0"), "#d9a27a", "#17151b", "short", "#28435c", "shirt", glasses=True
    ),
    "petr-shchegolkov": Sitter(
        ("#3e5a3c", "#7c9a5b", "#ead9a0"), "#f0c5a3", "#9c5a2c", "tousled", "#8a6a3d", "shirt", beard="full"
    ),
    "gulim-sarsenqyzy": Sitter(
        ("#5b3a78", "#9769ab", "#f3b6b0"), "#edbd97", "#1d1418", "long", "#e7e0d2", earrings="#7fc4c0"
    ),
    "orken-gabdolla": Sitter(("#22406b", "#4a7fb0", "#bfe0e6"), "#d7a077", "#121014", "fade", "#e0a02f", "hood"),
    "ermukhan-dauletbayuly": Sitter(
        ("#6f7d86", "#a9b7ba", "#f3e7cf"),
        "#cf9468",
        "#3b3330",
        "cap",
        "#4d3a2c",
        "coat",
        beard="moustache",
        wrinkles=True,
    ),
    "inzhu-hakimqyzy": Sitter(("#a33a57", "#d9707a", "#fbd3a6"), "#ecba92", "#2a1a16", "bun", "#23262f", glasses=True),
    "lidiya-vereshchuk": Sitter(
        ("#3f6a78", "#86b0b0", "#f1e6cc"), "#f1cbb0", "#c9c5c0", "curls", "#56496e", glasses=True, wrinkles=True
    ),
    "ulpan-zhanbyrbay": Sitter(("#c7792f", "#eab04f", "#fdeab5"), "#e3ae84", "#2b1c1a", "scarf", "#2f6f62"),
    "fekla-tsygankova": Sitter(("#2f4f4a", "#5d8d78", "#e8dca0"), "#f4cdb4", "#c4622d", "fringe", "#f0efe8", "blazer"),
    "arkadiy-eys": Sitter(
        ("#4a4f6d", "#8288ab", "#d9d5e2"),
        "#efc8a8",
        "#b9b3ab",
        "bald",
        "#39424f",
        "blazer",
        beard="full",
        wrinkles=True,
    ),
    "semen-podelskikh": Sitter(
        ("#234a3d", "#4f8a63", "#d6d98c"), "#f0c4a0", "#5b3c28", "short", "#77423a", "coat", beard="full", glasses=True
    ),
}

CENTRE = 400


def draw_portrait(slug: str) -> Image.Image:
    """The portrait of a demo person; an unknown slug is a KeyError."""
    sitter = SITTERS[slug]
    dark, middle, light = sitter.ground
    canvas = Canvas(f"portrait-{slug}", dark, middle, size=SQUARE)
    canvas.glow(250, 180, 620, light, 0.35)
    canvas.ellipses([(400, 420, 322, 322)], (light, mix(light, middle, 0.55)))
    canvas.ellipses([(640, 150, 46, 46), (128, 640, 26, 26)], light, 0.35)
    _hair_behind(canvas, sitter)
    _shoulders(canvas, sitter)
    _head(canvas, sitter)
    _face(canvas, sitter)
    if sitter.beard:
        _beard(canvas, sitter)
    _hair(canvas, sitter)
    _headwear(canvas, sitter)
    if sitter.glasses:
        _glasses(canvas)
    if sitter.earrings:
        canvas.ellipses([(268, 452, 11, 17), (532, 452, 11, 17)], sitter.earrings)
    return canvas.finish(grain=0.06, vignette=0.2)


def _mirrored(half: Sequence[Point]) -> list[Point]:
    return [*half, *((2 * CENTRE - x, y) for x, y in reversed(half))]


def _shoulders(canvas: Canvas, sitter: Sitter) -> None:
    shade = mix(sitter.clothes, "#0c0a14", 0.38)
    body = [(400, 572), (330, 578), (240, 610), (150, 664), (96, 760), (84, 830)]
    canvas.polygon(smooth(_mirrored(body), 2), (sitter.clothes, shade))
    neck = [(344, 470), (346, 560), (330, 598), (400, 650), (470, 598), (454, 560), (456, 470)]
    canvas.polygon(smooth(neck, 2), (mix(sitter.skin, "#6b2f1f", 0.34), mix(sitter.skin, "#6b2f1f", 0.12)))
    if sitter.collar == "shirt":
        for side in (-1, 1):
            flap = [(400 + side * 62, 566), (400 + side * 92, 600), (400 + side * 54, 690), (400 + side * 4, 640)]
            canvas.polygon(flap, (mix(sitter.clothes, "#ffffff", 0.35), sitter.clothes))
        canvas.lines([[(400, 650), (400, 800)]], 4, shade)
    elif sitter.collar == "blazer":
        canvas.polygon([(330, 596), (400, 780), (470, 596), (400, 648)], "#f5f0e6")
        for side in (-1, 1):
            lapel = [
                (400 + side * 66, 574),
                (400 + side * 132, 640),
                (400 + side * 96, 668),
                (400 + side * 2, 800),
                (400 + side * 20, 700),
            ]
            canvas.polygon(lapel, (mix(sitter.clothes, "#ffffff", 0.14), shade))
    elif sitter.collar == "hood":
        hood = [(400, 662), (330, 640), (268, 574), (300, 540), (340, 590), (400, 622)]
        canvas.polygon(smooth(_mirrored(hood), 2), (mix(sitter.clothes, "#ffffff", 0.18), shade))
        canvas.lines([[(372, 650), (366, 730)], [(428, 650), (434, 730)]], 6, "#fbf3df")
    elif sitter.collar == "coat":
        fur = [(400, 700), (318, 640), (276, 566), (318, 548), (352, 604), (400, 640)]
        canvas.polygon(smooth(_mirrored(fur), 2), ("#d9c3a0", "#8f7354"))


def _head(canvas: Canvas, sitter: Sitter) -> None:
    shade = mix(sitter.skin, "#7a3520", 0.22)
    canvas.ellipses([(266, 400, 24, 38), (534, 400, 24, 38)], (sitter.skin, shade))
    face = [(400, 228), (318, 232), (270, 300), (268, 390), (288, 470), (336, 528), (400, 548)]
    canvas.polygon(smooth(_mirrored(face)), (mix(sitter.skin, "#fff2dd", 0.2), mix(sitter.skin, "#8a3c22", 0.1)))
    canvas.ellipses([(312, 446, 34, 22), (488, 446, 34, 22)], "#e0694f", 0.2, blur=12)


def _face(canvas: Canvas, sitter: Sitter) -> None:
    brow = mix(sitter.hair, "#2a1a14", 0.45) if sitter.style != "scarf" else "#2b1c1a"
    ink = "#2a1c1c"
    brows: list[list[Point]] = [[(306, 354), (330, 342), (364, 350)], [(494, 354), (470, 342), (436, 350)]]
    canvas.lines(brows, 9, brow)
    canvas.ellipses([(336, 390, 22, 13), (464, 390, 22, 13)], "#fffaf3")
    canvas.ellipses([(337, 390, 11, 12), (463, 390, 11, 12)], ink)
    canvas.ellipses([(341, 386, 3.5, 3.5), (467, 386, 3.5, 3.5)], "#ffffff")
    canvas.lines(
        [[(313, 389), (324, 378), (344, 376), (360, 386)], [(487, 389), (476, 378), (456, 376), (440, 386)]], 5, ink
    )
    canvas.lines([[(396, 400), (386, 444), (404, 450)]], 5, mix(sitter.skin, "#7a3520", 0.45))
    lips = mix(sitter.skin, "#a8323c", 0.6)
    canvas.polygon(
        smooth([(362, 486), (390, 482), (400, 486), (410, 482), (438, 486), (420, 502), (400, 506), (380, 502)], 2),
        lips,
    )
    canvas.lines([[(358, 486), (400, 491), (442, 484)]], 3, mix(lips, "#3a1014", 0.5))
    if sitter.wrinkles:
        lines: list[list[Point]] = [
            [(340, 452), (332, 478)], [(460, 452), (468, 478)], [(356, 300), (444, 300)], [(366, 284), (434, 284)],
            [(292, 398), (280, 392)], [(508, 398), (520, 392)],
        ]  # fmt: skip
        canvas.lines(lines, 3, mix(sitter.skin, "#7a3520", 0.4), 0.7)


def _beard(canvas: Canvas, sitter: Sitter) -> None:
    fill = (mix(sitter.hair, "#ffffff", 0.08), mix(sitter.hair, "#0c0806", 0.3))
    moustache = [(400, 466), (372, 464), (340, 488), (344, 496), (400, 484)]
    if sitter.beard == "full":
        beard = [(400, 506), (372, 512), (336, 486), (296, 430), (266, 412), (272, 490), (316, 556), (400, 584)]
        canvas.polygon(smooth(_mirrored(beard), 2), fill)
    canvas.polygon(smooth(_mirrored(moustache), 2), fill)


def _hair_behind(canvas: Canvas, sitter: Sitter) -> None:
    back = (sitter.hair, mix(sitter.hair, "#000000", 0.35))
    if sitter.style == "bob":
        half = [(400, 190), (290, 206), (232, 300), (226, 420), (240, 528), (300, 552)]
    elif sitter.style == "long":
        half = [(400, 186), (286, 200), (228, 300), (216, 460), (196, 620), (230, 720), (330, 716)]
    elif sitter.style == "fringe":
        half = [(400, 190), (288, 204), (236, 300), (232, 440), (214, 590), (262, 640), (340, 600)]
    else:
        return
    canvas.polygon(smooth(_mirrored(half), 2), back)


def _hair(canvas: Canvas, sitter: Sitter) -> None:
    fill = (mix(sitter.hair, "#ffffff", 0.16), sitter.hair)
    if sitter.style in CAPS_OF_HAIR:
        canvas.polygon(smooth(CAPS_OF_HAIR[sitter.style], 3), fill)
    if sitter.style == "bun":
        canvas.ellipses([(400, 168, 62, 54)], fill)
    if sitter.style == "curls":
        curls = [
            (274, 330),
            (268, 280),
            (290, 236),
            (330, 206),
            (376, 192),
            (424, 192),
            (470, 206),
            (510, 236),
            (532, 280),
            (526, 330),
        ]
        canvas.ellipses([(x, y, 40.0, 38.0) for x, y in curls], fill)
        canvas.ellipses([(x + 6, y - 6, 22.0, 20.0) for x, y in curls], "#ffffff", 0.14)
    if sitter.style == "bald":
        for side in (-1, 1):
            tuft = [(400 + side * 136, 300), (400 + side * 146, 360), (400 + side * 128, 400), (400 + side * 120, 330)]
            canvas.polygon(smooth(tuft, 2), fill)
        canvas.ellipses([(360, 262, 40, 16)], "#ffffff", 0.3, blur=6)


def _headwear(canvas: Canvas, sitter: Sitter) -> None:
    if sitter.style == "cap":
        canvas.rectangles([(252, 232, 296, 64)], ("#6b5138", "#3a2a1c"), radius=30)
        canvas.polygon(smooth([(258, 250), (276, 158), (400, 112), (524, 158), (542, 250)], 2), ("#2e5a6b", "#1c3a48"))
        canvas.rectangles([(250, 226, 300, 58)], ("#d8bd93", "#9a7a52"), radius=28)
    if sitter.style == "scarf":
        scarf = [
            (400, 176),
            (296, 190),
            (236, 290),
            (236, 430),
            (268, 540),
            (330, 610),
            (352, 590),
            (290, 500),
            (266, 400),
            (282, 300),
            (340, 252),
            (400, 244),
        ]
        canvas.polygon(smooth(_mirrored(scarf), 2), ("#fdf8ee", "#d9cfc0"))
        canvas.ellipses([(x, 214 + abs(x - 400) * 0.16, 7.0, 7.0) for x in range(310, 500, 30)], "#2f8f86")


CAPS_OF_HAIR: dict[str, list[Point]] = {
    "bob": [
        (258, 470), (236, 330), (280, 214), (400, 178), (520, 214), (564, 330), (542, 470), (526, 360),
        (500, 290), (420, 250), (330, 300), (280, 340), (272, 400),
    ],
    "long": [
        (262, 480), (238, 330), (282, 208), (400, 176), (518, 208), (562, 330), (538, 480), (528, 350),
        (470, 268), (400, 236), (330, 268), (272, 350),
    ],
    "fringe": [
        (258, 460), (238, 320), (286, 208), (400, 180), (514, 208), (562, 320), (542, 460), (530, 350),
        (510, 318), (400, 322), (290, 318), (270, 350),
    ],
    "short": [
        (266, 366), (252, 286), (292, 206), (390, 172), (500, 196), (548, 290), (534, 366), (522, 310),
        (470, 268), (380, 276), (300, 268), (280, 310),
    ],
    "tousled": [
        (262, 370), (240, 290), (270, 220), (300, 220), (330, 170), (380, 190), (430, 156), (468, 190),
        (520, 190), (556, 280), (538, 370), (520, 310), (470, 290), (430, 262), (370, 292), (320, 268),
        (280, 316),
    ],
    "fade": [
        (276, 330), (266, 270), (310, 200), (400, 176), (490, 200), (534, 270), (524, 330), (510, 280),
        (470, 252), (400, 246), (330, 252), (290, 280),
    ],
    "bun": [
        (266, 380), (246, 300), (292, 212), (400, 184), (508, 212), (554, 300), (534, 380), (516, 310),
        (440, 256), (400, 250), (360, 256), (284, 310),
    ],
}  # fmt: skip
"""Closed outlines of hair that lies on the forehead, by style."""


def _glasses(canvas: Canvas) -> None:
    for x in (336, 464):
        canvas.rectangles([(x - 44, 360, 88, 66)], "#ffffff", 0.16, radius=26)
        ring = smooth([(x - 46, 358), (x + 46, 358), (x + 46, 428), (x - 46, 428)], 3)
        canvas.lines([[*ring, ring[0]]], 6, "#2b2326")
    canvas.lines([[(378, 386), (422, 386)], [(292, 384), (266, 376)], [(508, 384), (534, 376)]], 6, "#2b2326")
