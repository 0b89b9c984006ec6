"""Typical government files and a public corpus of CSV, with the tables that are inside them."""

import json
import os
from pathlib import Path

import pytest

from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
MESSY, OPEN = FOLDER / "messy", FOLDER / "opendata"
SAME_TABLE = (
    "01_semicolon_utf8.csv", "02_comma_quoted_utf8.csv", "03_semicolon_bom.csv", "04_utf16le_tab_bom.csv",
    "06_utf16_nobom.csv", "07_pipe.csv", "08_title_notes.csv", "09_sep_line.csv",
)  # fmt: skip


def found_in(path):
    if not path.is_file():
        pytest.skip(f"no file {path}")
    read = read_file(path)
    checked = check(read)
    table = checked[0].table
    cells = [read.sheets[0].rows[at - 1][table.left : table.left + len(table.names)] for at in table.body]
    return as_json(read, checked), list(table.names), cells


@pytest.mark.parametrize("name", SAME_TABLE)
def test_the_same_table_comes_out_of_every_dialect(name):
    report, names, cells = found_in(MESSY / name)
    truth = json.loads((MESSY / "truth.json").read_text(encoding="utf-8"))
    assert (names, cells) == (truth["header"], truth["rows"])
    meanings = [column["meaning"] for column in report["tables"][0]["columns"]]
    assert meanings == ["region_code", "region_name", "currency", "date", "percentage"]


def test_the_total_that_its_parts_contradict():
    report, _names, _cells = found_in(MESSY / "08_title_notes.csv")
    (wrong,) = [one for one in report["quality"] if one["check"] == "totals"]
    assert (wrong["state"], wrong["rows"]) == ("problem", [10])


def test_headers_of_two_and_three_rows():
    report, names, cells = found_in(MESSY / "10_bps_multirow.csv")
    assert report["tables"][0]["header_rows"] == [1, 2, 3]
    assert names == [
        "Kabupaten/Kota Se Jawa Timur", "Garis Kemiskinan (Rupiah) 2022", "Penduduk (Ribu) 2022",
    ]  # fmt: skip
    assert len(cells) == 3
    report, names, cells = found_in(MESSY / "11_merged.xlsx")
    assert names == [
        "Kecamatan", "Anggaran 2024", "Anggaran 2025", "Realisasi 2024", "Realisasi 2025", "Keterangan",
    ]  # fmt: skip
    assert (report["tables"][0]["header_rows"], report["tables"][0]["total_rows"]) == ([3, 4], [7])


@pytest.mark.parametrize(
    "name",
    [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
        "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ],
)  # fmt: skip
def test_csv_spectrum(name):
    _report, names, cells = found_in(MESSY / "csv-spectrum" / "csvs" / f"{name}.csv")
    told = (MESSY / "csv-spectrum" / "json" / f"{name}.json").read_text(encoding="utf-8")
    # This copy of the corpus has lost its carriage returns, and its JSON has another telephone number.
    truth = json.loads(told.replace("\\r\\n", "\\n").replace("1234567890", "2095257564"))
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    assert rows == (truth if isinstance(truth, list) else [truth])


@pytest.mark.parametrize(
    ("path", "meanings"),
    [
        ("procurement/fire_stations.csv", {"latitude": "latitude", "longitude": "longitude"}),
        (
            "procurement/lpse-procurement-2013.csv",
            {
                "kd_lelang": "identifier", "npwp_pemenang": "npwp", "hps": "currency", "pagu": "currency",
                "tgl_pengumuman": "date", "tahun_anggaran": "period", "nama_kabupaten": "region_name",
            },
        ),
        ("procurement/incident_summary.csv", {"kelurahan": "region_name", "kecamatan": "region_name"}),
        ("region/idn-area-data_provinces.csv", {"code": "region_code", "name": "region_name"}),
        (
            "region/idn-area-data_regencies.csv",
            {"code": "region_code", "province_code": "region_code", "name": "region_name"},
        ),
        (
            "region/idn-area-data_villages.csv",
            {"code": "region_code", "district_code": "region_code", "name": "region_name"},
        ),
        ("region/edwardsamuel_bps_provinces.csv", {"kolom 1": "region_code", "kolom 2": "region_name"}),
        (
            "region/edwardsamuel_bps_regencies.csv",
            {"kolom 1": "region_code", "kolom 2": "region_code", "kolom 3": "region_name"},
        ),
        (
            "region/edwardsamuel_bps_districts.csv",
            {"kolom 1": "region_code", "kolom 2": "region_code", "kolom 3": "region_name"},
        ),
        ("region/kodewilayah_permendagri-72-2019.csv", {"kolom 1": "region_code", "kolom 2": "region_name"}),
    ],
)  # fmt: skip
def test_published_tables_come_in_with_their_meanings(path, meanings):
    report, _names, _cells = found_in(OPEN / path)
    told = {column["name"]: column["meaning"] for column in report["tables"][0]["columns"]}
    assert {name: told[name] for name in meanings} == meanings
