"""`./titiktemu analyse sortition` and `agreement`, as an analyst types them."""

import json

import pytest

from titiktemu.config.cli import analyse

PEOPLE = "id,sex,age,address\na,f,old,1\nb,f,young,1\nc,m,old,2\nd,m,young,3\ne,f,old,4\n"
QUOTAS = "category,feature,min,max\nsex,f,1,1\nsex,m,1,1\nage,old,1,1\nage,young,1,1\n"


@pytest.fixture
def files(tmp_path):
    """Five volunteers, and quotas for two seats."""
    (tmp_path / "r.csv").write_text(PEOPLE)
    (tmp_path / "c.csv").write_text(QUOTAS)
    (tmp_path / "ratings.csv").write_text("ani,budi\n1,1\n2,3\n3,3\n2,\n4,4\n5,4\n1,2\n")
    return tmp_path


def sortition(files, *more):
    names = ["--respondents", str(files / "r.csv"), "--categories", str(files / "c.csv"), "--size", "2"]
    return analyse.main(["sortition", *names, *more])


def test_json_of_a_lottery_is_chances_and_a_panel(files, capsys):
    assert sortition(files, "--seed", "dice 4 1 6", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["probabilities", "panel"]
    chances = {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "d": 2 / 3, "e": 1 / 3}
    assert found["probabilities"] == pytest.approx(chances, abs=1e-8)
    assert sorted(found["panel"]) in (["a", "d"], ["b", "c"], ["d", "e"])


def test_a_lottery_that_was_published_is_drawn_without_the_files(files, capsys):
    kept = files / "lottery.json"
    assert sortition(files, "--seed", "7", "--lottery", str(kept), "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert analyse.main(["sortition", "--draw", str(kept), "--seed", "7", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == first


def test_households_are_kept_apart(files, capsys):
    assert sortition(files, "--household", "address", "--json") == 0
    assert sum(json.loads(capsys.readouterr().out)["probabilities"].values()) == pytest.approx(2)
    assert sortition(files, "--household", "street") == 2
    assert capsys.readouterr().err == "r.csv has no column street.\n"


def test_a_lottery_is_also_told_for_reading(files, capsys):
    assert sortition(files) == 0
    shown = capsys.readouterr().out
    assert "Least chance                       0.3333" in shown
    assert "Fingerprint of the lottery" in shown


def test_quotas_that_cannot_be_met_end_with_two_and_a_sentence(files, capsys):
    (files / "c.csv").write_text(QUOTAS.replace("sex,f,1,1", "sex,f,0,0"))
    assert sortition(files, "--json") == 2
    assert capsys.readouterr().err == (
        "The greatest numbers under sex add up to 1, fewer than the 2 seats there are.\n"
    )
    (files / "c.csv").unlink()
    assert sortition(files) == 2
    assert "cannot be read" in capsys.readouterr().err


def agreement(files, *more):
    return analyse.main(["agreement", str(files / "ratings.csv"), *more])


def test_json_of_agreement_has_four_figures_each_with_its_n(files, capsys):
    assert agreement(files, "--level", "ordinal", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["kendall_w", "krippendorff_alpha", "fleiss_kappa", "cohen_kappa"]
    assert (found["kendall_w"]["subjects"], found["kendall_w"]["left_out"]) == (6, 1)
    assert (found["krippendorff_alpha"]["n_units"], found["krippendorff_alpha"]["n_values"]) == (6, 12)
    assert found["krippendorff_alpha"]["level"] == "ordinal"


def test_agreement_is_also_told_for_reading_with_reasons(files, capsys):
    (files / "ratings.csv").write_text("a,b,c\nx,y,x\nx,x,x\ny,y,y\n")
    assert agreement(files, "--level", "nominal") == 0
    shown = capsys.readouterr().out
    assert "Ranks need numbers" in shown
    assert "It compares two raters, and there are 3." in shown


def test_a_header_of_numbers_is_remarked(files, capsys):
    (files / "ratings.csv").write_text("1,2\n3,3\n4,5\n")
    assert agreement(files, "--level", "interval") == 0
    assert "--no-header" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "a,b\n1,zwei\n"])
def test_ratings_that_cannot_be_used_end_with_two_and_a_sentence(text, files, capsys):
    (files / "ratings.csv").write_text(text)
    assert agreement(files, "--level", "ratio", "--json") == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "arguments",
    [["sortition"], ["sortition", "--size", "2"], ["sortition", "--size", "x"], ["agreement", "f.csv"]],
)
def test_wrong_use_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        analyse.main(arguments)
    assert ending.value.code == 2
    assert capsys.readouterr().err
