"""Letters that offices know, as content: give plain data and a language, and issue what comes back.

``invitation`` (surat undangan), ``assignment`` (surat tugas), ``attendance`` (daftar hadir) and ``minutes``
(berita acara). ``in_both(function, …)`` writes one in both languages for ``issue_paper``.
"""

from collections.abc import Callable
from typing import Any

from titiktemu.documents.content import LANGUAGES, Content
from titiktemu.documents.letters.assignment import Assigned, assignment
from titiktemu.documents.letters.attendance import attendance
from titiktemu.documents.letters.invitation import Recipient, invitation
from titiktemu.documents.letters.minutes import Decision, Objection, Party, Verdict, minutes
from titiktemu.documents.letters.shapes import Sender, Session

__all__ = [
    "Assigned",
    "Decision",
    "Objection",
    "Party",
    "Recipient",
    "Sender",
    "Session",
    "Verdict",
    "assignment",
    "attendance",
    "in_both",
    "invitation",
    "minutes",
]


def in_both(write: Callable[..., Content], **given: Any) -> dict[str, Content]:
    """The letter in Indonesian and in English, from the same data."""
    return {language: write(language, **given) for language in LANGUAGES}
