"""`./titiktemu analyse survey`, as an analyst types it."""

import json

import pytest

from titiktemu.config.cli import analyse, loading

ANSWERS = (
    "weight;stratum;village;size;sex;school.open;age;agrees\n"
    "10;utara;1;40;f;Yes;20,5;1\n10;utara;2;40;m;No;31;0\n10;utara;3;40;f;Yes;44;1\n"
    "30;selatan;1;90;m;Yes;50;1\n30;selatan;4;90;f;No;;0\n30;selatan;5;90;m;Yes;62,5;NA\n\n"
)
MARGINS = "variable,level,total\nsex,f,70\nsex,m,60\n"
DESIGN = ["--weights", "weight", "--strata", "stratum", "--cluster", "village", "--fpc", "size"]
KEYS = [
    "variable", "statistic", "level", "by", "estimate", "se", "low", "high",
    "n", "n_effective", "design_effect",
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """A small survey with a semicolon, decimal commas and a blank line at its end, and margins."""
    (tmp_path / "answers.csv").write_text(ANSWERS)
    (tmp_path / "margins.csv").write_text(MARGINS)
    return tmp_path


@pytest.fixture
def run(files, capsys):
    """Give the estimates of a run that succeeds, and what it says beside them."""

    def made(*arguments):
        assert analyse.main(["survey", str(files / "answers.csv"), *arguments, "--json"]) == 0
        shown = capsys.readouterr()
        return json.loads(shown.out)["estimates"], shown.err

    return made


@pytest.fixture
def refused(files, capsys):
    """Give the one sentence of a run that refuses."""

    def made(*arguments):
        assert analyse.main(["survey", str(files / "answers.csv"), *arguments]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        return shown.err

    return made


def test_every_estimate_has_the_keys_that_are_promised(run):
    found, said = run(*DESIGN, "--mean", "age", "--total", "agrees", "--share", "school.open")
    assert all(list(one) == KEYS for one in found)
    assert [(one["variable"], one["statistic"], one["level"]) for one in found] == [
        ("age", "mean", None), ("agrees", "total", None),
        ("school.open", "share", "No"), ("school.open", "share", "Yes"),
    ]  # fmt: skip
    age = found[0]
    assert age["estimate"] == pytest.approx((10 * (20.5 + 31 + 44) + 30 * (50 + 62.5)) / 90)
    assert age["n"] == 5
    assert "Without an answer to age, and left out of it: 1 of 6 rows." in said
    assert "taken for different clusters: 1 (1)" in said


def test_shares_of_nought_and_one_give_both(run):
    found, _said = run(*DESIGN, "--share", "agrees")
    assert [one["level"] for one in found] == ["0", "1"]
    assert sum(one["estimate"] for one in found) == pytest.approx(1)
    assert found[0]["low"] == pytest.approx(1 - found[1]["high"])


def test_totals_of_a_text_count_people_and_groups_stand_beside_them(run):
    found, _said = run("--weights", "weight", "--total", "school.open", "--by", "sex")
    assert [(one["by"], one["level"], one["estimate"]) for one in found] == [
        ("f", "No", 30), ("f", "Yes", 20), ("m", "No", 10), ("m", "Yes", 60),
    ]  # fmt: skip


def test_raked_totals_are_fixed(files, run):
    found, _said = run(*DESIGN, "--rake", str(files / "margins.csv"), "--total", "sex")
    assert [(one["level"], one["se"]) for one in found] == [("f", 0), ("m", 0)]
    assert [one["estimate"] for one in found] == pytest.approx([70, 60])
    assert found[0]["n_effective"] is None


def test_a_margin_may_cross_two_columns(files, run):
    (files / "margins.csv").write_text(
        "variable,level,total\nsex:stratum,f:utara,20\nsex:stratum,m:utara,10\n"
        "sex:stratum,f:selatan,30\nsex:stratum,m:selatan,70\n"
    )
    found, _said = run("--rake", str(files / "margins.csv"), "--total", "stratum")
    assert [(one["level"], one["estimate"], one["se"]) for one in found] == [
        ("selatan", pytest.approx(100), 0), ("utara", pytest.approx(30), 0),
    ]  # fmt: skip


def test_margins_that_disagree_are_told(files, run):
    (files / "margins.csv").write_text(MARGINS + "stratum,utara,65\nstratum,selatan,66\n")
    _found, said = run("--rake", str(files / "margins.csv"), "--mean", "agrees")
    assert "The margins disagree: stratum adds up to 131, sex to 130." in said


def test_quantiles_and_ratios(run):
    found, _said = run("--quantile", "age", "--probability", "0.25", "0.5", "--ratio", "agrees", "age")
    assert [(one["statistic"], one["level"], one["variable"]) for one in found] == [
        ("quantile", 0.25, "age"), ("quantile", 0.5, "age"), ("ratio", None, "agrees/age"),
    ]  # fmt: skip
    assert found[1]["estimate"] == 44


def test_without_a_design_and_without_a_draw_both_are_said(run):
    _found, said = run("--mean", "agrees")
    assert "were all drawn with the same chance" in said.replace("\n", " ")
    _found, said = run("--mean", "agrees", "--not-drawn")
    assert "The interval is model-based" in said


def test_without_json_it_is_a_table_with_its_caveat(files, capsys):
    assert analyse.main(["survey", str(files / "answers.csv"), *DESIGN, "--mean", "age"]) == 0
    shown = capsys.readouterr().out
    assert "effective n" in shown
    assert "Intervals hold with 95 per cent confidence." in shown
    assert "what chance in drawing people adds" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--mean", "income"], "answers.csv has no column income. It has: weight, stratum"),
        (["--mean", "sex"], "Column sex is not all numbers: row 2 has “f”. Rows like it: 6."),
        (["--mean", "sex", "--by", "stratum"], "Column sex is not all numbers"),
        (["--weights", "age", "--mean", "agrees"], "Rows without a weight: 1, such as row 6."),
        (
            ["--strata", "village", "--mean", "agrees"],
            "Only one unit was drawn at stage 1 within: 2, 3, 4, 5",
        ),
        (["--rake", "nowhere.csv", "--mean", "age"], "nowhere.csv cannot be read"),
        (["--fpc", "size", "weight", "--mean", "age"], "more columns with population sizes"),
    ],
)
def test_what_does_not_fit_ends_with_two_and_one_sentence(refused, arguments, sentence):
    assert sentence in refused(*arguments)


@pytest.mark.parametrize(
    ("margins", "sentence"),
    [
        ("variable,level\nsex,f\n", "margins.csv needs the columns variable, level and total"),
        ("variable,level,total\nsex,f,\n", "margins.csv, row 2: a variable, a level or a total is missing"),
        ("variable,level,total\nsex,f,5\nsex,f,6\n", "margins.csv, row 3: “f” of sex has a total already"),
        ("variable,level,total\nsex,f,many\n", "Column total is not all numbers"),
        ("variable,level,total\nside,f,5\n", "has no column side"),
        ("variable,level,total\nsex,f,5\n", "levels of sex that the margins do not name: m"),
        ("", "margins.csv holds no rows below"),
    ],
)
def test_margins_that_do_not_fit_end_with_two_and_one_sentence(files, refused, margins, sentence):
    (files / "margins.csv").write_text(margins)
    assert sentence in refused("--rake", str(files / "margins.csv"), "--mean", "agrees")


@pytest.mark.parametrize("asked", ["--mean", "--total", "--share", "--quantile"])
def test_a_question_that_nobody_answered_is_refused(files, refused, asked):
    (files / "answers.csv").write_text("x,y\nNA,1\n,2\n")
    assert "Nobody answered" in refused(asked, "x")


def test_a_column_of_names_has_too_many_shares(files, refused):
    (files / "answers.csv").write_text("x\n" + "".join(f"n{at}\n" for at in range(1001)))
    assert "x has 1001 different answers, more than the 1000" in refused("--share", "x", "--by", "x")


def test_a_column_that_stands_twice_is_refused(files, refused):
    (files / "answers.csv").write_text("x,x\n1,2\n3,4\n")
    assert "several columns called x" in refused("--mean", "x")


def test_rows_with_cells_too_many_are_refused_and_short_ones_read(files, refused, run):
    (files / "answers.csv").write_text("x,y\n1,2,3\n")
    assert "some rows have more cells than there are names" in refused("--mean", "x")
    (files / "answers.csv").write_text("x,y\n1\n3,4\n,\n")
    assert run("--mean", "x")[0][0]["n"] == 2
    (files / "answers.csv").write_text("x\n1\n\n3\n\n")
    assert "Without an answer" not in run("--mean", "x")[1]


def test_a_group_without_answers_is_left_out_and_told(files, run):
    (files / "answers.csv").write_text("x,g\n1,a\n3,a\n,b\n")
    found, said = run("--mean", "x", "--by", "g")
    assert [one["by"] for one in found] == ["a"]
    assert "x: nobody in “b” answered" in said


def test_the_example_of_the_document_is_true(files, capsys):
    page = (loading.ROOT / "docs" / "analyses" / "surveys.md").read_text(encoding="utf-8")
    answers, shown = page.split("## An example that runs")[1].split("```\n")[1:4:2]
    (files / "answers.csv").write_text(answers)
    command, printed = shown.split("\n", 1)
    arguments = command.removeprefix("$ ./titiktemu analyse survey answers.csv ").split()
    assert analyse.main(["survey", str(files / "answers.csv"), *arguments]) == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(files, run, encoding):
    (files / "answers.csv").write_bytes("désa,x\né,1\nf,3\n".encode(encoding))
    found, _said = run("--share", "désa")
    assert {one["level"] for one in found} == {"é", "f"}


@pytest.mark.parametrize(
    "arguments", [[], ["--mean"], ["--mean", "age", "--confidence", "95"], ["--interval", "x"]]
)
def test_wrong_use_ends_with_two(files, arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        analyse.main(["survey", str(files / "answers.csv"), *arguments])
    assert ending.value.code == 2
    assert capsys.readouterr().err
