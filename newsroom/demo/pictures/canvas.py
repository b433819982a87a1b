"""A canvas for layered pictures: smooth shapes, gradients, glows, mist and a little grain."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDE = (1600, 1067)
SQUARE = (800, 800)

SMOOTH = 2
"""Shapes are drawn this many times larger and reduced: that is what makes their edges smooth."""

RIM = 180
"""The value of Pillow's radial gradient at the middle of an edge: beyond it a glow must be nothing."""

Fill = str | tuple[str, str]
"""A colour, or the top and the bottom of a vertical gradient."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Draw = Callable[[ImageDraw.ImageDraw, Callable[[Iterable[Point]], list[Point]]], None]


@cache
def rgb(colour: str) -> tuple[int, int, int]:
    """The three channels of a colour like `#e0b060`."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*channels)


class Canvas:
    """A picture in the making. Its `random` is seeded by the name, so a name always gives one picture."""

    def __init__(self, name: str, *colours: str, size: tuple[int, int] = WIDE) -> None:
        """Begin with a vertical gradient of evenly spaced `colours`."""
        self.random = Random(name)  # noqa: S311 - a picture, not a secret
        self.width, self.height = size
        self.image = _gradient(colours, size)

    def polygons(self, shapes: Sequence[Sequence[Point]], fill: Fill, opacity: float = 1.0, blur: float = 0) -> None:
        """Filled polygons, all with one fill."""
        box = _around([point for shape in shapes for point in shape])
        self._paint(box, lambda pen, at: _each(shapes, lambda s: pen.polygon(at(s), fill=255)), fill, opacity, blur)

    def land(self, outline: Sequence[Point], fill: Fill, opacity: float = 1.0) -> None:
        """Ground below an outline of `ridge` or `peaks`: only the uneven band is drawn as a shape."""
        levels = [y for _, y in outline[:-2]]
        low = min(self.height, math.ceil(max(levels)) + 1)
        top = max(0, math.floor(min(levels)) - 2)
        mask = Image.new("L", (self.width, self.height - top), round(255 * opacity))
        band = Image.new("L", (self.width * SMOOTH, (low - top) * SMOOTH))
        points = [(x * SMOOTH, (y - top) * SMOOTH) for x, y in outline]
        ImageDraw.Draw(band).polygon(points, fill=round(255 * opacity))
        mask.paste(band.reduce(SMOOTH), (0, 0))
        colours = (fill, fill) if isinstance(fill, str) else fill
        self.image.paste(_gradient(colours, mask.size), (0, top), mask)

    def polygon(self, shape: Sequence[Point], fill: Fill, opacity: float = 1.0, blur: float = 0) -> None:
        """One filled polygon."""
        self.polygons([shape], fill, opacity, blur)

    def ellipses(self, circles: Sequence[Box], fill: Fill, opacity: float = 1.0, blur: float = 0) -> None:
        """Ellipses given as (centre x, centre y, radius x, radius y)."""
        boxes = [((x - rx, y - ry), (x + rx, y + ry)) for x, y, rx, ry in circles]
        box = _around([point for corners in boxes for point in corners])
        self._paint(box, lambda pen, at: _each(boxes, lambda b: pen.ellipse(at(b), fill=255)), fill, opacity, blur)

    def rectangles(
        self, boxes: Sequence[Box], fill: Fill, opacity: float = 1.0, radius: float = 0, blur: float = 0
    ) -> None:
        """Rectangles given as (left, top, width, height), with rounded corners if asked."""
        corners = [((x, y), (x + w, y + h)) for x, y, w, h in boxes]
        box = _around([point for pair in corners for point in pair])
        self._paint(
            box,
            lambda pen, at: _each(corners, lambda c: pen.rounded_rectangle(at(c), radius * SMOOTH, fill=255)),
            fill,
            opacity,
            blur,
        )

    def lines(
        self, paths: Sequence[Sequence[Point]], width: float, fill: Fill, opacity: float = 1.0, blur: float = 0
    ) -> None:
        """Lines through points, with round joints."""
        box = _around([point for path in paths for point in path], width)
        thick = max(1, round(width * SMOOTH))

        def draw(pen: ImageDraw.ImageDraw, at: Callable[[Iterable[Point]], list[Point]]) -> None:
            for path in paths:
                pen.line(at(path), fill=255, width=thick, joint="curve")
                if thick > 4:
                    for x, y in at((path[0], path[-1])):
                        pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)

        self._paint(box, draw, fill, opacity, blur)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0, squash: float = 1.0) -> None:
        """Light that fades with the distance from a point; `squash` flattens it."""
        wide, high = round(radius * 2), max(2, round(radius * 2 * squash))
        left, top = round(x - radius), round(y - radius * squash)
        visible = _clip((left, top, left + wide, top + high), self.image.size)
        if visible is None:
            return
        spot = Image.radial_gradient("L").point(lambda v: round(max(0.0, 1 - v / RIM) ** 1.6 * 255 * strength))
        across, down = 256 / wide, 256 / high
        part = ((visible[0] - left) * across, (visible[1] - top) * down)
        seen = (visible[2] - visible[0], visible[3] - visible[1])
        box = (*part, part[0] + seen[0] * across, part[1] + seen[1] * down)
        spot = spot.resize(seen, Image.Resampling.BILINEAR, box=box)
        light = Image.composite(Image.new("RGB", spot.size, rgb(colour)), Image.new("RGB", spot.size), spot)
        self.image.paste(ImageChops.screen(self.image.crop(visible), light), visible[:2])

    def mist(self, top: float, bottom: float, colour: str, strength: float) -> None:
        """A band of haze, thickest at its middle."""
        high = round(bottom - top)
        band = bytes(round(255 * strength * math.sin(math.pi * step / 63) ** 2) for step in range(64))
        mask = Image.frombytes("L", (1, 64), band).resize((self.width, high), Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", mask.size, rgb(colour)), (0, round(top)), mask)

    def fade(self, top: float, bottom: float, colour: str, strength: float) -> None:
        """A veil that grows from nothing at `top` to `strength` at `bottom` (which may lie above)."""
        first, last = sorted((round(top), round(bottom)))
        mask = Image.linear_gradient("L").point(lambda v: round(v * strength))
        if bottom < top:
            mask = mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mask = mask.resize((self.width, last - first), Image.Resampling.BILINEAR)
        self.image.paste(Image.new("RGB", mask.size, rgb(colour)), (0, first), mask)

    def reflect(self, horizon: int, depth: float, colour: str, strength: float) -> None:
        """Mirror what stands above `horizon` into the water below it, stretched by `depth`."""
        high = self.height - horizon
        above = self.image.crop((0, max(0, horizon - round(high / depth)), self.width, horizon))
        mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self.width, high))
        mirror = mirror.filter(ImageFilter.BoxBlur((1, 6)))
        veil = Image.new("RGB", mirror.size, rgb(colour))
        self.image.paste(Image.blend(mirror, veil, strength), (0, horizon))

    def ridge(self, level: float, height: float, detail: int = 5, wave: float = 2.0) -> list[Point]:
        """The outline of hills from edge to edge, closed along the bottom: `wave` hills, finer by `detail` octaves."""
        octaves = [
            (wave * 2**octave, height / 1.9**octave, self.random.uniform(0, 7), self.random.uniform(0, 7))
            for octave in range(detail)
        ]
        outline: list[Point] = []
        for step in range(201):
            turn = step / 200 * math.tau
            lift = sum(
                size * (math.sin(turn * speed / 2 + a) + 0.6 * math.sin(turn * speed * 0.77 + b))
                for speed, size, a, b in octaves
            )
            outline.append((step / 200 * self.width, level - lift / 2))
        return [*outline, (self.width, self.height), (0, self.height)]

    def peaks(self, level: float, height: float, count: int, jag: float = 0.5) -> list[Point]:
        """The outline of mountains: `count` summits, broken up by midpoint displacement."""
        line: list[Point] = [(0.0, level - self.random.uniform(0, height / 2))]
        step = self.width / count
        for number in range(count):
            x = number * step + step * self.random.uniform(0.3, 0.7)
            line.append((x, level - height * self.random.uniform(0.55, 1)))
            line.append(((number + 1) * step, level - height * self.random.uniform(0.05, 0.4)))
        for _ in range(5):
            broken: list[Point] = [line[0]]
            for (x, y), (u, v) in pairwise(line):
                shift = (u - x) * jag * self.random.uniform(-0.5, 0.5)
                broken += [((x + u) / 2, (y + v) / 2 + shift), (u, v)]
            line = broken
        return [*line, (self.width, self.height), (0, self.height)]

    def finish(self, grain: float = 0.08, vignette: float = 0.28) -> Image.Image:
        """Darken the corners, add grain, and hand the picture over."""
        edge = Image.radial_gradient("L").point(lambda v: round(max(0, v - 110) / 145 * 255 * vignette))
        mask = edge.resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(Image.new("RGB", self.image.size, (8, 8, 24)), (0, 0), mask)
        dust = Image.frombytes("L", self.image.size, self.random.randbytes(self.width * self.height))
        dust = dust.point(lambda v: round(128 + (v - 128) * grain))
        return ImageChops.overlay(self.image, Image.merge("RGB", (dust, dust, dust)))

    def _paint(self, box: Box, draw: Draw, fill: Fill, opacity: float, blur: float) -> None:
        margin = blur * 3 + 2
        wanted = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
        visible = _clip(wanted, self.image.size)
        if visible is None:
            return
        left, top, right, bottom = visible
        mask = Image.new("L", ((right - left) * SMOOTH, (bottom - top) * SMOOTH))
        draw(ImageDraw.Draw(mask), lambda points: [((x - left) * SMOOTH, (y - top) * SMOOTH) for x, y in points])
        mask = mask.reduce(SMOOTH)
        if blur:
            mask = mask.filter(ImageFilter.BoxBlur(blur)).filter(ImageFilter.BoxBlur(blur))
        if opacity < 1:
            mask = mask.point(lambda v: round(v * opacity))
        colours = (fill, fill) if isinstance(fill, str) else fill
        paint = _gradient(colours, mask.size)
        self.image.paste(paint, (left, top), mask)


def _gradient(colours: Sequence[str], size: tuple[int, int]) -> Image.Image:
    if len(set(colours)) == 1:
        return Image.new("RGB", size, rgb(colours[0]))
    stops = Image.frombytes("RGB", (1, len(colours)), bytes(channel for colour in colours for channel in rgb(colour)))
    column = stops.resize((1, size[1]), Image.Resampling.BILINEAR, box=(0, 0.5, 1, len(colours) - 0.5))
    return column.resize(size, Image.Resampling.NEAREST)


def _around(points: Sequence[Point], margin: float = 0) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin


def _clip(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    left, top = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
    right, bottom = min(size[0], math.ceil(box[2])), min(size[1], math.ceil(box[3]))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _each(items: Iterable[object], act: Callable[..., object]) -> None:
    for item in items:
        act(item)
