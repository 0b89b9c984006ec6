"""Rows that a person marked as totals, notes or records: kept, found again in the next delivery, counted."""

import csv
import io
from dataclasses import replace

import pytest

from titiktemu.analysis.recipes.choices import Role, RowChoice
from titiktemu.analysis.recipes.correcting import as_found, corrected, label_text
from titiktemu.analysis.recipes.proposing import proposed
from titiktemu.analysis.recipes.replaying import replay
from titiktemu.analysis.spreadsheet import reading
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_quality import check, check_table


def tables_of(folder, *lines):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    path = folder / "in.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    read = read_file(path)
    return check(read), sources_of(read)


def corrections_for(source, *rows):
    return replace(
        as_found(source.table), rows=tuple(replace(one, text=label_text(source, one.row)) for one in rows)
    )


def body_of(source):
    return [row for piece in source.pieces() for row in piece.rows.to_list()]


TIDY = [
    ["Tahun", "Kecamatan", "Jenis", "Kasus"],
    ["2023", "Muncar", "L", "6"],
    ["2023", "Muncar", "P", "5"],
    ["2023", "Muncar", "L+P", "11"],
    ["2023", "Srono", "L", "2"],
    ["2023", "Srono", "P", "1"],
    ["2023", "Srono", "L+P", "3"],
]


def test_a_marked_row_is_found_again_by_its_words_and_not_by_its_first_cell(tmp_path):
    tables, (source,) = tables_of(tmp_path, *TIDY)
    told = corrections_for(source, RowChoice(4, Role.TOTAL), RowChoice(7, Role.TOTAL))
    assert [one.text for one in told.rows] == ["Muncar · L+P", "Srono · L+P"]
    recipe = replace(proposed(tables[0]), corrections=told)
    later = [TIDY[0], *(["2024", *line[1:]] for line in TIDY[1:]), ["2024", "Genteng", "L", "9"]]
    later.insert(1, ["2024", "Glagah", "L", "4"])
    tables, sources = tables_of(tmp_path, *later)
    again = replay(recipe, tables, sources)
    assert [one.row for one in again.recipe.corrections.rows] == [5, 8]
    assert body_of(corrected(sources[0], again.recipe.corrections)) == [2, 3, 4, 6, 7, 9]


def test_a_recipe_that_kept_the_first_cell_of_a_marked_row_still_finds_it(tmp_path):
    tables, (source,) = tables_of(tmp_path, ["No", "Nama"], ["1", "Siti"], ["x9", "Budi"], ["3", "Ani"])
    told = replace(as_found(source.table), rows=(RowChoice(3, Role.NOTE, "x9"),))
    again = replay(replace(proposed(tables[0]), corrections=told), tables, [source])
    assert again.recipe.corrections.rows == told.rows


@pytest.mark.parametrize("is_long", [False, True])
def test_a_total_that_was_marked_by_hand_is_held_against_its_parts(tmp_path, monkeypatch, is_long):
    if is_long:
        monkeypatch.setattr(reading, "LONG", 10)
    lines = [["Nama", "Nilai"], ["Siti", "5"], ["Budi", "6"], ["Semua murid", "120"], ["Ani", "4"]]
    _tables, (source,) = tables_of(tmp_path, *lines)
    seen = corrected(source, corrections_for(source, RowChoice(4, Role.TOTAL)))
    checked = check_table(seen, 1)
    told = {one.check: (one.state, one.rows) for one in checked.findings}
    assert (checked.rows, seen.table.totals, told["totals"]) == (3, (4,), ("problem", (4,)))


def test_names_of_groups_stay_what_they_are_when_another_row_is_marked(tmp_path):
    lines = [
        ["Uraian", "Tahun lalu", "Jumlah"], ["A. Utara", "", ""], ["Beras", "10", "20"], ["Gula", "5", "30"],
        ["B. Selatan", "", ""], ["Kopi", "20", "40"], ["Keduanya", "35", "90"],
    ]  # fmt: skip
    _tables, (source,) = tables_of(tmp_path, *lines)
    assert source.table.groups == (2, 5)
    seen = corrected(source, corrections_for(source, RowChoice(7, Role.TOTAL)))
    assert (body_of(seen), seen.table.groups, seen.table.totals) == ([3, 4, 6], (2, 5), (7,))
    seen = corrected(source, corrections_for(source, RowChoice(5, Role.RECORD)))
    assert (seen.table.groups, 5 in seen.table.body) == ((2,), True)
