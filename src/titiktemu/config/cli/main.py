"""Which module answers which command, and in which mode."""

import os
import sys
from collections.abc import Sequence

from titiktemu.config.cli import loading
from titiktemu.config.cli.texts import _

PLAIN = {
    "analyse": "analyse",
    "bench": "bench",
    "check": "check",
    "compile-kernels": "compile_kernels",
    "compile-messages": "compile_messages",
    "messages": "messages",
    "prepare-demo": "prepare_demo",
    "serve": "serve",
}
"""Commands that start without Django, because they need none or only sometimes."""
WITH_DJANGO = {
    "administrator": "administrator",
    "backup": "backup",
    "doctor": "doctor",
    "import-polis": "import_polis",
    "permissions-doc": "permissions_doc",
    "restore": "restore",
    "verify-audit": "verify_audit",
    "worker": "worker",
}
FOR_EVERYBODY = {
    "analyse",
    "bench",
    "check",
    "compile-kernels",
    "compile-messages",
    "messages",
    "permissions-doc",
}
"""Commands whose files hold nothing of anybody; what all others write is its owner's alone."""
ONE_THREAD = {"check"}
"""Commands that read long tables: several threads of polars take more work and hardly less time."""
WRONG_USE = 2


def main(arguments: Sequence[str]) -> int:
    """Run one command. Returns its exit code: 0 fine, 1 a problem was found, 2 wrong use or a refusal."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    if command not in PLAIN and command not in WITH_DJANGO:
        known = ", ".join(sorted([*PLAIN, *WITH_DJANGO]))
        sys.stderr.write(_("Choose one of these commands: {known}.").format(known=known) + "\n")
        return WRONG_USE
    choose_mode()
    if command in ONE_THREAD:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")
    if command not in FOR_EVERYBODY:
        os.umask(0o077)
    if command in PLAIN:
        return int(loading.plain(PLAIN[command]).main(rest) or 0)
    module = loading.with_django(WITH_DJANGO[command])
    return int(loading.with_django("with_database").call(module.main, rest))


def choose_mode() -> None:
    """Use the demo's keys where only a demo was ever run here, so that its log stays one chain."""
    var = os.environ.get("TITIKTEMU_VAR") or str(loading.ROOT / "var")
    own_settings = {"TITIKTEMU_MODE", "TITIKTEMU_SECRET_KEY", "TITIKTEMU_AUDIT_KEY", "DATABASE_URL"}
    if not own_settings & os.environ.keys() and os.path.exists(os.path.join(var, "demo-secret")):
        os.environ["TITIKTEMU_MODE"] = "demo"
