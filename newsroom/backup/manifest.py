"""The list of what is in a backup: made of the file itself, and what the file is measured against."""

import json
import tomllib
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from newsroom.backup.refusals import Damaged, Refused

FORMAT = 1
PRODUCT = "newsroom"


@dataclass(frozen=True)
class Member:
    """A file inside the backup: bytes and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Rows:
    """The rows of one model: how many, and the names of their columns in order."""

    count: int
    columns: list[str]


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those applied when the rows were read; `missing` are pictures that had no file."""

    version: str
    created_at: str
    database: str
    migrations: dict[str, list[str]]
    models: dict[str, Rows]
    members: dict[str, Member]
    missing: list[str]

    def as_json(self) -> bytes:
        """The manifest as the bytes of a file."""
        said = {"format": FORMAT, "product": PRODUCT, **asdict(self)}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()

    @property
    def row_count(self) -> int:
        """Rows of all models together."""
        return sum(rows.count for rows in self.models.values())

    @property
    def picture_count(self) -> int:
        """Pictures whose file is in the backup."""
        return sum(name.startswith("originals/") for name in self.members)


def product_version() -> str:
    """The version of this code, as `pyproject.toml` has it."""
    project: dict[str, Any] = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def parse(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises Refused for another product, a newer format, or what is none."""
    try:
        said = json.loads(data)
        product, number = said["product"], said["format"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Damaged("нет описи") from None
    if product != PRODUCT or type(number) is not int:
        raise Damaged("опись другой программы")
    if number > FORMAT:
        raise Refused(
            f"Копия сделана более новой версией программы ({said.get('version')}): её формат — {number}, "
            f"а здесь известен {FORMAT}. Сначала обновите программу."
        )
    try:
        return _manifest(said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Damaged("опись не читается") from None


def _manifest(said: dict[str, Any]) -> Manifest:
    return Manifest(
        version=_text(said["version"]),
        created_at=_text(said["created_at"]),
        database=_text(said["database"]),
        migrations={_text(app): _texts(names) for app, names in said["migrations"].items()},
        models={label: Rows(_number(rows["count"]), _texts(rows["columns"])) for label, rows in said["models"].items()},
        members={
            name: Member(_number(member["size"]), _text(member["sha256"])) for name, member in said["members"].items()
        },
        missing=_texts(said["missing"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list):
        raise ValueError(values)
    return [_text(value) for value in values]


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value
