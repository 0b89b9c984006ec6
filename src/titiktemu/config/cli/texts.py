"""The command line's own gettext, before or without Django: language by the environment."""

import gettext
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "locale"

_catalogue = gettext.translation("django", FOLDER, fallback=True)
# argparse asks the standard catalogue for its own words ("usage", "options"): it is this one as well.
gettext.bindtextdomain("django", FOLDER)
gettext.textdomain("django")


def _(message: str) -> str:
    """The message in the language of LANG."""
    return _catalogue.gettext(message)
