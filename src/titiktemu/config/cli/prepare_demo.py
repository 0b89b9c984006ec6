"""`prepare-demo`: migrate the demo's database and load the invented initiative.

Done in no time when nothing changed.
The launcher calls it before web server and worker. It is not meant for people, so it has no help of its own.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.config.cli import loading
from titiktemu.config.cli.running import make_private, nothing_running
from titiktemu.config.cli.texts import _

REFUSED = 2
PACKAGE = loading.ROOT / "src" / "titiktemu"


def main(arguments: Sequence[str]) -> int:
    """Prepare the demo, with --reset from the beginning. Returns 2 where it refuses, with a sentence."""
    var = Path(os.environ.get("TITIKTEMU_VAR") or loading.ROOT / "var")
    reset = "--reset" in arguments
    if os.environ.get("TITIKTEMU_MODE") != "demo":
        return _refuse(_("The demo can be loaded in demo mode only."))
    make_private(var)
    for folder in ("static", "files"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    if not reset and stamp_of(var) == stamp_wanted(var):
        return 0
    with nothing_running(var) as alone:
        if not alone:
            return _refuse(_("A demo is running on this database; end it first."))
        (var / "demo-stamp.json").unlink(missing_ok=True)
        refusal = loading.with_django("demo_database").prepare(reset=reset)
    if refusal:
        return _refuse(refusal)
    keep_stamp(var)
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return REFUSED


def stamp_wanted(var: Path) -> list[object] | None:
    """What the database must have been prepared with: this code; and it must be the same file."""
    try:
        database = (var / "titiktemu.sqlite3").stat()
    except FileNotFoundError:
        return None
    return [shape(), database.st_ino]


def shape() -> str:
    """A hash over migrations, demo content and the versions of the libraries."""
    files = [
        *PACKAGE.glob("*/migrations/*.py"),
        *(path for path in (PACKAGE / "web" / "demo").rglob("*") if path.is_file() and path.suffix != ".pyc"),
        loading.ROOT / "requirements" / "run.txt",
    ]
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(str(path.relative_to(loading.ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def stamp_of(var: Path) -> object:
    """What the database was prepared with last; an empty list when unknown, which equals nothing wanted."""
    try:
        return json.loads((var / "demo-stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def keep_stamp(var: Path) -> None:
    """Record that the database is prepared."""
    temporary = var / f"demo-stamp.{os.getpid()}"
    temporary.write_text(json.dumps(stamp_wanted(var)), encoding="utf-8")
    temporary.replace(var / "demo-stamp.json")
