"""Which tables `./titiktemu analyse` makes from what is made up."""

from __future__ import annotations

from collections.abc import Callable

from titiktemu.config.cli.analyse_routing import routing
from titiktemu.config.cli.analyse_states import states
from titiktemu.config.cli.analyse_tables import tables

SIMULATIONS: dict[str, Callable[[int], str]] = {"states": states, "routing": routing, "tables": tables}
