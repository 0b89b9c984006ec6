"""Letters that none of our typefaces has: shown as a box, and said so; a PDF must not show nothing."""

from collections.abc import Callable
from typing import Any, Final

BOX: Final = "□"
EVERYDAY: Final = frozenset(
    "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0xA0, 0x180))) + "\n–—‘’“”•…→≥≤×·" + BOX
)
"""Letters of which it is known; all others are tried, once."""


def without_missing(said: Any, can_show: Callable[[str], bool]) -> tuple[Any, bool]:
    """JSON with a box for every letter that cannot be shown, and whether there was one."""
    letters = {one for text in _texts(said) for one in text} - EVERYDAY
    missing = {ord(one): BOX for one in letters if not can_show(one)}
    return (_replaced(said, missing), True) if missing else (said, False)


def _texts(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said]
    inside = said.values() if isinstance(said, dict) else said if isinstance(said, list) else []
    return [text for one in inside for text in _texts(one)]


def _replaced(said: Any, missing: dict[int, str]) -> Any:
    if isinstance(said, str):
        return said.translate(missing)
    if isinstance(said, dict):
        return {name: _replaced(one, missing) for name, one in said.items()}
    return [_replaced(one, missing) for one in said] if isinstance(said, list) else said
