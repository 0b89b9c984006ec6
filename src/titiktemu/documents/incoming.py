"""A file that comes in: written beside, no more than may be."""

from pathlib import Path
from typing import BinaryIO, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.file_store import CHUNK

MOST: Final = 20 * 1024 * 1024
"""Bytes of one file: some pages of a scanner, or a photo of the largest camera in a phone."""


def received(file: BinaryIO, path: Path, most: int = MOST) -> Path:
    """The file as it came. RuleBroken, with a sentence, for what is too large or empty."""
    size = 0
    with path.open("wb") as into:
        while part := file.read(CHUNK):
            size += len(part)
            if size > most:
                raise RuleBroken(
                    _("The file is larger than %(most)s. Please scan it smaller or in several files.")
                    % {"most": filesizeformat(most)}
                )
            into.write(part)
    if not size:
        raise RuleBroken(_("The file is empty."))
    return path
