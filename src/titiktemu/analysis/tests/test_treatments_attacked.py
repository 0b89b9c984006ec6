"""Tables of counts attacked from outside: by what was published alone, with programmes of their own."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from titiktemu.analysis.personal_data import Personal
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.treatments.application import apply
from titiktemu.analysis.treatments.kinds import TreatmentBroken
from titiktemu.analysis.treatments.proposals import proposed

WIDTH = 5
RENAMED = {"laki_laki": "l", "perempuan": "p", "total": "jumlah"}
CASES = pl.DataFrame(
    {
        "kec": ["K0", "K0", "K0", "K1", "K1"],
        "desa": ["A", "B", "C", "D", "E"],
        "l": [3, 14, 11, 17, 25],
        "p": [19, 22, 2, 16, 31],
    }
).with_columns((pl.col("l") + pl.col("p")).alias("jumlah"))


def hide(frame, columns, dimensions=("kec", "desa"), earlier=()):
    told = {"kind": "small_cells", "columns": columns, "options": {"dimensions": list(dimensions)}}
    return apply(frame, [told], seed=1, earlier=earlier).frame


def learned(published, truth):
    """Small counts that fit everything published within less than five values."""
    villages = truth["desa"].to_list()
    places = {(one, column): at for at, (one, column) in enumerate((v, c) for c in "lp" for v in villages)}
    equations = [one for frame in published for one in told_by(frame, truth, places)]
    rows, sums = [one for one, _value in equations], [value for _one, value in equations]
    found = []
    for desa, columns in product(villages, ("l", "p", "lp")):
        value = float(truth.filter(pl.col("desa") == desa).select(list(columns)).sum_horizontal()[0])
        aim = _row(places, [desa], columns)
        low, high = (linprog(side * aim, A_eq=rows, b_eq=sums, bounds=(0, None)) for side in (1, -1))
        is_bounded = high.status == 0
        if 0 < value < WIDTH and is_bounded and -high.fun - low.fun < WIDTH - 1e-6:
            found.append((desa, columns, value))
    return found


def told_by(frame, truth, places):
    """What each shown cell says: the sum of which true counts it is."""
    of = dict(truth.select("desa", "kec").iter_rows())
    for row in frame.iter_rows(named=True):
        desa, kec = (row.get("desa") or "").strip().upper(), row.get("kec")
        inside = [v for v, k in of.items() if desa == "KABUPATEN" or (desa in {v, ""} and k == kec)]
        for name, value in row.items():
            column = RENAMED.get(name, name)
            if column in {"l", "p", "jumlah"} and value is not None:
                yield _row(places, inside, "lp" if column == "jumlah" else column), value


def _row(places, villages, columns):
    row = np.zeros(len(places))
    row[[places[one, column] for one in villages for column in columns]] = 1
    return row


def test_the_total_of_two_columns_tells_nothing_though_nobody_listed_it():
    assert not learned([hide(CASES, ["l", "p"])], CASES)
    assert not learned([hide(CASES, ["l"])], CASES)


def test_a_further_column_does_not_part_the_total_from_its_parts():
    table = CASES.with_columns(pl.Series("baru", [9, 8, 7, 12, 30]))
    assert not learned([hide(table, ["l", "p", "jumlah", "baru"])], CASES)


def test_several_totals_in_one_table_are_each_told_by_their_parts():
    table = CASES.with_columns(
        (pl.col("l") + 7).alias("dbd_l"), (pl.col("p") * 2 + 1).alias("dbd_p")
    ).with_columns((pl.col("dbd_l") + pl.col("dbd_p")).alias("dbd"))
    made = hide(table, ["l", "p", "jumlah", "dbd_l", "dbd_p", "dbd"])
    assert not learned([made], CASES)
    assert made["dbd_l"].null_count() == 0


def test_a_total_of_totals_is_known_as_such():
    table = CASES.with_columns((pl.col("l") * 3 + 7).alias("dbd"))
    table = table.with_columns((pl.col("jumlah") + pl.col("dbd")).alias("semua"))
    assert not learned([hide(table, ["l", "p", "jumlah", "dbd", "semua"])], CASES)


def test_columns_that_add_up_in_two_ways_are_refused():
    table = CASES.with_columns((pl.col("l") * 2 + 9).alias("q"), (pl.col("p") + 3).alias("r"))
    table = table.with_columns((pl.col("q") + pl.col("r")).alias("s"))
    table = table.with_columns(
        (pl.col("l") + pl.col("q")).alias("lq"),
        (pl.col("p") + pl.col("r")).alias("pr"),
        (pl.col("jumlah") + pl.col("s")).alias("semua"),
    )
    with pytest.raises(TreatmentBroken, match="add up in several ways"):
        hide(table, ["l", "p"])


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_no_share_tells_a_hidden_count(decimals):
    table = CASES.with_columns((pl.col("l") / pl.col("jumlah") * 100).round(decimals).alias("persen"))
    made = hide(table, ["l", "p", "jumlah"])
    hidden = made["l"].is_null() | made["jumlah"].is_null()
    assert hidden.any()
    assert made["persen"].is_null().to_list() == hidden.to_list()


def test_a_row_that_is_the_sum_of_all_others_is_a_total_whatever_it_is_called():
    table = pl.DataFrame({"desa": ["A", "B", "C", "D", "Kab. Contoh"], "kasus": [3, 40, 30, 20, 93]})
    made = hide(table, ["kasus"], ["desa"])
    assert made["kasus"].null_count() > 1
    assert made["kasus"][4] == 93 or made["kasus"][:4].null_count() > 1


def test_codes_of_regions_and_of_their_parts_add_up_though_nobody_said_so():
    table = pl.DataFrame({"kode": ["35.10", "35.10.01", "35.10.02", "35.10.03"], "kasus": [42, 3, 19, 20]})
    assert hide(table, ["kasus"], ["kode"])["kasus"].to_list() == [42, None, None, 20]


def test_a_column_that_was_renamed_is_the_same_column():
    table = pl.DataFrame({"desa": ["A", "B", "C", "D"], "kasus": [3, 14, 6, 17]})
    first = hide(table, ["kasus"], ["desa"])
    assert first["kasus"].to_list() == [None, 14, None, 17]
    other = table.rename({"kasus": "jumlah_kasus", "desa": "kelurahan"})
    again = hide(other, ["jumlah_kasus"], ["kelurahan"], [first])
    assert again["jumlah_kasus"].to_list() == [None, 14, None, 17]
    spelt = table.with_columns(pl.col("desa").str.to_lowercase() + " ")
    assert hide(spelt, ["kasus"], ["desa"], [first])["kasus"].to_list() == [None, 14, None, 17]


def _as_total(table):
    whole = table.select(
        pl.lit("Kabupaten").alias("kec"),
        pl.lit("Kabupaten").alias("desa"),
        *(pl.col(one).sum() for one in ("l", "p", "jumlah")),
    )
    return pl.concat([table, whole])


FORMS = {
    "plain": lambda table: table,
    "two columns": lambda table: table.drop("jumlah"),
    "renamed": lambda table: table.rename({old: new for new, old in RENAMED.items()}),
    "districts": lambda table: table.group_by("kec", maintain_order=True).agg(
        pl.col("l", "p", "jumlah").sum()
    ),
    "shares": lambda table: table.with_columns(
        (pl.col("l") / pl.col("jumlah") * 100).round(1).alias("persen")
    ),
    "total row": _as_total,
    "spelt otherwise": lambda table: table.with_columns(pl.col("desa").str.to_lowercase() + " "),
}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_form_the_releases_of_a_table_have_together_they_tell_no_small_count(seed):
    rng = np.random.default_rng(seed)
    villages = [(f"K{k}", f"D{k}{d}") for k in range(2) for d in range(int(rng.integers(2, 4)))]
    counts = rng.poisson(rng.gamma(0.7, 12 / 0.7, (2, len(villages)))).tolist()
    truth = pl.DataFrame(
        {
            "kec": [one[0] for one in villages],
            "desa": [one[1] for one in villages],
            "l": counts[0],
            "p": counts[1],
        }
    ).with_columns((pl.col("l") + pl.col("p")).alias("jumlah"))
    published: list[pl.DataFrame] = []
    for form in rng.choice(sorted(FORMS), size=3).tolist():
        table = FORMS[form](truth)
        columns = [one for one in table.columns if RENAMED.get(one, one) in {"l", "p", "jumlah"}]
        dimensions = [one for one in ("kec", "desa") if one in table.columns]
        published.append(hide(table, columns, dimensions, published))
        assert not learned(published, truth), form


def test_two_columns_of_pseudonyms_are_in_orders_of_their_own():
    table = pl.DataFrame(
        {"nik": [f"{one:016}" for one in range(40)], "nama": [f"N{one:02}" for one in range(40)]}
    )
    told = [{"kind": "pseudonym", "columns": [one], "options": {}} for one in ("nik", "nama")]
    made = apply(table, told, seed=7).frame
    assert (made["nik"] == made["nama"]).sum() < 10
    assert made.equals(apply(table, told, seed=7).frame)


def test_coordinates_days_and_numbers_of_people_are_proposed_to_go():
    found = {"nik": [Personal("nik", 1.0, "")], "penyakit": [Personal("health", 1.0, "", law="specific")]}
    columns = {
        "nik": Meaning.NIK, "lat": Meaning.LATITUDE, "lon": Meaning.LONGITUDE, "no_rm": Meaning.IDENTIFIER,
        "tanggal_masuk": Meaning.DATE, "kecamatan": Meaning.REGION_NAME, "penyakit": Meaning.CATEGORY,
    }  # fmt: skip
    made = {name: one.treatment.kind for one in proposed(found, columns) for name in one.treatment.columns}
    assert {name for name, kind in made.items() if kind == "drop"} == {"nik", "lat", "lon", "no_rm"}
    groups = [one.treatment for one in proposed(found, columns) if one.treatment.kind == "local_suppression"]
    assert groups[0].columns == ("tanggal_masuk", "kecamatan")


def test_coordinates_of_schools_stay_where_only_a_telephone_is_personal():
    found = {"telepon": [Personal("phone", 1.0, "")]}
    made = proposed(found, {"telepon": Meaning.PHONE, "lat": Meaning.LATITUDE, "npsn": Meaning.SCHOOL_ID})
    assert [one.treatment.columns for one in made if one.treatment.kind == "drop"] == [("telepon",)]
