"""The meanings a column may have, and by which values and names each is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet import shapes
from titiktemu.analysis.spreadsheet.shapes import has_word, share_of_most, words_of
from titiktemu.analysis.spreadsheet.values import (
    COMPACT_DATE,
    MONTHS,
    TIME,
    YEAR,
    is_part_of_year,
    is_period,
    looks_like_date,
)

NEARLY_ALL, MOST = 0.9, 0.6
"""Share of values that must fit where only they speak, and where the column's name says the same."""


class Meaning(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    CATEGORY = "category"
    IDENTIFIER = "identifier"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CURRENCY = "currency"
    PERCENTAGE = "percentage"
    DATE = "date"
    PERIOD = "period"
    TIME = "time"
    BOOLEAN = "boolean"
    REGION_CODE = "region_code"
    REGION_NAME = "region_name"
    ACCOUNT_CODE = "account_code"
    SCHOOL_ID = "school_id"
    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    PHONE = "phone"
    EMAIL = "email"
    PLATE = "plate"
    BPJS = "bpjs"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PERSON_NAME = "person_name"
    ADDRESS = "address"
    URL = "url"


NUMBERS = frozenset(
    {
        Meaning.INTEGER, Meaning.DECIMAL, Meaning.CURRENCY, Meaning.PERCENTAGE, Meaning.LATITUDE,
        Meaning.LONGITUDE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understood:
    """How a column is read.

    Attributes
    ----------
    meaning : Meaning
        What its values are.
    share : float
        Part of the values, missing ones left out, that fit; 1.0 where there is none.
    evidence : str
        One English sentence; the key of its translation.
    decimal : str
        "," or "." before the decimals of its numbers; "" where there are none.
    month_first : bool
        Whether short dates are written month/day.
    is_sure : bool
        False where a person should confirm: another reading is as likely.
    """

    meaning: Meaning
    share: float
    evidence: str
    decimal: str = ""
    month_first: bool = False
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """How one meaning is known.

    Attributes
    ----------
    meaning : Meaning
    test : callable
        Whether a value fits.
    evidence : str
        What is said of it; one English sentence.
    words : pattern or None
        Words of the column's name that speak for it.
    by_values_alone : bool
        Whether nearly all values are enough, whatever the name.
    never : pattern or None
        Words of the name that speak against it.
    """

    meaning: Meaning
    test: Callable[[str], object]
    evidence: str
    words: re.Pattern[str] | None = None
    by_values_alone: bool = False
    never: re.Pattern[str] | None = None

    def fits(self, name: str, known: Mapping[str, int]) -> Understood | None:
        """The column as this meaning, or None."""
        named = has_word(name, self.words)
        if (not named and not self.by_values_alone) or has_word(name, self.never):
            return None
        if fit := share_of_most(known, self.test, MOST if named else NEARLY_ALL):
            return Understood(self.meaning, fit, self.evidence, is_sure=named or fit == 1.0)
        return None


PLACES = (
    "provinsi|propinsi|prov|kabupaten|kab|kota|kecamatan|kec|kelurahan|kel|desa|wilayah|wil|daerah|distrik"
    "|kampung|nagari|province|regency|district|village|subdistrict|municipality"
)
PEOPLE = (
    "pasien|pegawai|karyawan|siswa|murid|guru|lengkap|ibu|bapak|ayah|anak|bayi|balita|kepala|kk|penerima"
    "|pemilik|penduduk|warga|pemohon|pelapor|korban|responden|peserta|petugas|pejabat|direktur|ketua|pic|orang"
    "|panggilan|istri|suami|wali"
)
HEADS = (
    "(?:kepala|ketua|direktur|pimpinan|penanggung jawab|narahubung|wali kelas|lurah|camat|kades|bupati"
    "|bendahara|sekretaris)(?: (?!dinas\\b|umur\\b)\\w+)?"
)
"""Columns that are called by the office of the people in them."""
NOT_PEOPLE = "faskes|puskesmas|sekolah|instansi|opd|skpd"
TELEPHONES = "hp|telp|telepon|telpon|phone|handphone|wa|whatsapp|kontak|contact|fax|ponsel"
NAMES_OF_PARTS = (
    r"^(?:(?:nama|nomor|no|kode|periode) )?(?:bulan|triwulan|tw|kuartal|semester|smt|month|quarter)"
    r"(?: (?:ke|lapor|laporan|pelaporan|data|kegiatan|ini))?$"
)
"""Names of columns below which a bare 3 or III is a part of a year; below "Reaktif triwulan I" it is none."""
PERIODS = "tahun|thn|year|periode|triwulan|tw|semester|smt|bulan|kuartal|ta|month|quarter|period"
REGION_CODES = (
    rf"(?:kode|kd|code|id)\s(?:.*\b)?(?:{PLACES}|bps|kemendagri|mendagri|dagri|dati)"
    "|(?:province|regency|district|village)(?: code| id)"
    "|(?:kode|kd|id)(?:prov|kab|kota|kec|des|kel)\\w*"
)


def _is_year_or_period(value: str) -> bool:
    return YEAR.fullmatch(value) is not None or is_period(value)


def _is_year_month_or_period(value: str) -> bool:
    return _is_year_or_period(value) or value.lower().rstrip(".") in MONTHS


def _is_called_period(value: str) -> bool:
    return _is_year_or_period(value) or is_part_of_year(value)


def _is_telephone(value: str) -> bool:
    return bool(shapes.TELEPHONE.fullmatch(value) or shapes.WITHOUT_ZERO.fullmatch(value))


def _is_web_address(value: str) -> bool:
    return bool(shapes.URL.fullmatch(value) or shapes.DOMAIN.fullmatch(value))


def _is_time(value: str) -> bool:
    return bool(TIME.fullmatch(value) or shapes.CLOCKS.fullmatch(value))


RULES: tuple[Rule, ...] = (
    Rule(
        Meaning.EMAIL,
        shapes.EMAIL.fullmatch,
        gettext_noop("The values are e-mail addresses."),
        words_of("e ?mail|surel"),
        by_values_alone=True,
    ),
    Rule(
        Meaning.URL,
        shapes.URL.fullmatch,
        gettext_noop("The values are web addresses."),
        words_of("url|tautan|situs|website|link"),
        by_values_alone=True,
    ),
    Rule(
        Meaning.URL,
        _is_web_address,
        gettext_noop("The values are names of web sites, and the name says so."),
        words_of("url|tautan|situs|website|web|link|laman|domain|homepage"),
    ),
    Rule(
        Meaning.KK,
        shapes.is_household,
        gettext_noop("Sixteen digits with a date in them, and the name says family card."),
        words_of("kk|kartu keluarga"),
        never=words_of("nik|ktp"),
    ),
    Rule(
        Meaning.NIK,
        shapes.is_nik,
        gettext_noop(
            "Sixteen digits with a region and a birth date, as a NIK or the number of a family card has."
        ),
        words_of("nik|ktp|no induk kependudukan|nomor induk kependudukan|no identitas"),
        by_values_alone=True,
    ),
    Rule(
        Meaning.NPWP,
        shapes.is_tax_number,
        gettext_noop("Digits as a tax number has, and the name says so."),
        words_of("npwp|nitku"),
    ),
    Rule(
        Meaning.NPWP,
        shapes.NPWP_MASK.fullmatch,
        gettext_noop("The values have the mask of a tax number."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.BPJS,
        shapes.is_insurance_number,
        gettext_noop("Thirteen digits, and the name says health insurance."),
        words_of("bpjs|jkn|kis"),
    ),
    Rule(
        Meaning.BPJS,
        shapes.BPJS.fullmatch,
        gettext_noop("Thirteen digits that begin as those of BPJS."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.SCHOOL_ID,
        shapes.SCHOOL.fullmatch,
        gettext_noop("Eight digits, and the name says NPSN."),
        words_of("npsn"),
    ),
    Rule(
        Meaning.PHONE,
        _is_telephone,
        gettext_noop("The values and the name are those of telephone numbers."),
        words_of(TELEPHONES),
    ),
    Rule(
        Meaning.PHONE,
        shapes.MOBILE.fullmatch,
        gettext_noop("The values begin and are as long as those of mobile phones."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.PLATE,
        shapes.PLATE.fullmatch,
        gettext_noop("The values and the name are those of number plates."),
        words_of("nopol|plat|no polisi|nomor polisi|tnkb|nopolisi"),
    ),
    Rule(
        Meaning.DATE,
        looks_like_date,
        gettext_noop("The values are dates."),
        words_of("tanggal|tgl|date|hari|waktu"),
        by_values_alone=True,
    ),
    Rule(
        Meaning.DATE,
        COMPACT_DATE.fullmatch,
        gettext_noop("Eight digits that are a day, and the name says date."),
        words_of("tanggal|tgl|date"),
    ),
    Rule(
        Meaning.PERIOD,
        _is_year_month_or_period,
        gettext_noop("The values are years or parts of years, and the name says so."),
        words_of(PERIODS),
        never=words_of("jumlah|lama|durasi|umur|usia|total|banyaknya|masa|per"),
    ),
    Rule(
        Meaning.PERIOD,
        _is_called_period,
        gettext_noop("The values are years or parts of years, and the name says so."),
        words_of(NAMES_OF_PARTS),
    ),
    Rule(Meaning.PERIOD, is_period, gettext_noop("The values are parts of years."), by_values_alone=True),
    Rule(
        Meaning.TIME,
        _is_time,
        gettext_noop("The values are times of the day."),
        words_of("jam|pukul|waktu|time"),
    ),
    Rule(
        Meaning.REGION_CODE,
        shapes.is_region_code,
        gettext_noop("Codes of regions, and the name says so."),
        words_of(REGION_CODES),
    ),
    Rule(
        Meaning.ACCOUNT_CODE,
        shapes.ACCOUNT.fullmatch,
        gettext_noop("Digits in levels, and the name says account."),
        words_of("rekening|akun|mata anggaran|kode rek|korek|program|kegiatan"),
        never=words_of("jumlah|nama|uraian"),
    ),
    Rule(
        Meaning.ACCOUNT_CODE,
        shapes.NAMED_ACCOUNT.fullmatch,
        gettext_noop("Digits as account codes have, and the name says account."),
        words_of("kode (?:rekening|akun|rek|mata anggaran)|akun|mak|account code"),
        never=words_of("jumlah|nama|uraian|bank"),
    ),
    Rule(
        Meaning.REGION_CODE,
        shapes.is_dotted_region_code,
        gettext_noop("Digits in the levels of region codes."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.ACCOUNT_CODE,
        shapes.DEEP_ACCOUNT.fullmatch,
        gettext_noop("Digits in the levels of account codes."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.LATITUDE,
        shapes.in_range(-180, 180),
        gettext_noop("Degrees, and the name says latitude."),
        words_of("lat|latitude|lintang|koordinat y"),
    ),
    Rule(
        Meaning.LONGITUDE,
        shapes.in_range(-180, 180),
        gettext_noop("Degrees, and the name says longitude."),
        words_of("lon|long|lng|longitude|bujur|koordinat x"),
    ),
    Rule(
        Meaning.LONGITUDE,
        shapes.far_decimals(95, 141.1),
        gettext_noop("Degrees east within Indonesia, with many decimals."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.LATITUDE,
        shapes.far_decimals(-11.1, 6.1),
        gettext_noop("Degrees north and south within Indonesia, with many decimals."),
        words_of("y|koordinat|posisi"),
    ),
    Rule(
        Meaning.BOOLEAN,
        shapes.YES_NO.fullmatch,
        gettext_noop("The values are yes and no."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.ADDRESS,
        lambda value: not value.isdigit(),
        gettext_noop("The name says address."),
        words_of("alamat|address|domisili|tempat tinggal|jalan"),
    ),
    Rule(
        Meaning.ADDRESS,
        shapes.STREET.fullmatch,
        gettext_noop("The values begin as streets do."),
        by_values_alone=True,
    ),
    Rule(
        Meaning.PERSON_NAME,
        shapes.NAME.fullmatch,
        gettext_noop("Words as in names of people, and the column is called by their office."),
        re.compile(rf"^(?:nama )?{HEADS}$"),
    ),
    Rule(
        Meaning.PERSON_NAME,
        shapes.NAME.fullmatch,
        gettext_noop("Words as in names of people, and the name of the column says so."),
        words_of(rf"nama (?:{PEOPLE})\b.*|nama"),
        never=words_of(rf"nama (?!(?:{PEOPLE})\b)\w+.*|.*(?:{PLACES}|{NOT_PEOPLE}).*"),
    ),
    Rule(
        Meaning.REGION_NAME,
        shapes.is_place,
        gettext_noop("The name of the column says a region."),
        words_of(PLACES),
        never=words_of("kode|kd|code|id|jumlah|total|luas|kepala|no|nomor"),
    ),
)
"""Asked in this order; the first that fits is taken. What is narrow stands before what is wide."""
