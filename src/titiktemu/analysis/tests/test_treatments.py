"""Treatments: plain values that come back exactly, nonsense refused, and what is lost."""

import json
import math
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.microdata import coded_of, frequencies_of_codes
from titiktemu.analysis.personal_data import find_personal
from titiktemu.analysis.personal_data.kinds import personal
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.treatments import Treatment, TreatmentBroken, TreatmentKind, apply, proposed
from titiktemu.analysis.treatments.kinds import EXPLANATIONS, TITLES
from titiktemu.analysis.treatments.losses import entropy

PEOPLE = pl.DataFrame(
    {
        "nik": ["3510014508900001", "3510011207850002", "3510014508900001", None],
        "nama": ["Siti Aminah", "Budi", "Siti Aminah", "Wayan"],
        "lahir": [date(1990, 8, 5), date(1985, 7, 12), date(1990, 8, 5), None],
        "umur": [35, 41, 35, 88],
        "desa": ["35.10.01.2001", "35.10.01.2002", "35.10.02.2001", "35.10.16.1004"],
        "gaji": [2_450_000.0, 3_100_500.0, None, 9_999_999.0],
        "miskin": [True, False, True, None],
        "catatan": ["hub. 081234567890", "-", "surel ani@contoh.id", None],
    }
)

OPTIONS = {
    "drop": {},
    "blank": {},
    "mask": {"first": 2, "last": 1, "mark": "#"},
    "pseudonym": {"prefix": "W", "is_linkable": True},
    "date": {"to": "quarter", "month_first": False},
    "bands": {"width": 10, "lowest": 15, "highest": 65, "edges": []},
    "round": {"to": 1000},
    "limit": {"lowest": 1, "highest": None},
    "region": {"level": "regency", "system": "kemendagri"},
    "group": {"map": {"Protestan": "Kristen"}, "other": ""},
    "text": {"kinds": ["nik", "phone"], "mark": "[…]"},
    "local_suppression": {"k": 3, "importance": ["umur"], "strata": ["kelas"]},
    "diversity": {"within": ["umur"], "l": 3, "by_entropy": True},
    "small_cells": {"dimensions": ["desa"], "hierarchies": {"desa": "region", "umur": {"0–9": ["0–4"]}}},
}  # fmt: skip


@pytest.mark.parametrize("kind", list(TreatmentKind))
def test_every_treatment_comes_back_from_json_exactly(kind):
    one = Treatment(kind, ["a", "b"], OPTIONS[kind])
    back = Treatment.from_json(json.loads(json.dumps(one.as_json())))
    assert back == one
    assert back.as_json() == one.as_json()
    assert TITLES[kind]
    assert EXPLANATIONS[kind]


@given(
    st.sampled_from(sorted(OPTIONS)),
    st.dictionaries(
        st.sampled_from(["first", "to", "k", "map", "width", "lowest", "x"]),
        st.none()
        | st.booleans()
        | st.integers(-3, 3)
        | st.floats()
        | st.text(max_size=3)
        | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
        max_size=3,
    ),
)
def test_whatever_is_said_it_is_a_treatment_that_comes_back_or_refused_with_a_sentence(kind, options):
    try:
        one = Treatment(kind, ["a"], options)
    except TreatmentBroken as broken:
        told = broken
    else:
        told = None
    if told is not None:
        assert str(told) == told.template.format(**told.values)
        return
    assert Treatment.from_json(json.loads(json.dumps(one.as_json(), allow_nan=False))) == one


@pytest.mark.parametrize(
    ("kind", "columns", "options", "sentence"),
    [
        ("burn", ["a"], {}, "There is no treatment called burn."),
        ("drop", [], {}, "A treatment must name at least one column."),
        ("drop", "nik", {}, "A treatment must name at least one column."),
        ("drop", ["a", "a"], {}, "A treatment names the column a twice."),
        ("mask", ["a"], {"frist": 2}, "This treatment has no option called frist."),
        ("mask", ["a"], {"first": -1}, "The option first of this treatment cannot be -1."),
        ("bands", ["a"], {"lowest": 6, "highest": 2}, "The limits of this treatment are not in order: 6, 2."),
        ("bands", ["a"], {"width": 0}, "The option width of this treatment cannot be 0."),
        ("round", ["a"], {}, "This treatment needs the option to."),
        ("limit", ["a"], {}, "This treatment needs a lower or an upper limit."),
        ("local_suppression", ["a"], {"k": 1}, "The option k of this treatment cannot be 1."),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(kind, columns, options, sentence):
    with pytest.raises(TreatmentBroken) as told:
        Treatment(kind, columns, options)
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    "data", [None, [], {"kind": "drop"}, {"kind": "drop", "columns": "a", "options": {}}]
)
def test_other_json_is_refused(data):
    with pytest.raises(TreatmentBroken):
        Treatment.from_json(data)


@pytest.mark.parametrize(
    ("treatment", "message"),
    [
        (Treatment("drop", ["x"]), "no column called x"),
        (Treatment("bands", ["nama"]), "does not hold numbers"),
        (Treatment("date", ["umur"]), "does not hold dates"),
        (Treatment("pseudonym", ["nik"], {"is_linkable": True}), "need a secret"),
        (Treatment("local_suppression", ["umur"], {"k": 9}), "fewer than 9"),
    ],
)
def test_what_cannot_be_done_is_said(treatment, message):
    with pytest.raises(TreatmentBroken, match=message):
        apply(PEOPLE, [treatment], seed=1)


def done(kind, column, options=None, **rest):
    return apply(PEOPLE, [Treatment(kind, [column], options)], seed=1, **rest).frame[column].to_list()


def test_each_treatment_does_what_it_says():
    assert done("blank", "umur") == [None] * 4
    assert done("mask", "nik", {"first": 6})[0] == "351001**********"
    assert done("date", "lahir", {"to": "year"}) == ["1990", "1985", "1990", None]
    assert done("date", "lahir", {"to": "semester"})[0] == "1990-S2"
    assert done("bands", "umur", {"highest": 85}) == ["35–39", "40–44", "35–39", "85+"]
    assert done("bands", "umur", {"edges": [0, 18, 40]}) == ["18–39", "40+", "18–39", "40+"]
    assert done("round", "gaji", {"to": 100_000})[:3] == [2_400_000, 3_100_000, None]
    assert done("limit", "umur", {"highest": 80}) == [35, 41, 35, 80]
    assert done("region", "desa") == ["35.10.01", "35.10.01", "35.10.02", "35.10.16"]
    assert done("region", "desa", {"level": "regency"}) == ["35.10"] * 4
    assert done("group", "nama", {"map": {"Budi": "B"}, "other": "lain"}) == ["lain", "B", "lain", "lain"]
    assert done("group", "miskin", {"map": {"true": "ya", "false": "tidak"}})[:2] == ["ya", "tidak"]
    assert done("text", "catatan") == ["hub. […]", "-", "surel […]", None]
    assert "nik" not in apply(PEOPLE, [Treatment("drop", ["nik"])], seed=1).frame.columns


def test_bands_that_open_at_the_ends_keep_their_labels_true():
    ages = pl.DataFrame({"umur": [14, 15, 16, 19, 63, 64, 65]})
    made = apply(ages, [Treatment("bands", ["umur"], {"width": 10, "lowest": 16, "highest": 65})], seed=1)
    assert made.frame["umur"].to_list() == ["<16", "<16", "16–19", "16–19", "60–64", "60–64", "65+"]


def test_numbers_written_as_text_are_read_with_their_mark():
    frame = pl.DataFrame({"rp": ["1.250.000", "Rp 90.400", "?"]})
    made = apply(frame, [Treatment("round", ["rp"], {"to": 1000, "decimal": ","})], seed=1)
    assert made.frame["rp"].to_list() == [1_250_000, 90_000, None]
    assert [one.sentence for one in made.notes] == ["1 values of rp could not be read and were emptied."]


def test_pseudonyms_are_the_same_for_the_same_person_and_other_ones_in_the_next_release():
    one = done("pseudonym", "nik", {"prefix": "W"})
    assert one[0] == one[2] != one[1]
    assert one[3] is None
    many = pl.DataFrame({"nik": [str(number) for number in range(50)]})
    first, second = (apply(many, [Treatment("pseudonym", ["nik"])], seed=seed).frame for seed in (1, 2))
    assert sorted(first["nik"]) == sorted(second["nik"])
    assert first["nik"].to_list() != second["nik"].to_list()


def test_pseudonyms_can_be_the_same_in_every_release_with_a_secret():
    told = Treatment("pseudonym", ["nik"], {"is_linkable": True})
    one, two = (apply(PEOPLE, [told], seed=seed, secret=b"rahasia").frame["nik"].to_list() for seed in (1, 2))
    other = apply(PEOPLE, [told], seed=1, secret=b"lain").frame["nik"].to_list()
    assert one == two
    assert one[0] != other[0]
    assert "3510014508900001" not in str(one)


@given(
    st.lists(
        st.tuples(st.sampled_from("LP"), st.integers(0, 3), st.none() | st.sampled_from("ab")), min_size=5
    ),
    st.integers(2, 4),
)
@settings(deadline=None)
def test_after_local_suppression_every_combination_is_shared(rows, k):
    frame = pl.DataFrame(rows, schema={"jk": pl.String, "umur": pl.Int64, "agama": pl.String}, orient="row")
    columns = ["jk", "umur", "agama"]
    made = apply(frame, [Treatment("local_suppression", columns, {"k": k})], seed=1).frame
    assert frequencies_of_codes(coded_of(made, columns)).sample.min() >= k
    assert made.schema == frame.schema


def test_strata_are_blanked_by_themselves():
    frame = pl.DataFrame({"kelas": ["x"] * 4 + ["y"] * 4, "umur": [1, 1, 2, 2, 1, 1, 1, 3]})
    whole = Treatment("local_suppression", ["umur"], {"k": 2})
    parted = Treatment("local_suppression", ["umur"], {"k": 2, "strata": ["kelas"]})
    assert apply(frame, [whole], seed=1).losses.blanked_cells == 1
    assert apply(frame, [parted], seed=1).frame["umur"].to_list() == [1, 1, 2, 2, 1, 1, 1, None]


def test_groups_that_all_have_the_same_are_told_and_emptied_when_asked():
    frame = pl.DataFrame({"umur": [1, 1, 2, 2], "sakit": ["TB", "TB", "TB", "-"]})
    told = Treatment("diversity", ["sakit"], {"within": ["umur"]})
    made = apply(frame, [told], seed=1)
    assert made.frame.equals(frame)
    assert made.notes[0].values == {"count": 2, "least": 2, "column": "sakit"}
    emptied = Treatment("diversity", ["sakit"], {"within": ["umur"], "is_blanking": True})
    assert apply(frame, [emptied], seed=1).frame["sakit"].to_list() == [None, None, "TB", "-"]


# Losses


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(max_size=3),
            st.none() | st.integers(-5, 5),
            st.none() | st.floats(-9, 9),
            st.none() | st.dates(),
            st.none() | st.booleans(),
        )
    )
)
def test_nothing_is_lost_where_nothing_changes(rows):
    schema = {"a": pl.String, "b": pl.Int64, "c": pl.Float64, "d": pl.Date, "e": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    lost = apply(frame, [], seed=1).losses
    assert (lost.overall, lost.blanked_cells) == (0, 0)
    for one in lost.columns:
        assert (one.changed, one.blanked, one.bits, one.bits_share) == (0, 0, 0, 0)
        assert one.distance in (0, None)


def test_losses_of_a_column_are_those_that_can_be_worked_out_by_hand():
    frame = pl.DataFrame({"x": [1, 2, 3, 4], "kode": ["a", "a", "b", "b"]})
    lost = apply(frame, [Treatment("round", ["x"], {"to": 2})], seed=1).losses
    assert lost.of("x").changed == 0.5  # 1 and 3 become 0 and 4
    assert lost.of("x").bits == pytest.approx(2 - (0.5 + 2 * 0.25 * 2))
    assert lost.of("x").mean_change == 0.0
    assert lost.of("x").distance == pytest.approx((1 + 0 + 1 / 3 + 0) / 4, abs=1e-6)
    assert lost.of("kode").bits == 0


def test_names_in_place_of_names_lose_no_information_but_change_all():
    lost = apply(PEOPLE, [Treatment("pseudonym", ["nama"])], seed=1).losses.of("nama")
    assert (lost.changed, lost.bits) == (1.0, 0.0)


def test_a_dropped_column_loses_everything():
    lost = apply(PEOPLE, [Treatment("drop", ["nama"])], seed=1).losses.of("nama")
    assert (lost.is_dropped, lost.blanked, lost.bits_share) == (True, 1.0, 1.0)


@given(st.lists(st.none() | st.sampled_from("abc"), min_size=1))
def test_entropy_is_shannons(values):
    filled = [one for one in values if one is not None]
    shares = [filled.count(one) / len(filled) for one in set(filled)]
    expected = -sum(one * math.log2(one) for one in shares) * len(filled) / len(values)
    assert entropy(pl.Series(values, dtype=pl.String)) == pytest.approx(expected, abs=1e-9)


# Proposals


def test_proposals_for_a_list_of_patients():
    columns = {
        "nik": Meaning.NIK, "nama_pasien": Meaning.PERSON_NAME, "tanggal_lahir": Meaning.DATE,
        "umur": Meaning.INTEGER, "jk": Meaning.CATEGORY, "kode_desa": Meaning.REGION_CODE,
        "diagnosa": Meaning.CATEGORY, "biaya": Meaning.CURRENCY, "catatan": Meaning.TEXT,
    }  # fmt: skip
    found = {
        "nik": [personal("nik", 9, 9, "")],
        "nama_pasien": [personal("person_name", 9, 9, "")],
        "tanggal_lahir": [personal("birth_date", 9, 9, "")],
        "jk": [personal("sex", 9, 9, "")],
        "diagnosa": [personal("health", 9, 9, "")],
        "catatan": [personal("phone", 2, 9, "")],
    }
    told = [(one.treatment.kind.value, one.treatment.columns) for one in proposed(found, columns)]
    assert told == [
        ("drop", ("nik",)),
        ("drop", ("nama_pasien",)),
        ("date", ("tanggal_lahir",)),
        ("bands", ("umur",)),
        ("region", ("kode_desa",)),
        ("text", ("catatan",)),
        ("local_suppression", ("tanggal_lahir", "umur", "jk", "kode_desa")),
        ("diversity", ("diagnosa",)),
    ]
    assert proposed(found, columns)[-1].treatment.options["is_blanking"]


def test_nothing_is_proposed_for_a_table_about_nobody():
    assert proposed({}, {"kode_desa": Meaning.REGION_CODE, "umur": Meaning.INTEGER}) == ()


# Small cells

SDC = pl.DataFrame(
    {"desa": ["A", "B", "C", "D", "Jumlah"], "L": [18, 14, 12, 11, 55], "P": [2, 19, 10, 14, 45]}
).with_columns((pl.col("L") + pl.col("P")).alias("jumlah"))


def test_small_cells_of_a_wide_table_are_hidden_with_its_totals_shown():
    told = Treatment("small_cells", ["L", "P", "jumlah"], {"dimensions": ["desa"], "threshold": 3})
    made = apply(SDC, [told], seed=1)
    assert made.frame["P"].to_list() == [None, 19, None, 14, 45]
    assert made.frame["L"].to_list() == [None, 14, None, 11, 55]
    assert made.frame["P_mark"].to_list() == ["x", None, "x", None, None]
    assert made.frame["jumlah"].to_list() == SDC["jumlah"].to_list()
    assert made.notes[1].values == {"cost": 40, "least": 40}


def test_small_cells_in_long_form_are_the_same():
    long = SDC.unpivot(index="desa", on=["L", "P", "jumlah"], variable_name="jk", value_name="n")
    told = Treatment("small_cells", ["n"], {"dimensions": ["desa", "jk"], "threshold": 3})
    made = apply(long, [told], seed=1).frame
    hidden = made.filter(pl.col("n").is_null()).select("desa", "jk").rows()
    assert sorted(hidden) == [("A", "L"), ("A", "P"), ("C", "L"), ("C", "P")]


def test_small_cells_look_at_earlier_releases():
    told = Treatment("small_cells", ["L", "P", "jumlah"], {"dimensions": ["desa"], "threshold": 3})
    shown = SDC.with_columns(
        pl.when(pl.col("desa").is_in(["A", "B"])).then(None).otherwise(pl.col(name)).alias(name)
        for name in ("L", "P")
    )
    made = apply(SDC, [told], seed=1, earlier=[shown]).frame
    assert made["P"].to_list() == [None, None, 10, 14, 45]


def test_a_row_that_comes_twice_is_said():
    told = Treatment("small_cells", ["L"], {"dimensions": ["desa"]})
    with pytest.raises(TreatmentBroken, match="same combination: A"):
        apply(pl.concat([SDC, SDC]), [told], seed=1)


def test_sums_of_money_need_not_be_whole():
    frame = pl.DataFrame({"desa": ["A", "B", "C", "Jumlah"], "juta": [1.5, 20.25, 30.0, 51.75]})
    told = Treatment("small_cells", ["juta"], {"dimensions": ["desa"], "threshold": 3})
    assert apply(frame, [told], seed=1).frame["juta"].null_count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "hub. 0812-3456-7890 atau (0333) 421234",
        "NIK 3510014508900001, KK 3510010512080002",
        "surel siti.aminah@contoh.go.id, WA +62 812 3456 7890",
        "NPWP 09.254.294.3-407.000 a.n. Siti Aminah",
        "NIP 19850712 201001 1 003 di Dinas Kesehatan",
        "rek BRI 0021-01-123456-50-1, BPJS 0001234567890",
    ],
)
def test_after_texts_are_cleared_nothing_personal_is_found_in_them(text):
    kinds = [
        "nik", "kk", "npwp", "phone", "email", "plate", "bpjs", "nip", "bank_account", "person_name",
    ]  # fmt: skip
    frame = pl.DataFrame({"catatan": [text, "obat datang 12 kali, Rp 1.250.000"]})
    made = apply(frame, [Treatment("text", ["catatan"], {"kinds": kinds})], seed=1).frame["catatan"].to_list()
    assert made[0] != text
    assert made[1] == frame["catatan"][1]
    assert find_personal("catatan", {made[0]: 1}) == ()
