"""PDFs that people send: looked into apart, kept byte for byte, because a changed one is signed by nobody."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from titiktemu.documents import apart
from titiktemu.documents.looking.unfit import Unfit
from titiktemu.documents.signatures import Electronic
from titiktemu.foundation.errors import RuleBroken


def guarded_pdf(path: Path) -> Electronic:
    """The electronic signatures in a PDF.

    RuleBroken, with a sentence, for one that is damaged, or that would unpack to more than may be.
    """
    try:
        found = apart.look("pdf", path=str(path))
    except Unfit as error:
        raise RuleBroken(_sentence(error.word, error.told)) from error
    except apart.TooHeavy as error:
        raise RuleBroken(
            _(
                "Opening this PDF takes more time or memory than one file may take."
                " Please save it again from the program that made it, or send a scan or a photo."
            )
        ) from error
    return Electronic(found["count"], tuple(found["signers"]), found["covers_whole"])


def _sentence(word: str, told: dict[str, Any]) -> str:
    if word == "pages":
        return _("This PDF has more than %(most)d pages. Please send only the pages that were signed.") % told
    if word == "points_inside":
        return (
            _("This PDF holds a picture of more than %(most)d million points. Please scan it smaller.") % told
        )
    return _("This PDF is damaged and cannot be opened. Please save or scan it again.")
