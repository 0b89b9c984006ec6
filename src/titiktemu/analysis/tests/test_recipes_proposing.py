"""The recipe that a table's values speak for, and what is asked where they do not speak."""

import csv
import io
from datetime import date

import pytest

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.proposing import decided, proposed, questions
from titiktemu.analysis.recipes.typed import write_typed
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_quality import check


def table_of(folder, header, *rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([header, *rows])
    path = folder / "in.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    read = read_file(path)
    return check(read)[0], sources_of(read)[0]


def asked_of(folder, name, values):
    """The one question about a column, and what each alternative makes of its examples."""
    checked, source = table_of(
        folder, ["Uraian", name], *([f"baris {at}", one] for at, one in enumerate(values))
    )
    return [one for one in questions(checked, source.sample()) if one.column == name]


def readings(question):
    return [[one.value for one in way.examples] for way in question.alternatives]


def test_a_first_recipe_says_everything_about_each_column(tmp_path):
    checked, _source = table_of(
        tmp_path,
        ["  Kode ", "Nama  Kecamatan", "Biaya (Rp)", "Luas (ha)", "Capaian (%)", "tgl_mulai"],
        ["35.10.01", "Pesanggaran", "1.200,50", "12,5", "45,5", "25/03/2026"],
        ["35.10.02", "Bangorejo", "900,00", "3,25", "7,0", "01/04/2026"],
    )
    recipe = proposed(checked, place=1)
    told = [(one.title, one.machine_name, one.meaning.value, one.decimal, one.unit) for one in recipe.columns]
    assert told == [
        ("Kode", "kode", "region_code", "", ""),
        ("Nama Kecamatan", "nama_kecamatan", "region_name", "", ""),
        ("Biaya (Rp)", "biaya_rp", "currency", ",", "Rp"),
        ("Luas (ha)", "luas_ha", "decimal", ",", "ha"),
        ("Capaian (%)", "capaian_persen", "percentage", ",", "%"),
        ("tgl_mulai", "tgl_mulai", "date", "", ""),
    ]
    assert recipe.columns[1].level == 3
    assert (recipe.key, recipe.place, recipe.header) == (("kode",), 1, tuple(checked.table.names))
    assert Recipe.from_json(recipe.as_json()) == recipe


def test_a_column_whose_values_repeat_is_no_key(tmp_path):
    checked, _source = table_of(tmp_path, ["Kode", "Nilai"], ["35.10.01", "5"], ["35.10.01", "6"])
    assert proposed(checked).key == ()


def test_a_table_that_is_clear_is_not_asked_about(tmp_path):
    checked, source = table_of(
        tmp_path,
        ["Kode wilayah", "Biaya (Rp)", "Tanggal", "Keterangan"],
        ["35.10.01", "1.200,50", "25/03/2026", "selesai dengan baik"],
        ["35.10.02", "900,00", "01/04/2026", "belum ada laporan"],
    )
    assert questions(checked, source.sample()) == ()


def test_a_mark_that_may_part_thousands_or_decimals(tmp_path):
    (one,) = asked_of(tmp_path, "Hasil panen", ["1.234", "5.678", "9.100"])
    assert (one.kind, readings(one)) == ("notation", [[1234, 5678, 9100], [1.234, 5.678, 9.1]])
    assert [way.changes["decimal"] for way in one.alternatives] == [",", "."]


def test_numbers_in_two_notations_show_what_each_reading_loses(tmp_path):
    (one,) = asked_of(tmp_path, "Hasil panen", ["0,03", "9,932.44", "12,5", "7,25"])
    assert (one.kind, readings(one)) == ("notation", [[0.03, None], [None, 9932.44]])


def test_days_and_months_that_cannot_be_told_apart(tmp_path):
    (one,) = asked_of(tmp_path, "Tanggal", ["03/04/2026", "05/06/2026", "07/07/2026"])
    assert (one.kind, readings(one)) == (
        "date_order",
        [[date(2026, 4, 3), date(2026, 6, 5)], [date(2026, 3, 4), date(2026, 5, 6)]],
    )
    assert asked_of(tmp_path, "Tanggal", ["03/04/2026", "25/06/2026"]) == []


def test_dates_with_a_time_of_the_day(tmp_path):
    (one,) = asked_of(tmp_path, "Tanggal", ["2026-05-12 10:30", "2026-05-13 00:00"])
    assert (one.kind, readings(one)) == ("clock", [[date(2026, 5, 12)], ["2026-05-12 10:30"]])


def test_digits_that_may_be_a_code_or_a_number(tmp_path):
    (one,) = asked_of(tmp_path, "Hasil", ["20526", "31877", "48112"])
    assert (one.kind, readings(one)) == ("code", [[20526, 31877, 48112], ["20526", "31877", "48112"]])
    (one,) = asked_of(tmp_path, "Wilayah kerja", [f"3510{at}0" for at in range(10, 35)])
    assert (one.kind, one.alternatives[0].changes) == ("code", {"meaning": Meaning.REGION_CODE})


def test_numbers_that_may_be_years(tmp_path):
    (one,) = asked_of(tmp_path, "Pelaksanaan", ["2023", "2024", "2025"])
    assert (one.kind, readings(one)) == ("year", [["2023", "2024", "2025"], [2023, 2024, 2025]])


def test_numbers_of_men_may_be_those_of_family_cards(tmp_path):
    men = ["3510014508900001".replace("45", "15", 1), "3510011203850002"]
    (one,) = asked_of(tmp_path, "Nomor", men)
    assert (one.kind, [way.changes["meaning"].value for way in one.alternatives]) == ("card", ["nik", "kk"])
    assert asked_of(tmp_path, "NIK", men) == []
    assert asked_of(tmp_path, "Nomor", [*men, "3510014508900001"]) == []


def test_names_that_two_regions_have(tmp_path):
    names = ["Banyuwangi", "Jember", "Bondowoso", "Situbondo", "Lumajang"]
    (one,) = asked_of(tmp_path, "Wilayah", names)
    assert one.kind == "level"
    ways = {way.changes["level"]: way.examples for way in one.alternatives}
    assert ways[2][0].value == "35.10 Kabupaten Banyuwangi"
    assert ways[3][0].value == "35.10.16 Banyuwangi"
    assert next(iter(ways)) == 2
    assert asked_of(tmp_path, "Kabupaten", names) == []


def test_values_that_do_not_fit(tmp_path):
    values = ["12,5", "13,5", "rusak", "14,5", "15,5", "16,5", "17,5", "18,5", "20,5"]
    (one,) = asked_of(tmp_path, "Hasil panen", values)
    assert (one.kind, one.values) == ("fit", {"share": 88})
    assert readings(one) == [[None, 12.5, 13.5], ["rusak", "12,5", "13,5"]]


def test_an_empty_column(tmp_path):
    (one,) = asked_of(tmp_path, "Keterangan", ["", "-", ""])
    assert (one.kind, [way.changes for way in one.alternatives]) == (
        "empty",
        [{"kept": True}, {"kept": False}],
    )


def test_no_more_than_three_values_are_shown_and_all_of_them_are_real(tmp_path):
    values = ["1.234", "5.678", "9.100", "2.345", "6.789"]
    (one,) = asked_of(tmp_path, "Hasil panen", values)
    for way in one.alternatives:
        assert 0 < len(way.examples) <= 3
        assert {example.text for example in way.examples} <= {*values}


@pytest.mark.parametrize(("answer", "value"), [(0, 1234), (1, 1.234)])
def test_an_answer_is_what_is_written(tmp_path, answer, value):
    checked, source = table_of(tmp_path, ["Uraian", "Hasil panen"], ["a", "1.234"], ["b", "5.678"])
    (one,) = questions(checked, source.sample())
    recipe = proposed(checked).changed(one.column, **one.alternatives[answer].changes)
    written = write_typed(source, recipe, tmp_path / "out")
    assert written.csv.read_text().splitlines()[1] == f"a,{value}"


def test_errors_are_counted_by_what_a_person_decided(tmp_path):
    checked, _source = table_of(tmp_path, ["Uraian", "Nilai"], ["a", "12"], ["b", "x12"], ["c", "y13"])
    recipe = proposed(checked).changed("Nilai", meaning=Meaning.INTEGER)
    again = check(read_file(tmp_path / "in.csv"), decided={1: decided(recipe)})[0]
    assert (again.columns[1].understood.meaning, again.columns[1].misfits) == (Meaning.INTEGER, (3, 4))
