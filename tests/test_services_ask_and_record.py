"""The rules of the house that can be read from the source itself (docs/architecture.md)."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "titiktemu"
LAUNCH = PACKAGE.parents[1] / "launch"
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_SCRIPT = 100
NAMED_FOR_NOBODY = {"utils", "helpers", "common", "misc", "manager", "managers"}

WITHOUT_RECORD = {
    "documents.services.signing.look_at_copy": "no entry for what is looked at: keeping it is recorded",
    "questionnaires.services.answering.keep_page": "no entry for single answers: nobody learns who came when",
    "questionnaires.services.answering.finish": "no entry for single answers: nobody learns who came when",
    "questionnaires.services.answering.send_kept": "no entry for single answers: nobody learns who came when",
    "consultation.services.voting.cast_vote": "no entry for a single vote: the closed log's hash is recorded",
    "consultation.services.sending.send_votes": "as for the single votes that it casts",
    "catalogue.services.uploading.add_part": "no entry for a piece: the whole file's hash is recorded",
    "consultation.services.routing.next_statement_for": "no entry for what somebody was shown",
    "consultation.services.routing.draw_ahead": "no entry for what somebody was shown",
    "consultation.services.routing.log_exposures": "no entry for what somebody was shown",
    "consultation.services.routing.log_certain": "no entry for what somebody was shown",
    "step1_issues.participation.services.voice.tap": "no entry for a turn: the closed count is one",
    "step1_issues.participation.services.voice.undo_tap": "no entry for a turn: the closed count is one",
    "step1_issues.services.solutions.rate_solution": "single ratings: that they were counted is one",
    "step1_issues.services.rounds.cast_gradient": "no entry for a ballot: the closed round is recorded",
    "meetings.stakeholders.services.rating.rate_for_side": "private to its group: the log would tell when",
    "meetings.stakeholders.services.rating.rate_as_leading": "private to its group: the log would tell when",
    "step1_issues.services.polls.cast_ballot": "no entry for a ballot: the closed poll is recorded",
}
"""Services that leave no entry in the chain, each with the reason."""

READS_OF_SERVICES = {
    "questionnaires.services.correcting.check_reason": "looks at a sentence; nothing is read or written",
    "foundation.services.joining.return_code": "tells a code from a number; nothing is read or written",
    "foundation.services.initiatives.free_slug": "finds a free address; nothing is written",
    "consultation.services.running.free_join_code": "finds a free code; nothing is written",
    "meetings.services.planning.free_door_code": "finds a free code; nothing is written",
    "consultation.services.running.vote_log_hash": "reads the votes and gives their hash",
}
"""Public functions in services that change nothing, each with the reason why they stand there."""

WRITES_BESIDE_SERVICES = {
    "web/demo/questionnaires.py": "the invented answers of the demo, into a database marked as the demo",
    "foundation/audit.py": "the chain itself, written by `record` only",
    "foundation/limits.py": "counts of tries; not an act of anybody",
    "foundation/periodic.py": "the worker's own turns",
    "foundation/places.py": "the inside of the services of rosters and people",
    "step1_issues/participation/counting.py": "the inside of the services of activities",
    "consultation/mapping.py": "the inside of the task that draws the map, apart because of what it imports",
    "catalogue/storage.py": "rows of the store, for services and tasks that keep a file",
    "candour/gate.py": "figures that passed the release policy",
    "config/cli/bench_live.py": "invented votes in a database of its own, gone when it has measured",
    "web/demo/loader.py": "the invented votes of the demo, into a database marked as the demo",
    "web/demo/votes.py": "the invented votes before and after the forum, into the same",
}
"""Modules that write rows although they are neither services nor tasks, each with the reason."""

WRITES = {
    "create",
    "update",
    "delete",
    "save",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
}


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every module that runs: without tests and migrations."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"tests", "migrations", "__pycache__"} & set(path.relative_to(folder).parts)
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(node: ast.AST) -> set[str]:
    """The plain names that are called inside."""
    found = {
        one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    }
    return found


def services() -> list[Path]:
    return [path for path in modules() if "services" in path.parts or path.name == "services.py"]


def dotted(path: Path, function: str) -> str:
    return ".".join((*path.relative_to(PACKAGE).with_suffix("").parts, function))


def reached(tree: ast.Module, function: str) -> set[str]:
    """What a function calls, itself or through private functions of its module."""
    inside = {one.name: calls(one) for one in tree.body if isinstance(one, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        for name in inside.get(waiting.pop(), set()) - seen:
            seen.add(name)
            if name.startswith("_"):
                waiting.append(name)
    return seen


def public_services() -> list[tuple[Path, ast.FunctionDef]]:
    return [
        (path, one)
        for path in services()
        for one in tree_of(path).body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]


def test_there_are_services_to_look_at() -> None:
    assert len(public_services()) > 15


@pytest.mark.parametrize(
    ("path", "function"), public_services(), ids=lambda one: getattr(one, "name", "") and str(one.name)
)
def test_a_service_asks_first_and_records_in_the_end(path: Path, function: ast.FunctionDef) -> None:
    name = dotted(path, function.name)
    if name in READS_OF_SERVICES:
        return
    called = reached(tree_of(path), function.name)
    assert "require" in calls(function), f"{name} does not ask whether the actor may"
    if name not in WITHOUT_RECORD:
        assert "record" in called, f"{name} leaves no entry in the chain"


@pytest.mark.parametrize(
    ("path", "function"), public_services(), ids=lambda one: getattr(one, "name", "") and str(one.name)
)
def test_a_service_is_told_who_acts_and_by_name(path: Path, function: ast.FunctionDef) -> None:
    if dotted(path, function.name) in READS_OF_SERVICES:
        return
    assert [one.arg for one in function.args.kwonlyargs][:1] == ["actor"], function.name
    assert not function.args.args, f"{function.name} takes arguments without their names"


def test_no_exception_is_kept_for_a_service_that_is_gone() -> None:
    known = {dotted(path, one.name) for path, one in public_services()}
    assert set(WITHOUT_RECORD) <= known
    assert set(READS_OF_SERVICES) <= known


def writes(tree: ast.AST) -> Iterator[int]:
    """Lines that write rows: ``.save()``, ``….objects.create(…)``, and the like on a query."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, whole = node.func.attr, ast.unparse(node.func.value)
        on_rows = ".objects" in whole or re.search(r"\.(filter|exclude|all|order_by)\(", whole)
        if (name in WRITES and on_rows) or (name == "save" and "session" not in whole and not node.args):
            yield node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rows_are_written_by_services_and_tasks_alone(path: Path) -> None:
    here = path.relative_to(PACKAGE).as_posix()
    if path in services() or path.name == "tasks.py" or here in WRITES_BESIDE_SERVICES:
        return
    assert not list(writes(tree_of(path))), f"{here} writes rows"


def test_no_exception_is_kept_for_a_module_that_writes_no_longer() -> None:
    for here in WRITES_BESIDE_SERVICES:
        assert (PACKAGE / here).exists(), here
        assert list(writes(tree_of(PACKAGE / here))), here


@pytest.mark.parametrize("path", modules() + modules(LAUNCH), ids=lambda path: path.name)
def test_nothing_is_imported_inside_a_function(path: Path) -> None:
    for one in functions(tree_of(path)):
        inside = [node.lineno for node in ast.walk(one) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not inside, f"{path}:{inside}"


@pytest.mark.parametrize("path", modules() + modules(LAUNCH), ids=lambda path: path.name)
def test_a_file_and_a_function_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_OF_A_FILE, path
    for one in functions(ast.parse(text)):
        length = (one.end_lineno or one.lineno) - one.lineno + 1 - doc_lines(one)
        assert length <= MOST_LINES_OF_A_FUNCTION, f"{path}: {one.name} has {length} lines"


def doc_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A docstring explains; it does not make a function long."""
    first = function.body[0]
    told = ast.get_docstring(function)
    return (first.end_lineno or first.lineno) - first.lineno + 1 if told else 0


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PACKAGE.rglob("*.js")) if "vendor" not in path.parts],
    ids=lambda path: path.name,
)
def test_a_script_stays_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES_OF_A_SCRIPT


def test_no_module_is_named_for_nobody() -> None:
    named = [path for path in modules() + modules(LAUNCH) if path.stem in NAMED_FOR_NOBODY]
    assert not named


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_our_rooms_send_each_other_no_signals(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "django.dispatch" not in text
    assert "django.db.models.signals" not in text


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_public_function_and_class_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body, f"{path} says nothing of itself"
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef) and not one.name.startswith("_"):
            assert ast.get_docstring(one), f"{path}: {one.name}"
