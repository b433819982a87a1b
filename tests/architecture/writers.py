"""Finds writes to protected models outside the modules that may make them.

It infers the model of a variable from its name, annotation or assignment within one function. A model that is passed as
a value is not recognised here; `sql_watcher` sees the statements.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

WRITING = frozenset(
    {
        "save",
        "create",
        "update",
        "delete",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "set",
        "add",
        "remove",
        "clear",
    }
)
ACTIONS = (
    "articles/actions/",
    "newsroom/digests/actions.py",
    "newsroom/digests/content.py",
    "newsroom/digests/published_rows.py",
    "newsroom/workflow/",
)
TEAM = ("staff/team.py",)
WRITERS: dict[str, tuple[str, ...]] = {
    "PublishedArticle": ACTIONS,
    "PublishedTag": ACTIONS,
    "PublishedByline": ACTIONS,
    "PublishedRelated": ACTIONS,
    "FrontPick": ACTIONS,
    "SearchDocument": ACTIONS,
    "Digest": ACTIONS,
    "DigestItem": ACTIONS,
    "PublishedDigest": ACTIONS,
    "PublishedDigestItem": ACTIONS,
    "PublishedText": ACTIONS,
    "Section": ACTIONS,
    "Outlet": ACTIONS,
    # A new tag of a draft is not public before a live article has it.
    "Tag": (*ACTIONS, "articles/admin/taxonomy/tag_field.py"),
    "Article": ACTIONS,
    "Person": TEAM,
    "Position": TEAM,
    "Redirect": ("newsroom/redirects/redirects.py",),
    "WasPublic": ("newsroom/redirects/redirects.py",),
    "SiteVersion": ("newsroom/page_cache/models.py",),
}
COLUMNS: dict[str, tuple[str, ...]] = {
    "state": ACTIONS,
    "is_live": ACTIONS,
    "approved_checksum": ACTIONS,
    "public_token": ("newsroom/images/public.py", "newsroom/body/files.py"),
}
"""Columns that only these modules assign, on any object."""


def product() -> Iterator[Path]:
    """Yield every module of the product except migrations."""
    for folder in ("articles", "newsroom", "staff"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def forbidden(source: str, path: str) -> list[str]:
    """Return the forbidden writes of a module as "line: model.method"."""
    reader = _Reader(path)
    reader.visit(ast.parse(source))
    return reader.found


@dataclass
class _Reader(ast.NodeVisitor):
    path: str
    known: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = dict(self.known)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            self._learn(argument.arg, argument.annotation)
        self.generic_visit(node)
        self.known = before

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assigned(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name):
            self._learn(node.target.id, node.annotation)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        self._assigned(node.target, node.iter)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            self._written(node, node.func)
        for keyword in node.keywords:
            if keyword.arg and self._takes_columns(node.func):
                self._column(keyword.arg, node)
        self.generic_visit(node)

    def _takes_columns(self, called: ast.expr) -> bool:
        """Return whether this is the constructor of an article, or `update` or `create` of anything."""
        if isinstance(called, ast.Attribute):
            return called.attr in ("update", "create", "Article")
        return isinstance(called, ast.Name) and called.id == "Article"

    def _written(self, node: ast.Call, called: ast.Attribute) -> None:
        model = self._model(called.value)
        named = {keyword.arg for keyword in node.keywords}
        # An `Edit` writes columns of an article by name.
        if model == "Article" and called.attr == "save" and "update_fields" in named:
            return
        if model == "Article" and called.attr in ("set", "add", "remove", "clear", "delete"):
            return  # Rows such as tags and bylines; `Edit.finish` compares them.
        if model and not self.path.startswith(WRITERS[model]):
            self.found.append(f"{node.lineno}: {model}.{called.attr}")

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            for one in target.elts:
                self._assigned(one, ast.Constant(None))
        elif isinstance(target, ast.Attribute):
            self._column(target.attr, target)
        elif isinstance(target, ast.Name):
            if model := self._model(value):
                self.known[target.id] = model
            else:
                self.known.pop(target.id, None)

    def _column(self, name: str, node: ast.expr) -> None:
        owner = node.value if isinstance(node, ast.Attribute) else None
        is_own = isinstance(owner, ast.Name) and owner.id == "self" and "models" not in self.path
        if name in COLUMNS and not is_own and not self.path.startswith(COLUMNS[name]):
            self.found.append(f"{node.lineno}: .{name}")

    def _learn(self, name: str, annotation: ast.expr | None) -> None:
        words = {word.id for word in ast.walk(annotation) if isinstance(word, ast.Name)} if annotation else set()
        models = words & set(WRITERS)
        if models:
            self.known[name] = models.pop()

    def _model(self, node: ast.expr) -> str:
        """Return the model at the root of `Model.objects.filter(…)`, `models.Model(…)`, `name.rows.all()`, or ""."""
        while True:
            if isinstance(node, ast.Attribute) and node.attr in WRITERS:
                return node.attr
            if isinstance(node, (ast.Attribute, ast.Subscript)):
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            else:
                break
        if not isinstance(node, ast.Name):
            return ""
        return node.id if node.id in WRITERS else self.known.get(node.id, "")
