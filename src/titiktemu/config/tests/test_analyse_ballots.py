"""`./titiktemu analyse ballots`, as an analyst types it."""

import json

import pytest

from titiktemu.config.cli import analyse

FILE = (
    "META\nkey;value\nbudget;100.5\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\nb;40.25\nc;50\n"
    "VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;c\n4;a\n"
)


@pytest.fixture
def file(tmp_path):
    """A very small election."""
    path = tmp_path / "pilihan.pb"
    path.write_text(FILE)
    return path


def counted(capsys, *arguments):
    """What the command prints as JSON."""
    assert analyse.main(["ballots", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_the_winners_the_ranking_and_the_money(file, capsys):
    found = counted(capsys, file, "--rule", "approval")
    assert found == {"winners": ["a", "b"], "ranking": ["a", "b", "c"], "cost": 100.25, "budget": 100.5}


@pytest.mark.parametrize(
    "rule", ["equal-shares", "approval", "score", "schulze", "kemeny", "ranked-pairs", "borda"]
)
def test_every_rule_counts_every_kind_of_file(file, rule, capsys):
    assert counted(capsys, file, "--rule", rule)["ranking"][0] == "a"


@pytest.mark.parametrize("completion", ["none", "add1", "greedy"])
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_equal_shares_can_be_completed(file, completion, utility, capsys):
    rule = ("--rule", "equal-shares", "--completion", completion, "--utility", utility)
    found = counted(capsys, file, *rule)
    assert found["cost"] <= found["budget"]
    assert set(found["winners"]) == ({"b", "a"} if completion != "none" else {"a"})


def test_without_json_the_outcome_is_for_reading(file, capsys):
    assert analyse.main(["ballots", str(file), "--rule", "approval"]) == 0
    assert "They cost 100.25 of a budget of 100.5." in capsys.readouterr().out


def test_remarks_go_to_standard_error(file, capsys):
    file.write_text(FILE.replace("1;a,b", "2;a,b,a"))
    assert counted(capsys, file, "--rule", "approval")["winners"] == ["a", "b"]
    analyse.main(["ballots", str(file), "--rule", "approval", "--json"])
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("1;a,b", "1;a,x", "approval"),
        ("budget;100.5\n", "", "equal-shares"),
        ("a;60", "a;enam puluh", "approval"),
        ("VOTES", "SUARA", "approval"),
        ("1;a,b\n2;a,b\n3;c\n4;a\n", "", "borda"),
    ],
)
def test_what_cannot_be_counted_ends_with_two_and_a_sentence(file, old, new, rule, capsys):
    file.write_text(FILE.replace(old, new))
    assert analyse.main(["ballots", str(file), "--rule", rule, "--json"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("missing", ["nowhere.pb", "."])
def test_a_file_that_is_not_there_is_told(tmp_path, missing, capsys):
    assert analyse.main(["ballots", str(tmp_path / missing), "--rule", "approval"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["--rule", "dictator"], ["--rule", "approval", "--completion", "all"]]
)
def test_wrong_use_ends_with_two(file, arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        analyse.main(["ballots", str(file), *arguments])
    assert ending.value.code == 2
