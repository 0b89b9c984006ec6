"""Load a command's module, and Django before it where it reads models.

Django must be set up before a module that holds models is imported, and importing it costs a second that a
demo started for the second time does not have. So this one place imports by name.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[4]


def plain(module: str) -> ModuleType:
    """A module of this package that needs no Django."""
    return importlib.import_module(f"titiktemu.config.cli.{module}")


def with_django(module: str) -> ModuleType:
    """A module of this package, with settings read, models ready, and sentences in the language of LANG."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titiktemu.config.settings")
    importlib.import_module("django").setup()
    spoken = next(filter(None, map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), "")
    importlib.import_module("django.utils.translation").activate(
        "id" if spoken.lower().startswith("id") else "en"
    )
    return plain(module)
