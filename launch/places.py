"""Where things are in the checkout. No function here touches the disk."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
REQUIREMENTS = ROOT / "requirements"
CATALOGUES = SOURCE / "titiktemu" / "locale"
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"


def venv_python(venv: Path) -> Path:
    """The interpreter inside a virtual environment, on this operating system."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def var() -> Path:
    """The folder of everything that is kept while running: TITIKTEMU_VAR, or `var` in the checkout."""
    chosen = os.environ.get("TITIKTEMU_VAR", "")
    return Path(chosen).resolve() if chosen else ROOT / "var"
