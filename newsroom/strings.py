"""Interface strings as the source writes them, found without any gettext tool."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

PARTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
TEMPLATES = {".html", ".txt", ".xml"}
LITERAL = r"""u?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)(?:_noop)?\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")


@dataclass(frozen=True, order=True)
class Message:
    """One string that people see: what identifies it in a catalogue."""

    text: str
    plural: str = ""
    context: str = ""


def messages_in(paths: Iterable[Path]) -> set[Message]:
    """Return what the files say; a text used both with and without a number counts once."""
    found = {message for path in paths for message in _read(path)}
    counted = {(message.text, message.context) for message in found if message.plural}
    return {message for message in found if message.plural or (message.text, message.context) not in counted}


def _read(path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return _in_python(source)
    return _in_calls(templatize(source) if path.suffix in TEMPLATES else source)


def _in_python(source: str) -> Iterator[Message]:
    tree = list(ast.walk(ast.parse(source)))
    names = {
        alias.asname or alias.name: alias.name
        for node in tree
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in tree:
        if isinstance(node, ast.Call):
            arguments = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _message(_called(node.func, names), arguments)


def _called(function: ast.expr, names: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        name = names.get(function.id, "")
    else:
        name = function.attr if isinstance(function, ast.Attribute) else ""
    return name.removesuffix("_lazy").removesuffix("_noop")


def _in_calls(source: str) -> Iterator[Message]:
    for name, literals in CALL.findall(source):
        arguments = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)]
        yield from _message("gettext" if name == "_" else name, arguments)


def _message(name: str, arguments: Sequence[object]) -> Iterator[Message]:
    parts = dict(zip(PARTS.get(name, ()), arguments, strict=False))
    texts = {part: value for part, value in parts.items() if isinstance(value, str)}
    if texts.get("text") and len(texts) == len(PARTS[name]):
        yield Message(**texts)
