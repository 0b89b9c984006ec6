"""`./titiktemu analyse opinion`, as an analyst types it."""

import json

import pytest

from titiktemu.analysis.opinion_report import report
from titiktemu.analysis.polis_export import read_export
from titiktemu.config.cli import analyse

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1,x,4,1,2,1,1,Air bersih\n2,x,6,1,0,0,-1,Belum ada suara\n"
)
LOG = "timestamp,comment-id,voter-id,vote\n1,4,1,1\n2,4,2,1\n3,4,3,-1\n4,4,3,-1\n5,4,5,0\n"


@pytest.fixture
def folder(tmp_path):
    """A very small export."""
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "votes.csv").write_text(LOG)
    return tmp_path


def test_json_is_the_whole_report(folder, capsys):
    assert analyse.main(["opinion", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == report(read_export(folder), seed=1)


def test_without_json_the_report_is_a_table_for_reading(folder, capsys):
    assert analyse.main(["opinion", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "Participants" in shown
    assert "Air bersih" in shown


def test_a_folder_without_votes_ends_with_three_and_a_sentence(folder, capsys):
    (folder / "votes.csv").unlink()
    assert analyse.main(["opinion", str(folder), "--json"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "holds no votes" in shown.err


@pytest.mark.parametrize("missing", [["nowhere"], [".", "--sides", "nowhere.csv"]])
def test_what_cannot_be_read_ends_with_two_and_a_sentence(folder, missing, capsys):
    arguments = [str(folder / name) if not name.startswith("--") else name for name in missing]
    assert analyse.main(["opinion", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_side_is_reported_with_its_line(folder, capsys):
    (folder / "sides.csv").write_text("participant,side\n1,pemerintah\n2,swasta\n")
    assert analyse.main(["opinion", str(folder), "--sides", str(folder / "sides.csv"), "--json"]) == 0
    shown = capsys.readouterr()
    assert "sides.csv:3: “swasta” is no side (government, civil_society, other, citizens)" in shown.err
    assert list(json.loads(shown.out)["results"][0]["by_side"]) == ["government"]


@pytest.mark.parametrize(
    "arguments", [[], ["opinion"], ["opinion", ".", "--groups", "mine"], ["opinion", ".", "--seed", "-1"]]
)
def test_wrong_use_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        analyse.main(arguments)
    assert ending.value.code == 2
    assert capsys.readouterr().err
