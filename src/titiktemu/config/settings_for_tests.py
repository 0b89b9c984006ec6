"""The settings as pytest takes them when nobody named a mode: those of the tests."""

import os

os.environ.setdefault("TITIKTEMU_MODE", "test")

from titiktemu.config.settings import *  # noqa: F403 -- the mode must stand before they are read
