"""Compile the locks in `requirements/` from `pyproject.toml`: `python -m launch.lock` (needs uv).

Each lock holds the pins of the smaller one, so that going from one group to the next only adds packages.
The files name no package index: where packages come from is the business of the machine that installs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from launch import places

OLDEST_PYTHON = "3.12"
WHAT_EACH_ADDS = {
    "run": [],
    "production": ["--extra", "production"],
    "test": ["--extra", "production", "--group", "test"],
    "bench": ["--extra", "production", "--group", "test", "--group", "bench"],
}
"""Lock name -> what it adds to the dependencies of the project; from the smallest to the largest."""


def command(uv: str, name: str, smaller: str, upgrade: bool) -> list[str]:
    """The uv command that writes `requirements/NAME.txt`, keeping the pins of the smaller lock."""
    line = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", OLDEST_PYTHON]
    line += ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--quiet"]
    line += WHAT_EACH_ADDS[name]
    if smaller:
        line += ["--constraint", f"requirements/{smaller}.txt"]
    if upgrade:
        line += ["--upgrade"]
    return [*line, "--output-file", f"requirements/{name}.txt"]


def main(arguments: list[str]) -> int:
    """Write all locks; `--upgrade` takes the newest versions that `pyproject.toml` allows."""
    in_venv = places.VENV / "bin" / "uv"
    uv = shutil.which("uv") or (str(in_venv) if in_venv.exists() else "")
    if not uv:
        sys.stderr.write("uv is needed to compile the locks; it was not found on PATH.\n")
        return 1
    smaller = ""
    for name in WHAT_EACH_ADDS:
        subprocess.run(command(uv, name, smaller, "--upgrade" in arguments), cwd=places.ROOT, check=True)
        if "://" in Path(places.ROOT, "requirements", f"{name}.txt").read_text(encoding="utf-8"):
            sys.stderr.write(f"requirements/{name}.txt holds an address.\n")
            return 1
        smaller = name
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
