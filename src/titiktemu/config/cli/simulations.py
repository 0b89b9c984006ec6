"""Which tables `./titiktemu analyse` makes from made-up consultations."""

from __future__ import annotations

from collections.abc import Callable

from titiktemu.config.cli.analyse_routing import routing
from titiktemu.config.cli.analyse_states import states

SIMULATIONS: dict[str, Callable[[int], str]] = {"states": states, "routing": routing}
