"""`./titiktemu bench opinion` on small sizes: every row gives lines, judged at full size only."""

import json

import pytest

from titiktemu.config.cli import bench
from titiktemu.config.cli.bench_rows import Size, ours


def test_our_map_finds_the_planted_minds():
    run = ours(Size(3000, 100, 60))
    assert len(run.sizes) == 3
    assert run.recovered > 0.7
    assert run.votes > 100_000


@pytest.mark.parametrize("rows", ["large", "huge", "real"])
def test_a_row_is_measured_small_and_not_judged(rows, capsys):
    assert bench.main(["opinion", "--rows", rows, "--scale", "0.005", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines
    assert all(line["met"] is None for line in lines)


def test_where_the_other_program_is_missing_it_says_so(capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert bench.main(["opinion", "--rows", "peer", "--scale", "0.005"]) == 0
    assert "install requirements/bench.txt" in capsys.readouterr().out


def test_an_unknown_row_gets_a_sentence(capsys):
    assert bench.main(["opinion", "--rows", "fast"]) == 2
    assert "fast" in capsys.readouterr().err


@pytest.mark.parametrize("row", ["check", "workbook"])
def test_a_file_is_checked_small_and_not_judged(row, capsys):
    assert bench.main(["catalogue", "--rows", row, "--scale", "0.002", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines
    assert all(line["met"] is None for line in lines if line["target"] != "exact")
    assert all(line["met"] for line in lines if line["target"] == "exact")
