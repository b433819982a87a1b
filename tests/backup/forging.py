"""Backups that nobody has made: changed inside, and sealed as if they were whole."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Forgery:
    """The inside of a backup, to be changed at will."""

    def __init__(self, file: Path) -> None:
        with tarfile.open(file) as tar:
            self.files = {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]
        self.manifest: dict[str, Any] = json.loads(self.files.pop("manifest.json"))
        self.files.pop("seal.sha256")
        self.kinds: dict[str, bytes] = {}

    def rows(self, label: str) -> list[list[Any]]:
        """The rows of a model."""
        return [json.loads(line) for line in gzip.decompress(self.files[self.name(label)]).splitlines()]

    def set_rows(self, label: str, rows: list[list[Any]], columns: list[str] | None = None) -> None:
        """Put others in their place, and into the manifest."""
        columns = columns or self.manifest["models"].get(label, {}).get("columns", ["id"])
        self.manifest["models"][label] = {"count": len(rows), "columns": columns}
        self.put(self.name(label), gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))

    def change(self, label: str, column: str, value: Any) -> None:
        """Set a column of the last row of a model."""
        rows = self.rows(label)
        rows[-1][self.manifest["models"][label]["columns"].index(column)] = value
        self.set_rows(label, rows)

    def without_column(self, label: str, column: str) -> None:
        """As if the model did not have this column yet."""
        columns = list(self.manifest["models"][label]["columns"])
        place = columns.index(column)
        columns.pop(place)
        self.set_rows(label, [row[:place] + row[place + 1 :] for row in self.rows(label)], columns)

    def put(self, name: str, data: bytes) -> None:
        """Put a file in, listed as it should be."""
        self.files[name] = data
        self.manifest["members"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    def drop(self, name: str) -> None:
        """Take a file out, and out of the manifest."""
        del self.files[name]
        del self.manifest["members"][name]

    def masters(self) -> list[str]:
        return [name for name in self.files if name.startswith("originals/")]

    def write(self, file: Path) -> None:
        """Write it as the product would, with a seal that is right."""
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for name, data in {**self.files, "manifest.json": json.dumps(self.manifest).encode()}.items():
                self._add(tar, name, data)
            seal = hashlib.sha256(made.getvalue()).hexdigest()
            self._add(tar, "seal.sha256", seal.encode())
        file.write_bytes(made.getvalue())

    def _add(self, tar: tarfile.TarFile, name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.type = len(data), self.kinds.get(name, tarfile.REGTYPE)
        tar.addfile(info, io.BytesIO(data))

    @staticmethod
    def name(label: str) -> str:
        return f"rows/{label}.jsonl.gz"


Change = Callable[[Forgery], object]


def forged(file: Path, change: Change) -> None:
    """Change a backup in its place."""
    forgery = Forgery(file)
    change(forgery)
    forgery.write(file)
