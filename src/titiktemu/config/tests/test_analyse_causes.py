"""`./titiktemu analyse causes` and `bench maps`: figures, sentences, exit codes."""

import json

from titiktemu.config.cli import analyse, bench

RAW = "sebab,akibat,tanda,pihak\na,b,+,gov\nb,a,-,gov\na,b,+,cso\n"


def test_links_of_two_sides_are_compared_as_json_and_as_a_table(tmp_path, capsys):
    file = tmp_path / "links.csv"
    file.write_text(RAW)
    assert analyse.main(["causes", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["shared_understanding"] == {"index": 0.5, "shared": 1, "links": 2}
    assert [loop["sign"] for loop in found["loops"]] == [-1]
    assert analyse.main(["causes", str(file)]) == 0
    assert "1 / 2" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_with_exit_code_2(tmp_path, capsys):
    file = tmp_path / "links.csv"
    file.write_text("a;b\n1;2\n")
    assert analyse.main(["causes", str(file)]) == 2
    assert analyse.main(["causes", str(tmp_path / "missing.csv")]) == 2
    assert "missing.csv" in capsys.readouterr().err


def test_the_bench_measures_a_small_map(capsys):
    assert bench.main(["maps", "--scale", "0.02", "--rows", "layout,weights", "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert len(lines) == 2
    assert "10" in lines[0]["work"]
