"""The closing line counts every test once, and nothing that went wrong counts as passed."""

import os
import subprocess
import sys

import pytest

from launch import testrun
from launch.testparts import Clock, Counts, checker, counted, failing, pytest_part, run_all
from tests.launch.conftest import ROOT

EVERY_OUTCOME = """
import pytest

def test_passes(): pass

def test_fails(): assert False

def test_skips(): pytest.skip("because")

@pytest.mark.xfail
def test_is_expected_to_fail(): assert False

@pytest.fixture
def broken(): raise ValueError

def test_cannot_be_set_up(broken): pass

@pytest.fixture
def untidy():
    yield
    raise ValueError

def test_cannot_be_tidied_up(untidy): pass
"""


@pytest.fixture
def suite(tmp_path):
    """Some tests in a folder of their own, and how to run them as a part."""

    def run(text, *arguments, seconds=60.0):
        (tmp_path / "test_some.py").write_text(text)
        here = ["-p", "no:django", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tmp_path)]
        return pytest_part("some tests", [*here, str(tmp_path), *arguments], seconds).run(Clock())

    return run


@pytest.mark.parametrize("at_once", [(), ("-n", "2")])
def test_every_outcome_counts_once(suite, at_once):
    assert suite(EVERY_OUTCOME, *at_once) == Counts(passed=1, failed=3, skipped=2)


def test_a_file_that_cannot_be_read_is_a_failure(suite):
    assert suite("import nothing_of_that_name").failed == 1


def test_no_tests_are_a_failure_with_a_sentence(suite, capsys):
    assert suite("") == Counts(failed=1)
    assert "no test was found" in capsys.readouterr().out


def test_what_takes_too_long_is_ended_and_keeps_what_passed(suite, capsys):
    # Long enough to start and pass the first one on a machine that is busy with the rest of the suite.
    slow = "import time\ndef test_a(): pass\ndef test_b(): time.sleep(600)\n"
    counts = suite(slow, "-p", "no:randomly", seconds=20)
    assert counts == Counts(passed=1, failed=1)
    assert "took too long" in capsys.readouterr().out


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, -11])
def test_a_run_that_ends_badly_is_never_clean(tmp_path, code):
    assert counted("some tests", code, tmp_path / "nothing").failed == 1


def test_checkers_pass_or_fail_and_show_why(capsys):
    good = checker("good", [sys.executable, "-c", "print('quiet')"])
    bad = checker("bad", [sys.executable, "-c", "print('the reason'); raise SystemExit(1)"])
    total = run_all([good, bad, failing("cannot", "there is no way")], Clock())
    said = capsys.readouterr().out
    assert total == Counts(passed=1, failed=2)
    assert "quiet" not in said
    assert "the reason" in said
    assert "there is no way" in said
    assert "-- good: ok (1 passed, 0 failed, 0 skipped" in said
    assert "-- bad: FAILED" in said


def test_all_parts_together_never_take_longer_than_they_may():
    assert Clock(seconds=10).at_most(600) <= 10
    assert Clock(seconds=1000).at_most(600) == 600


@pytest.mark.parametrize(("counts", "code"), [(Counts(3, 0, 1), 0), (Counts(3, 1, 0), 1)])
def test_very_last_line_is_the_total(monkeypatch, capsys, counts, code):
    monkeypatch.setattr("launch.processes.end_on_termination", lambda: None)
    monkeypatch.setattr(testrun, "run_everything", lambda clock: counts)
    assert testrun.main([]) == code
    assert capsys.readouterr().out.splitlines()[-1] == counts.line()


def test_with_arguments_just_those_tests_run():
    one = "tests/launch/test_totals.py::test_all_parts_together_never_take_longer_than_they_may"
    run = subprocess.run(
        [sys.executable, "-m", "launch.testrun", one], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.splitlines()[-1] == "1 passed, 0 failed, 0 skipped"
    assert (run.returncode, run.stderr) == (0, "")


def test_browser_tests_are_known_by_their_mark(tmp_path, monkeypatch):
    monkeypatch.setattr("launch.places.ROOT", tmp_path)
    (tmp_path / "test_a.py").write_text("@pytest.mark.browser\ndef test_x(): pass")
    (tmp_path / "test_b.py").write_text("def test_x(): pass")
    assert testrun.mentions_browser(["test_a.py::test_x"])
    assert not testrun.mentions_browser(["test_b.py"])
    assert testrun.mentions_browser(["-m", "browser"])
