"""The pictures' files on their way back: all of them in place, or everything as it was."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from newsroom.backup.archive import Reading
from newsroom.backup.media import FILE
from newsroom.images import public, renditions, storage
from newsroom.images.models import Image

logger = logging.getLogger(__name__)

Undo = Callable[[], object]


class Cropping(NamedTuple):
    """What the variants of a picture were drawn by, and where readers find them."""

    version: int
    focal_x: float
    focal_y: float
    public_token: str | None


Croppings = dict[str, Cropping]


def croppings() -> Croppings:
    """Every picture of this newsroom as it is now, by its file."""
    return {file: Cropping(*rest) for file, *rest in Image.objects.values_list("file", *Cropping._fields)}


@contextmanager
def placed(source: Reading) -> Iterator[None]:
    """Put the masters of a backup where they belong; whatever goes wrong inside, they are taken away again."""
    undoing: list[Undo] = []
    asides: list[Path] = []
    try:
        for name in filter(FILE.fullmatch, source.manifest.members):
            target = storage.master(name)
            if target.is_file():
                if _is_same(source, name, target):
                    continue
                asides.append(_set_aside(target))
                undoing.append(partial(asides[-1].replace, target))
            else:
                undoing.append(partial(target.unlink, missing_ok=True))
            storage.write(target, partial(source.copy, name))
        yield
    except BaseException:
        for undo in reversed(undoing):
            undo()
        raise
    finally:
        for aside in asides:
            aside.unlink(missing_ok=True)


def _is_same(source: Reading, name: str, target: Path) -> bool:
    if target.stat().st_size != source.manifest.members[name].size:
        return False
    with source.open(name) as wanted, target.open("rb") as found:
        return all(piece == found.read(len(piece)) for piece in iter(lambda: wanted.read(1 << 20), b""))


def _set_aside(target: Path) -> Path:
    aside = storage.private_root() / "tmp" / secrets.token_hex(16)
    aside.parent.mkdir(parents=True, exist_ok=True)
    storage.link_or_copy(target, aside)
    return aside


def tidy(former: Croppings) -> None:
    """After the commit: remove what only the former newsroom showed, and variants of other croppings."""
    now = croppings()
    for file, cropping in former.items():
        if cropping.public_token and now.get(file) != cropping:
            public.remove_folder(f"{cropping.public_token}-{cropping.version}")
    for file in former.keys() - now.keys():
        storage.delete_files(file)
    for file, cropping in now.items():
        _forget_other_variants(file, cropping.version if former.get(file) == cropping else None)
    public.sweep()


def _forget_other_variants(file: str, version: int | None) -> None:
    # Later croppings belong to a story that is not told any more, and their numbers will be given again.
    folders = storage.renditions_folder(file, 1).parent
    if folders.is_dir():
        for folder in [folder for folder in folders.iterdir() if folder.name != str(version)]:
            storage.remove_folder(folder)


def draw() -> None:
    """Draw the one small variant that every picture has from the start, and fill the folders of the public ones."""
    for image in Image.objects.order_by("-uploaded_at", "-pk").iterator():
        if storage.master(image.file).is_file():
            renditions.make_first(image)
            if image.is_public:
                _show(image)


def _show(image: Image) -> None:
    with transaction.atomic():
        public.lock([image])
        # Somebody may have taken it off the site meanwhile, and publishing would bring it back.
        if public.is_current(image):
            public.publish(image)
