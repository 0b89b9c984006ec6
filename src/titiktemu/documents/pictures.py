"""Photos that people send: looked into apart, and kept as a picture that tells nothing but what it shows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from titiktemu.documents import apart
from titiktemu.documents.looking.unfit import Unfit
from titiktemu.foundation.errors import RuleBroken

SHEET: Final = 2560
"""Longest edge of a signed sheet: small print stays readable."""
GATHERING: Final = 1600
"""Longest edge of a photo of a meeting."""
SMALL: Final = 480
"""Longest edge in a list, on a weak connection."""


@dataclass(frozen=True)
class Picture:
    """A cleaned picture beside: JPEG in sRGB, upright, without anything that the camera wrote into it."""

    path: Path
    width: int
    height: int


def taken_photo(path: Path, folder: Path, *longest: int) -> list[Picture]:
    """Make a picture of a photo (JPEG, PNG, HEIC by its content), once for each longest edge, in ``folder``.

    RuleBroken, with a sentence, for what is no photo, damaged, or too large to be opened.
    """
    try:
        made = apart.look("photo", path=str(path), folder=str(folder), longest=longest)
    except Unfit as error:
        raise RuleBroken(_sentence(error.word, error.told)) from error
    except apart.TooHeavy as error:
        raise RuleBroken(
            _(
                "This picture needs more time or memory to be opened than one picture may take."
                " Please send it smaller."
            )
        ) from error
    return [Picture(folder / one["name"], one["width"], one["height"]) for one in made]


def _sentence(word: str, told: dict[str, Any]) -> str:
    if word == "kind":
        return _("This is not a photo (JPEG, PNG, HEIC), whatever its name says. Please choose another file.")
    if word == "points":
        return (
            _(
                "This picture is %(width)d × %(height)d points large; at most %(most)d million can be opened."
                " Please send it smaller."
            )
            % told
        )
    return _(
        "This photo is damaged or did not arrive whole. Please send it once more, or take the picture again."
    )
