"""Kinds of papers. Rooms add their own with ``register`` when Django starts; a paper keeps its name."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class PaperKind:
    """A kind: its name in rows and in the number of a letter, and what people call it."""

    name: str
    label: Promise | str
    code: str = ""
    """In the number, as UND in 005/UND/TT/XI/2026; a kind without one has papers without numbers."""


KINDS: Final[dict[str, PaperKind]] = {}


def register(*kinds: PaperKind) -> None:
    """Make kinds known; ValueError where another kind has that name already."""
    for kind in kinds:
        if KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(kind.name)


def kind_of(name: str) -> PaperKind:
    """The kind of this name; one that no room knows any more is called by its name."""
    return KINDS.get(name) or PaperKind(name, name)


INVITATION: Final = PaperKind("undangan", gettext_lazy("Letter of invitation (surat undangan)"), "UND")
ASSIGNMENT: Final = PaperKind("tugas", gettext_lazy("Letter of assignment (surat tugas)"), "ST")
MINUTES: Final = PaperKind("berita-acara", gettext_lazy("Minutes of agreement (berita acara)"), "BA")
ATTENDANCE: Final = PaperKind("daftar-hadir", gettext_lazy("Attendance list (daftar hadir)"))
REPORT: Final = PaperKind("laporan", gettext_lazy("Report (laporan)"), "LAP")
register(INVITATION, ASSIGNMENT, MINUTES, ATTENDANCE, REPORT)
