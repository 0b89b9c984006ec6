"""Templates of sectors: questions to ask, and data that offices of the sector usually hold."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from titiktemu.foundation.languages import in_reader_language

FOLDER = Path(__file__).parent / "sector_templates"


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    id: str
    en: str

    def __str__(self) -> str:
        return in_reader_language(self.id, self.en)


@dataclass(frozen=True)
class Questions:
    """Questions about one matter, for a survey, a focus group or an interview."""

    topic: Words
    asked: tuple[Words, ...]


@dataclass(frozen=True)
class UsualData:
    """Data that an office of the sector usually holds, and what it would show."""

    title: Words
    holder: Words
    shows: Words


@dataclass(frozen=True)
class SectorTemplate:
    """One sector: its code in ``foundation.sectors``, questions and usual data."""

    slug: str
    code: str
    name: Words
    questions: tuple[Questions, ...]
    data: tuple[UsualData, ...]


def _words(said: dict[str, str]) -> Words:
    return Words(said["id"], said["en"])


def _read(path: Path) -> SectorTemplate:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return SectorTemplate(
        slug=path.stem,
        code=told["sector"],
        name=_words(told["name"]),
        questions=tuple(
            Questions(_words(one["topic"]), tuple(_words(question) for question in one["questions"]))
            for one in told["topics"]
        ),
        data=tuple(
            UsualData(_words(one["title"]), _words(one["holder"]), _words(one["shows"]))
            for one in told["data"]
        ),
    )


TEMPLATES: dict[str, SectorTemplate] = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def template_for(sector: str) -> SectorTemplate | None:
    """The template of a sector by its code; None where there is none yet."""
    return next((one for one in TEMPLATES.values() if one.code == sector), None)
