"""Notes and recordings that somebody uploads: what they are by their content, never by their name."""

import zipfile
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.file_store import FileStore
from titiktemu.step1_issues.evidence.fetching.feeds import decoded

STORE = FileStore("files", "evidence")
MOST_NOTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
LONGEST_NOTES, MOST_PASSAGES = 400_000, 2000
MOST_AUDIO = 300 * 1024 * 1024
AUDIO = (
    (b"ID3", 0, "audio/mpeg"), (b"\xff\xfb", 0, "audio/mpeg"), (b"\xff\xf3", 0, "audio/mpeg"),
    (b"\xff\xf1", 0, "audio/aac"), (b"ftyp", 4, "audio/mp4"), (b"OggS", 0, "audio/ogg"),
    (b"WAVE", 8, "audio/wav"), (b"fLaC", 0, "audio/flac"), (b"#!AMR", 0, "audio/amr"),
    (b"\x1aE\xdf\xa3", 0, "audio/webm"),
)  # fmt: skip


def read_notes(content: bytes) -> str:
    """The text of a DOCX or a plain text; RuleBroken with a sentence for anything else."""
    if len(content) > MOST_NOTES:
        raise RuleBroken(_("Notes have at most 5 MB. Pictures in the file are not needed; take them out."))
    if content.startswith(b"PK\x03\x04"):
        return _docx(content)
    text = decoded(content, "text/plain; charset=windows-1252")
    if content[:8].startswith((b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")) or _is_binary(text):
        raise RuleBroken(_("Notes are taken as DOCX or TXT. Please save the file so, or paste the text."))
    return text


def _is_binary(text: str) -> bool:
    sample = text[:4000]
    return sum(not letter.isprintable() and not letter.isspace() for letter in sample) > len(sample) / 50


def _docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise RuleBroken(_("This file unpacks to far more than notes ever are. It is not opened."))
        paragraphs = [one.text for one in Document(BytesIO(content)).paragraphs]
    except RuleBroken:
        raise
    except Exception as error:  # what damaged files make of the reader has no end of kinds
        raise RuleBroken(_("This DOCX is damaged or locked. Save it again, or paste the text.")) from error
    return "\n\n".join(paragraphs)


def passages_of(text: str) -> list[str]:
    """Cut notes into paragraphs, the units that are coded.

    Examples
    --------
    >>> passages_of("Air keruh.  Sekali!\\n\\n\\nAntre lama.\\nSejak pagi.")
    ['Air keruh. Sekali!', 'Antre lama.', 'Sejak pagi.']
    """
    lines = (" ".join(line.replace("\0", "").split()) for line in text.splitlines())
    return [line for line in lines if line]


def audio_type(path: Path) -> str:
    """The type of a recording by its first bytes; "" where it is none that is known."""
    with path.open("rb") as file:
        head = file.read(16)
    return next((kind for mark, at, kind in AUDIO if head[at : at + len(mark)] == mark), "")
