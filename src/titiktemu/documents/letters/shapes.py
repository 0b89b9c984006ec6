"""What letters have in common: who writes, and the meeting that they are about."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import pgettext

from titiktemu.documents.content import Facts, Letterhead, Place, Text
from titiktemu.documents.words import hours, short_day, written_day, written_nip


@dataclass(frozen=True)
class Sender:
    """Who writes: the head of the paper, the city, and who signs for the office."""

    letterhead: Letterhead
    city: str
    office: str
    """Of whom signs: "Kepala Dinas Pendidikan", "Ketua Panitia"."""
    name: str = ""
    nip: str = ""

    def city_and_date(self, day: date, language: str) -> str:
        """Where and when it was written."""
        return f"{self.city}, {short_day(day, language)}"

    def place(self, day: date, language: str, *, dated: bool) -> Place:
        """Where the sender signs."""
        told = self.city_and_date(day, language) if dated else ""
        return Place(self.office, self.name, written_nip(self.nip), city_and_date=told)


@dataclass(frozen=True)
class Session:
    """A meeting as letters speak of it. ``zone`` is what the clock is called there: WIB, WITA, WIT."""

    title: str
    day: date
    begins: time
    ends: time | None
    zone: str
    place: str
    agenda: tuple[str, ...] = ()

    def facts(self, language: str) -> Facts:
        """Day, hours, place and agenda, in the active language."""
        pairs: list[tuple[str, Text]] = [
            (pgettext("letter", "Day, date"), written_day(self.day, language)),
            (pgettext("letter", "Time"), hours(self.begins, self.ends, self.zone, language)),
            (pgettext("letter", "Place"), self.place),
            (pgettext("letter", "Programme"), self.title),
        ]
        return Facts(tuple(pair for pair in pairs if pair[1]))
