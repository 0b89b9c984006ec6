"""Totals beside their parts, shares beyond 100, and one word written in several ways."""

import pytest

from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.table_quality import check


@pytest.fixture
def found(tmp_path):
    def look(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        (one,) = check(read_file(path))
        return {finding.check: (finding.state, finding.count, finding.rows) for finding in one.findings}

    return look


PEOPLE = """Kecamatan,Laki-laki,Perempuan,Jumlah,Persen
Muncar,100,120,220,"45,5"
Genteng,90,95,185,"48,6"
Srono,70,80,151,"120,0"
Giri,30,31,61,"49,2"
Sempu,50,-,50,"-1,0"
Licin,20,25,54,"44,4"
"""


def test_a_total_that_its_parts_beside_it_contradict(found):
    seen = found(PEOPLE)
    assert seen["parts"] == ("problem", 2, (4, 7))


def test_shares_beyond_a_hundred_are_marked(found):
    assert found(PEOPLE)["range"] == ("notice", 2, (4, 6))


def test_a_total_may_stand_before_its_parts_and_be_one_of_several(found):
    seen = found(
        "Desa,Total 2023,L 2023,P 2023,Total 2024,L 2024,P 2024\n"
        "A,30,10,20,33,11,22\nB,7,3,4,9,4,5\nC,11,5,6,13,6,8\nD,15,7,8,17,8,9\nE,19,9,10,21,10,11\n"
    )
    assert seen["parts"] == ("problem", 1, (4,))


def test_a_number_that_is_called_total_and_has_no_parts_is_let_be(found):
    seen = found("Desa,Luas,Jumlah KK,Jumlah anak\nA,10,20,5\nB,3,40,9\nC,5,61,30\nD,7,8,2\nE,9,1,0\n")
    assert "parts" not in seen


def test_figures_rounded_before_they_were_added_are_no_errors(found):
    seen = found(
        "Desa,A,B,Total\n" + "".join(f"D{at},{1000 + at},{2000 + at},{3001 + 2 * at}\n" for at in range(9))
    )
    assert seen["parts"][:2] == ("ok", 0)


def test_words_written_in_several_ways_are_counted(found):
    rows = ["Negeri"] * 8 + ["NEGERI", "Negeri "] + ["Swasta"] * 6 + ["swasta"]
    seen = found("No,Status\n" + "".join(f"{at},{word}\n" for at, word in enumerate(rows, start=1)))
    assert seen["writing"][:2] == ("notice", 3)
