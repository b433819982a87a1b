"""Pictures of the demo newsroom, drawn by code: the same name always gives the same picture."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from newsroom.demo.pictures import brand, indoors, nature, steppe, still_lifes, town
from newsroom.demo.pictures.portraits import SITTERS, draw_portrait

DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "steppe-dawn": steppe.steppe_dawn,
    "wheat": steppe.wheat,
    "snow-road": steppe.snow_road,
    "horses": steppe.horses,
    "water-tower": steppe.water_tower,
    "mountains": nature.mountains,
    "river": nature.river,
    "lake-reeds": nature.lake_reeds,
    "night-sky": nature.night_sky,
    "trees-yard": nature.trees_yard,
    "smog-mountains": town.smog_mountains,
    "city-dusk": town.city_dusk,
    "school-winter": town.school_winter,
    "stadium": town.stadium,
    "bus-lines": town.bus_lines,
    "laboratory": indoors.laboratory,
    "theatre": indoors.theatre,
    "library": indoors.library,
    "bread": still_lifes.bread,
    "dombyra": still_lifes.dombyra,
    "logo": brand.logo,
    "cover": brand.cover,
    **{f"portrait-{slug}": partial(draw_portrait, slug) for slug in SITTERS},
}
NAMES: tuple[str, ...] = tuple(DRAWINGS)


def draw(name: str) -> Image.Image:
    """Draw the picture of this name; an unknown name is a KeyError."""
    return DRAWINGS[name]()
