"""Who in the source can reach single votes: read from the syntax trees, from call to call.

A function touches votes where it asks a table of answers, follows a relation back to them, names one in a
lookup, or writes SQL. It reaches votes where it touches them or mentions a function that does. Whatever is
mentioned counts as called, so a function handed over as a value is found as well.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "titiktemu"
ROOT = "titiktemu"
PURE = "titiktemu.analysis"
"""Knows no database: what is called like a table there is none."""

TABLES = frozenset({"Vote", "Release", "SheetTyping"})
RELATIONS = frozenset({"votes", "vote_set", "voters", "typings", "profiles"})
"""Attributes that lead from a statement, a person, a sheet or a map to what somebody answered, or to how
many did."""
LOOKUP = re.compile(r"(^|__)(votes|vote|voters|typings|profiles)(__|$)")
SQL = re.compile(r"consultation_vote\b|candour_release\b|consultation_sheettyping\b", re.IGNORECASE)
NAMED = re.compile(r"consultation\.Vote\b|candour\.Release\b")
IN_TEMPLATE = re.compile(r"\.(votes|vote_set|typings|profiles|exposures)\b")
MADE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
TAKES_LOOKUPS = frozenset(
    {
        "filter", "exclude", "get", "values", "values_list", "annotate", "aggregate", "order_by", "only",
        "prefetch_related", "select_related", "Count", "Sum", "Avg", "Max", "Min", "F", "Q", "OuterRef",
        "Prefetch", "getattr", "attrgetter", "prefetch_related_objects", "StringAgg", "ArrayAgg", "in_bulk",
    }
)  # fmt: skip


@dataclass
class Function:
    """A function or a module's own lines: where it touches votes and what it mentions."""

    name: str
    touches: list[str] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)


def sources(root: Path = PACKAGE) -> dict[str, str]:
    """Every module by its dotted name, without tests and migrations."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if not {"tests", "migrations", "analysis"} & set(parts):  # analysis knows no database
            found[".".join((ROOT, *parts)).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def templates(root: Path = PACKAGE) -> dict[str, str]:
    """Every template by its path."""
    kinds = (*root.rglob("templates/**/*.html"), *root.rglob("templates/**/*.svg"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(kinds)}


def functions(modules: Mapping[str, str]) -> dict[str, Function]:
    """Every function of these modules by "module:name", and each module's own lines by "module:"."""
    read = {
        f"{name}:{part}": one for name, text in modules.items() for part, one in _read(name, text).items()
    }
    return {
        name: Function(
            name,
            list(one.touches),
            {mention for mention in one.mentions if mention in read or mention.startswith("table:")} - {name},
        )
        for name, one in read.items()
    }


def reaching(found: Mapping[str, Function], barriers: frozenset[str]) -> set[str]:
    """The functions from which votes can be reached, not looking behind the barriers."""
    reached = {name for name, one in found.items() if one.touches}
    while True:
        open_doors = reached - barriers
        more = {name for name, one in found.items() if name not in reached and one.mentions & open_doors}
        if not more:
            return reached
        reached |= more


def _parts(tree: ast.Module) -> Iterator[tuple[str, list[ast.AST]]]:
    """Functions and classes of a module, and what stands between them under the name ""."""
    own: list[ast.AST] = []
    for one in tree.body:
        if isinstance(one, MADE):
            yield one.name, [one]
        elif not isinstance(one, ast.Import | ast.ImportFrom):
            own.append(one)
    yield "", own


@cache
def _read(module: str, text: str) -> dict[str, Function]:
    """The functions of one module: a leak planted in another does not change what is read here."""
    tree = ast.parse(text)
    reader = _Reader(module, _imports(tree))
    return {part: reader.read(part, nodes) for part, nodes in _parts(tree)}


def _imports(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: "module:name", or a module."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update({one.asname or one.name.split(".")[0]: one.name for one in node.names})
        elif isinstance(node, ast.ImportFrom):
            found.update({one.asname or one.name: f"{node.module}:{one.name}" for one in node.names})
    return found


@dataclass
class _Reader:
    """Reads the functions of one module."""

    module: str
    imports: Mapping[str, str]

    def read(self, name: str, nodes: list[ast.AST]) -> Function:
        """What the lines of one function touch, and whatever they mention that may be a function."""
        found = Function(name)
        for outer in nodes:
            annotations = {id(inner) for one in _annotations(outer) for inner in ast.walk(one)}
            for node in ast.walk(outer):
                if id(node) not in annotations:
                    found.touches.extend(self._touches(node))
                    found.mentions.update(self._mentions(node))
        return found

    def _touches(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Attribute):
            is_table = node.attr in MANAGERS and ast.unparse(node).split(".")[-2] in TABLES
            if node.attr in RELATIONS or is_table:
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if SQL.search(node.value) or NAMED.search(node.value):
                yield repr(node.value)
        elif isinstance(node, ast.Call):
            yield from self._lookups(node)

    def _lookups(self, node: ast.Call) -> Iterator[str]:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "get_model":
            yield ast.unparse(node)
        if called not in TAKES_LOOKUPS:
            return
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        names = [one.arg for one in node.keywords if one.arg] if called in {"filter", "exclude", "Q"} else []
        for text in (*texts, *names):
            if isinstance(text, str) and LOOKUP.search(text):
                yield f"{called}({text})"

    def _mentions(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Name):
            target = self.imports.get(node.id, f"{self.module}:{node.id}")
            yield target
            yield from self._tables(target)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            # What is imported from a package may be a module of it.
            yield f"{self.imports.get(node.value.id, '').replace(':', '.')}:{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(ROOT):
            # import_string("titiktemu.room.module.function")
            yield ":".join(node.value.rsplit(".", 1))

    def _tables(self, target: str) -> Iterator[str]:
        """A table that goes by another name is still the table."""
        name = target.rsplit(":", 1)[-1]
        if name in TABLES and target.startswith(ROOT) and not target.startswith(PURE):
            yield f"table:{name}"


def _annotations(outer: ast.AST) -> Iterator[ast.AST]:
    """Types of arguments, results and names: they mention a table without asking it."""
    for node in ast.walk(outer):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield node.returns
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation


@cache
def tables_used_otherwise(text: str) -> list[str]:
    """Uses of a table of answers beyond types and its possible answers: ``Vote.Answer`` is harmless."""
    tree = ast.parse(text)
    names = {
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(PURE)
        for one in node.names
        if one.name in TABLES
    }
    harmless = {id(inner) for one in _annotations(tree) for inner in ast.walk(one)}
    harmless |= {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "Answer"
    }
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in names]
    return [f"line {node.lineno}: {node.id}" for node in uses if id(node) not in harmless]
