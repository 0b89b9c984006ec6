"""The command line's own gettext, before or without Django: language by the environment."""

import gettext
from pathlib import Path

_catalogue = gettext.translation("django", Path(__file__).resolve().parents[2] / "locale", fallback=True)


def _(message: str) -> str:
    """The message in the language of LANG."""
    return _catalogue.gettext(message)
