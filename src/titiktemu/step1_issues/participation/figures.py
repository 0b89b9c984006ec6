"""Numbers of groups as people type them: one line each, or a table with columns; what is wrong is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from titiktemu.analysis.csv_rows import decode, read_rows
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Trait
from titiktemu.meetings.models.invitations import Sex
from titiktemu.step1_issues.participation.words import KNOWN, YES

MOST_GROUPS, MOST_IN_A_GROUP, LONGEST_NAME = 60, 1_000_000, 60
TRAITS = {
    "side": Trait.SIDE,
    "pihak": Trait.SIDE,
    "sex": Trait.SEX,
    "jenis kelamin": Trait.SEX,
    "region": Trait.REGION,
    "wilayah": Trait.REGION,
    "disability": Trait.DISABILITY,
    "disabilitas": Trait.DISABILITY,
    "first_time": Trait.FIRST_TIME,
    "pertama kali": Trait.FIRST_TIME,
}
VALUES = {
    **{side.value: side.value for side in Side},
    "pemerintah": Side.GOVERNMENT.value,
    "masyarakat sipil": Side.CIVIL_SOCIETY.value,
    "civil society": Side.CIVIL_SOCIETY.value,
    "others": Side.OTHER.value,
    "lainnya": Side.OTHER.value,
    "warga": Side.CITIZENS.value,
    "female": Sex.FEMALE.value,
    "women": Sex.FEMALE.value,
    "perempuan": Sex.FEMALE.value,
    "male": Sex.MALE.value,
    "men": Sex.MALE.value,
    "laki-laki": Sex.MALE.value,
    "yes": YES,
    "ya": YES,
    "": YES,
}
COLUMNS = (("trait", "value", "target"), ("sifat", "nilai", "sasaran"))


@dataclass(frozen=True)
class Figure:
    """A number for one group."""

    trait: str
    value: str
    amount: float


def read_targets(raw: bytes) -> list[Figure]:
    """Targets from a table with the columns trait, value and target, in English or Indonesian.

    RuleBroken with the line, where one cannot be read.
    """
    rows = read_rows(decode(raw))
    _line, head = next(rows, (1, None))
    names = [name.strip().lower() for name in head or []]
    columns = next((one for one in COLUMNS if set(one) <= set(names)), None)
    if columns is None:
        raise RuleBroken(_("The table needs the columns trait, value and target."))
    places = [names.index(column) for column in columns]
    found = []
    for line, fields in rows:
        if fields is None or len(fields) > len(names):
            raise RuleBroken(_("Line %(line)d cannot be read.") % {"line": line})
        cells = [*(one.strip() for one in fields), *[""] * len(names)]
        if any(cells):
            found.append(_figure((cells[places[0]], cells[places[1]], cells[places[2]]), line))
    return checked(found)


def _figure(written: tuple[str, str, str], line: int) -> Figure:
    trait, value, amount = written
    known = TRAITS.get(trait.lower())
    if known is None:
        raise RuleBroken(
            _("Line %(line)d: “%(word)s” is none of side, sex, region, disability, first_time.")
            % {"line": line, "word": trait[:LONGEST_NAME]}
        )
    named = value if known == Trait.REGION else VALUES.get(value.lower(), value)
    if (known in KNOWN and named not in KNOWN[known]) or not named or len(named) > LONGEST_NAME:
        raise RuleBroken(
            _("Line %(line)d: “%(word)s” is no value of this trait.")
            % {"line": line, "word": value[:LONGEST_NAME]}
        )
    return Figure(known.value, named, number(amount, line))


def number(text: str, line: int) -> float:
    """A number from 0 as people write it: 12, 12.5, 12,5 or 12 %. RuleBroken with the line for others."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or float(plain) > MOST_IN_A_GROUP:
        raise RuleBroken(
            _("Line %(line)d: “%(word)s” is no number from 0 to a million.")
            % {"line": line, "word": text[:LONGEST_NAME]}
        )
    return float(plain)


def read_regions(text: str) -> list[Figure]:
    """Regions as people type them, each on a line with its number last: ``Teluk Biru: 12``."""
    found = []
    for line, written in enumerate(text.splitlines(), 1):
        if not written.strip():
            continue
        name, _mark, amount = written.rpartition(":") if ":" in written else written.rstrip().rpartition(" ")
        if not name.strip() or len(name.strip()) > LONGEST_NAME:
            raise RuleBroken(
                _("Line %(line)d of the regions needs a name and a number, such as “Teluk Biru: 12”.")
                % {"line": line}
            )
        found.append(Figure(Trait.REGION.value, name.strip(), number(amount, line)))
    return found


def checked(figures: Iterable[Figure]) -> list[Figure]:
    """The same, where no group stands twice and there are not too many."""
    found = list(figures)
    if len(found) > MOST_GROUPS:
        raise RuleBroken(_("At most %(most)d groups are kept.") % {"most": MOST_GROUPS})
    seen: set[tuple[str, str]] = set()
    for one in found:
        key = (one.trait, one.value.casefold())
        if key in seen:
            raise RuleBroken(_("“%(word)s” stands there twice.") % {"word": one.value})
        seen.add(key)
    return found
