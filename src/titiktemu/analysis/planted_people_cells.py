"""How planted columns are filled: what holds data of people, and what only looks so."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from titiktemu.analysis.planted_people_words import (
    CODED_REMARKS,
    FAMILY,
    GIVEN,
    PLAIN_REMARKS,
    STREETS,
    TOWNS,
)

type Cells = list[str]
type Cell = Callable[[random.Random], str]
type Make = Callable[[random.Random, int], Cells]

PROVINCES = (
    "11",
    "12",
    "13",
    "16",
    "18",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "51",
    "53",
    "61",
    "64",
    "73",
    "81",
    "91",
    "94",
)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
AREAS = ("P", "DK", "L", "N", "W", "B", "D", "AB", "AD", "BK", "DD", "KT", "Z", "F")
AREA_CODES = ("0333", "031", "021", "0331", "0341", "022", "0274", "0411")


@dataclass(frozen=True, slots=True)
class Field:
    """One way to fill a column.

    Attributes
    ----------
    recipe : str
    kinds : frozenset of str
        Personal data in it.
    names : tuple of str
        Headers that tell the truth.
    make : callable
        The cells.
    tells_itself : bool
        Whether a reader knows what it is (or that it is nothing personal) without a header.
    """

    recipe: str
    kinds: frozenset[str]
    names: tuple[str, ...]
    make: Make
    tells_itself: bool = True


def one_of(*cells: Cell) -> Make:
    """One of several notations for a whole column."""

    def make(rng: random.Random, rows: int) -> Cells:
        cell = rng.choice(cells)
        return [cell(rng) for _ in range(rows)]

    return make


def mixed(*cells: Cell) -> Make:
    """Another notation in each cell."""
    return lambda rng, rows: [rng.choice(cells)(rng) for _ in range(rows)]


def numbered(shape: str) -> Cell:
    """A text with a small and a larger number in it."""
    return lambda rng: shape.format(n=rng.randint(1, 99), m=rng.randint(100, 999))


def skewed(*words: str) -> Make:
    """Few words, some far more often than others, as they come to people."""

    def make(rng: random.Random, rows: int) -> Cells:
        weights = [0.35**place for place in range(len(words))]
        return rng.choices(words, weights, k=rows)

    return make


def listed(*words: str) -> Make:
    """Each word equally often, as in a table that counts by them."""

    def make(rng: random.Random, rows: int) -> Cells:
        chosen = rng.sample(words, rng.randint(min(3, len(words)), len(words)))
        return chosen * rng.randint(1, 3)

    return make


def number_of(digits: int) -> Cell:
    """So many digits, by chance."""
    return lambda rng: "".join(rng.choices("0123456789", k=digits))


def nik(rng: random.Random) -> str:
    """A made-up NIK of a person born after 1945."""
    year = rng.randint(1945, 2012)
    day = rng.randint(1, 28) + rng.choice((0, 40))
    region = f"{rng.choice(PROVINCES)}{rng.randint(1, 79):02d}{rng.randint(1, 30):02d}"
    return f"{region}{day:02d}{rng.randint(1, 12):02d}{year % 100:02d}{rng.randint(1, 60):04d}"


def kk(rng: random.Random) -> str:
    """A made-up number of a family card."""
    region = f"{rng.choice(PROVINCES)}{rng.randint(1, 79):02d}{rng.randint(1, 30):02d}"
    issued = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(5, 25):02d}"
    return f"{region}{issued}{rng.randint(1, 900):04d}"


def nip(rng: random.Random) -> str:
    """A made-up number of a civil servant."""
    born = rng.randint(1964, 2000)
    service = f"{rng.randint(born + 22, 2024)}{rng.choice((f'{rng.randint(1, 12):02d}', '21'))}"
    birth = f"{born}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    return f"{birth}{service}{rng.choice('12')}{rng.randint(1, 40):03d}"


def masked(shape: str, digits: Cell) -> Cell:
    """The digits in the places of a shape's nines."""

    def cell(rng: random.Random) -> str:
        left = iter(digits(rng))
        return "".join(next(left) if one == "9" else one for one in shape)

    return cell


def mobile(rng: random.Random) -> str:
    """A made-up mobile number behind its first zero."""
    network = rng.choice(("11", "12", "13", "52", "53", "57", "58", "59", "77", "78", "81", "96", "38"))
    return f"8{network}{rng.randint(10**6, 10**9 - 1)}"


def grouped(mark: str, first: str) -> Cell:
    """Mobile numbers with these marks between their digits, and this before them."""

    def cell(rng: random.Random) -> str:
        bare = mobile(rng)
        return f"{first}{bare[:3]}{mark}{bare[3:7]}{mark}{bare[7:]}"

    return cell


def landline(shape: str) -> Cell:
    """A made-up telephone number of an office."""
    return lambda rng: shape.format(area=rng.choice(AREA_CODES), number=rng.randint(200000, 8999999))


def person(rng: random.Random) -> str:
    """A made-up name, as people write it."""
    return (
        f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        if rng.random() < 0.85
        else f"{rng.choice(GIVEN)} {rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    )


def with_titles(rng: random.Random) -> str:
    """A made-up name with titles before and after it."""
    front, back = rng.choice(
        (
            ("Dr. ", ", M.Si."),
            ("", ", S.Pd."),
            ("Drs. ", ", M.M."),
            ("", ", SE"),
            ("dr. ", ", Sp.A"),
            ("H. ", ""),
        )
    )
    return front + person(rng) + back


def child_of(rng: random.Random) -> str:
    """A name by the father or mother, as in registers."""
    return f"{rng.choice(GIVEN)} {rng.choice(('bin', 'binti'))} {rng.choice(GIVEN)}"


def mail(rng: random.Random) -> str:
    """A made-up address of a domain that does not exist."""
    given, family = rng.choice(GIVEN).split()[-1].lower(), rng.choice(FAMILY).split()[-1].lower()
    host = rng.choice(("contoh.id", "mail.contoh.co.id", "surat.example", "dinas.contoh.go.id"))
    return f"{given}{rng.choice(('.', '_', ''))}{family}{rng.choice(('', str(rng.randint(1, 99))))}@{host}"


def day(low: int, high: int, shape: str) -> Cell:
    """One day between two years, in one way of writing."""

    def cell(rng: random.Random) -> str:
        month, year = rng.randint(1, 12), rng.randint(low, high)
        return shape.format(
            d=rng.randint(1, 28), m=month, y=year, s=year % 100, w=MONTHS[month - 1], town=rng.choice(TOWNS)
        )

    return cell


DAYS = ("{d:02d}/{m:02d}/{y}", "{y}-{m:02d}-{d:02d}", "{d} {w} {y}", "{d:02d}-{m:02d}-{y}")


def days(low: int, high: int, *more: str) -> Make:
    """Days between two years, in one way of writing for the whole column."""
    return one_of(*(day(low, high, shape) for shape in (*DAYS, *more)))


def home(rng: random.Random) -> str:
    """A made-up address of a home."""
    street = rng.choice(STREETS)
    numbers = (
        f" No. {rng.randint(1, 200)}",
        f" RT {rng.randint(1, 9):02d}/RW {rng.randint(1, 9):02d}",
        f" No.{rng.randint(1, 99)} RT.0{rng.randint(1, 9)}",
    )
    return street + rng.choice(numbers)


def plate(rng: random.Random) -> str:
    """A made-up number plate."""
    mark = rng.choice((" ", " ", "-", ""))
    series = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXYZ", k=2))
    return f"{rng.choice(AREAS)}{mark}{rng.randint(1000, 9999)}{mark}{series}"


def money(rng: random.Random) -> str:
    """An amount in whole thousands."""
    return f"{rng.randint(1000, 90000)}000"


def dotted_money(rng: random.Random) -> str:
    """An amount with dots between thousands."""
    return f"Rp {rng.randint(10**5, 10**9):,}".replace(",", ".")


def remark(rng: random.Random) -> str:
    """A harmless remark, with harmless numbers in some."""
    shape = rng.choice(PLAIN_REMARKS + CODED_REMARKS)
    numbers = {f"n{digits}": number_of(digits)(rng) for digits in (4, 6, 8, 10, 12, 15, 16)}
    return shape.format(**numbers, money=dotted_money(rng))


def remarks_with(*shapes: str) -> Make:
    """Free text of which one cell in four, and at least one, holds somebody's data."""

    def make(rng: random.Random, rows: int) -> Cells:
        at = rng.randrange(rows)

        def told() -> str:
            phone = rng.choice((grouped("", "0"), grouped("-", "0"), grouped(" ", "+62 ")))(rng)
            tax = masked("99.999.999.9-999.999", number_of(15))(rng)
            return rng.choice(shapes).format(
                nik=nik(rng), kk=kk(rng), phone=phone, mail=mail(rng), npwp=tax,
                plate=plate(rng).replace("-", " "), name=person(rng), nip=nip(rng),
                bank=number_of(12)(rng), bpjs="000" + number_of(10)(rng),
            )  # fmt: skip

        return [told() if place == at or rng.random() < 0.25 else remark(rng) for place in range(rows)]

    return make


def counted_up(rng: random.Random, rows: int) -> Cells:
    """Identifiers one after the other, of which some look like NIK by chance."""
    start = int(
        masked("9999999999999999", lambda one: nik(one) if one.random() < 0.5 else "1" + number_of(15)(one))(
            rng
        )
    )
    return [str(start + place) for place in range(rows)]


def zero_padded(digits: int) -> Make:
    """Running numbers with zeros before them."""
    return lambda rng, rows: [
        f"{start + place:0{digits}d}" for start in [rng.randint(1, 9999)] for place in range(rows)
    ]


def word_of(words: tuple[str, ...]) -> Cell:
    """One of these words."""
    return lambda rng: rng.choice(words)


NOTES = ("Keterangan", "Catatan", "Uraian laporan", "Isi aduan", "Tindak lanjut")
"""Names of columns with free text."""
