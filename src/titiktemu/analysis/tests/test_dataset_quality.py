"""A dataset beyond its cells: on time, open, described as Satu Data asks."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.dataset_quality import (
    FREQUENCIES,
    LICENCES,
    METADATA,
    About,
    after,
    dataset_findings,
    openness,
    stars,
    timeliness,
)
from titiktemu.analysis.satu_data import Concept, State, broken_rules, elements
from titiktemu.analysis.spreadsheet.rules import Meaning

WHOLE = About(
    title="Balita gizi buruk", description="Menurut kecamatan", publisher="Dinas Kesehatan",
    contact="data@dinkes.example", licence="CC-BY-4.0", frequency="annual", period_start=date(2024, 1, 1),
    period_end=date(2024, 12, 31), released=date(2025, 3, 1), formats=("csv", "parquet"),
    keywords=("gizi",), region="35.10", source="Puskesmas", method="Penimbangan", is_public=True,
    has_addresses=True, is_linked=True,
)  # fmt: skip
TODAY = date(2025, 6, 1)


def states(about, today=TODAY, concepts=()):
    return {one.check: one.state for one in dataset_findings(about, list(concepts), today)}


def test_a_dataset_that_is_well_kept_has_nothing_to_say():
    assert set(states(WHOLE).values()) == {"ok"}


def test_a_dataset_of_which_nothing_is_told_lacks_everything_and_breaks_nothing():
    found = dataset_findings(About(), [], TODAY)
    assert {one.check for one in found if one.state == "problem"} == {
        "stars", "licence", "format", "metadata_title", "metadata_description", "metadata_publisher",
        "metadata_contact",
    }  # fmt: skip
    (told,) = [one for one in found if one.check == "metadata"]
    assert (told.count, told.sentence) == (
        len(METADATA), f"Of {len(METADATA)} things that should be told of a dataset, these are told: 0.",
    )  # fmt: skip
    assert json.loads(json.dumps([one.as_json() for one in found]))


@pytest.mark.parametrize(
    ("frequency", "today", "state", "count"),
    [
        ("annual", date(2026, 3, 1), "ok", 0),
        ("annual", date(2026, 3, 2), "notice", 1),
        ("annual", date(2026, 4, 30), "notice", 60),
        ("annual", date(2026, 5, 1), "problem", 61),
        ("monthly", date(2025, 4, 1), "ok", 0),
        ("monthly", date(2025, 4, 8), "problem", 7),
        ("daily", date(2025, 3, 3), "problem", 1),
        ("once", date(2099, 1, 1), "ok", 0),
        ("irregular", date(2099, 1, 1), "ok", 0),
        ("", date(2025, 3, 2), "notice", 1),
        ("annual", date(2025, 2, 28), "problem", 1),
    ],
)
def test_lateness_is_told_against_what_was_promised(frequency, today, state, count):
    found = next(timeliness(replace(WHOLE, frequency=frequency, released=date(2025, 3, 1)), today))
    assert (found.state, found.count) == (state, count)


def test_how_long_after_its_period_a_release_came():
    assert {one.check: one.count for one in timeliness(WHOLE, TODAY)} == {"timeliness": 0, "currency": 60}
    early = replace(WHOLE, released=date(2024, 12, 1))
    assert {one.check: (one.state, one.count) for one in timeliness(early, TODAY)}["currency"] == (
        "notice",
        30,
    )
    turned = replace(WHOLE, period_start=date(2025, 1, 1))
    assert {one.check: one.state for one in timeliness(turned, TODAY)}["period"] == "problem"


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), frequency=st.sampled_from([*FREQUENCIES]))
def test_the_next_release_is_always_later(day, frequency):
    assert after(day, frequency) > day


@pytest.mark.parametrize(
    ("about", "reached", "words"),
    [
        (replace(WHOLE, is_public=False), 0, "first star"),
        (replace(WHOLE, licence="ketentuan-khusus"), 0, "open licence"),
        (replace(WHOLE, licence="rahasia"), 0, "open licence"),
        (replace(WHOLE, formats=("pdf", "jpg")), 1, "picture"),
        (replace(WHOLE, formats=(".XLSX",)), 2, "CSV"),
        (replace(WHOLE, has_addresses=False), 3, "addresses of their own"),
        (replace(WHOLE, is_linked=False), 4, "other people's data"),
        (WHOLE, 5, ""),
    ],
)
def test_stars_and_what_is_missing_for_the_next_one(about, reached, words):
    found, missing = stars(about)
    assert found == reached
    assert words in missing
    assert next(openness(about)).count == reached


def test_licences_are_told_apart():
    assert {key for key, one in LICENCES.items() if one.is_open} == {"CC-BY-4.0", "CC0-1.0", "ODbL-1.0"}
    told = {key: states(replace(WHOLE, licence=key))["licence"] for key in (*LICENCES, "MIT", "")}
    assert told == {
        "CC-BY-4.0": "ok", "CC0-1.0": "ok", "ODbL-1.0": "ok", "ketentuan-khusus": "notice", "MIT": "notice",
        "": "problem",
    }  # fmt: skip


def test_formats():
    assert states(replace(WHOLE, formats=("xlsx", "pdf")))["format"] == "notice"
    assert states(replace(WHOLE, formats=("xlsx", "csv")))["format"] == "ok"
    assert states(replace(WHOLE, formats=()))["format"] == "problem"


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Jumlah penduduk", []),
        ("Persentase balita gizi buruk", []),
        ("JUMLAH PENDUDUK", []),
        ("Produksi batu kapur", []),
        ("Luas Panen Padi", []),
        ("Panjang jalan kota", []),
        ("Jml penduduk", ["Jml"]),
        ("Jumlah KK", ["KK"]),
        ("Jumlah siswa SD", ["SD"]),
        ("Rata-rata lama sekolah (th.)", ["th."]),
        ("Penduduk L/P", ["L/P"]),
        ("Jumlah penduduk 2024", ["2024"]),
        ("Jumlah penduduk Mei 2024", ["Mei 2024"]),
        ("Realisasi triwulan II", ["triwulan II"]),
        ("Jumlah penduduk tahun lalu", ["tahun lalu"]),
        ("Jumlah penduduk Banyuwangi", ["Banyuwangi"]),
        ("Jumlah penduduk Kab. Jember", ["Kab. Jember"]),
        ("Produksi di Kota Batu", ["Kota Batu"]),
        ("PDRB Jawa Timur 2023", ["PDRB", "2023", "Jawa Timur"]),
        ("Panjang jalan DKI Jakarta", ["DKI Jakarta"]),
    ],
)
def test_a_concept_holds_no_abbreviation_no_period_and_no_region(name, broken):
    found = [what for _rule, what in broken_rules(name)]
    assert found == broken


def test_each_column_has_five_elements_as_far_as_it_needs_them():
    def told(**more):
        return {one.element: one.state.value for one in elements(Concept("kolom", **more))}

    text = told(meaning=Meaning.TEXT, concept="Alamat", definition="Tempat tinggal menurut kartu keluarga")
    assert text == {
        "konsep": "present", "definisi": "present", "klasifikasi": "not_needed", "ukuran": "not_needed",
        "satuan": "not_needed",
    }  # fmt: skip
    assert told(meaning=Meaning.CATEGORY)["klasifikasi"] == "missing"
    assert told(meaning=Meaning.INTEGER)["satuan"] == "missing"
    assert told(meaning=Meaning.PERCENTAGE, measure="Persentase")["satuan"] == "not_needed"
    assert told(concept="Alamat", definition="alamat.")["definisi"] == "breaks_rule"


def test_findings_name_the_columns():
    concepts = [
        Concept("jml", Meaning.INTEGER, "Jml balita", "Banyaknya balita", measure="Jumlah", unit="orang"),
        Concept("luas", Meaning.DECIMAL, "Luas", "Luas daratan"),
        Concept("alamat", Meaning.TEXT),
    ]  # fmt: skip
    found = [one for one in dataset_findings(WHOLE, concepts, TODAY) if one.check.startswith("satu_data")]
    assert [one.sentence for one in found] == [
        "Columns without a concept: alamat.",
        "Columns without a definition: alamat.",
        "Columns of numbers of which it is not told what they measure: luas.",
        "Columns of numbers without a unit: luas.",
        "The concept of jml holds an abbreviation: Jml. Write it in full.",
    ]
    assert {one.state for one in found} == {"notice"}
    assert State.BREAKS_RULE in {one.state for one in elements(concepts[0])}
