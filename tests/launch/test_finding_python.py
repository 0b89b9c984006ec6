"""Which Python the launcher takes, among trees that only look like Pythons."""

import sys

import pytest

from launch import commands, places, pythons
from launch.problems import NO_PYTHON, CannotGoOn
from tests.launch.conftest import answers_as


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """Nothing of this machine can be found, nor the Python that runs the test."""
    for name in ("TITIKTEMU_PYTHON", "PYENV_ROOT", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    monkeypatch.setattr(places, "ROOT", tmp_path / "checkout")
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout" / ".python-version").write_text("3.13\n3.12\n3.8\nsystem\n")


def test_what_python_version_names_is_taken_from_pyenv_first(fake, monkeypatch, tmp_path):
    fake("bin/python3.13", answers_as("3.13.1"))
    chosen = fake("pyenv/versions/3.13.0/bin/python3", answers_as("3.13.0", "of pyenv"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert chosen.exists()
    assert pythons.find() == ("of pyenv", "3.13.0")


def test_pyenv_in_the_home_folder_is_found_without_its_variable(fake):
    fake("home/.pyenv/versions/3.12.9/bin/python3", answers_as("3.12.9", "of the home"))
    assert pythons.find() == ("of the home", "3.12.9")


def test_3_13_10_is_newer_than_3_13_9(fake):
    fake("home/.pyenv/versions/3.13.9/bin/python3", answers_as("3.13.9"))
    fake("home/.pyenv/versions/3.13.10/bin/python3", answers_as("3.13.10"))
    assert pythons.find().version == "3.13.10"


def test_3_12_is_accepted_but_3_13_wanted(fake):
    fake("bin/python3.12", answers_as("3.12.4"))
    assert pythons.find().version == "3.12.4"
    fake("bin/python3.13", answers_as("3.13.2"))
    assert pythons.find().version == "3.13.2"


def test_a_shim_that_fails_does_not_hide_a_python_that_works(fake, monkeypatch, tmp_path):
    fake("shims/python3.13", "echo \"pyenv: version '3.13' is not installed\" >&2; exit 1")
    fake("bin/python3.13", answers_as("3.13.3", "a real one"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}:{tmp_path / 'bin'}")
    assert pythons.find().executable == "a real one"


def test_python3_is_taken_when_it_fits(fake):
    fake("bin/python3", answers_as("3.12.0"))
    assert pythons.find().version == "3.12.0"


def test_the_person_may_choose(fake, monkeypatch):
    fake("bin/python3.13", answers_as("3.13.2"))
    chosen = fake("elsewhere/python", answers_as("3.12.7", "chosen"))
    monkeypatch.setenv("TITIKTEMU_PYTHON", str(chosen))
    assert pythons.find().executable == "chosen"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (answers_as("3.11.7"), "3.11.7"),
        (answers_as("3.15.0"), "3.15.0"),
        (answers_as("3.13.0", sqlite=(3, 34, 1)), "with SQLite 3.34.1"),
        (answers_as("3.13.0", missing=["ensurepip"]), "without ensurepip"),
        ("exit 1", "does not run"),
        ("echo hello", "does not run"),
    ],
)
def test_what_does_not_fit_is_named_with_its_reason(fake, script, reason):
    fake("bin/python3", script)
    with pytest.raises(CannotGoOn) as stopped:
        pythons.find()
    assert stopped.value.code == NO_PYTHON
    assert reason in stopped.value.sentence


def test_uv_provides_one_where_there_is_none(fake, tmp_path):
    python = fake("uv's/python3.13", answers_as("3.13.5", "of uv"))
    fake("bin/uv", f'[ "$2" = find ] && echo "{python}"; echo "$@" >> {tmp_path / "asked"}')
    assert pythons.find().executable == "of uv"
    assert "python install 3.13" in (tmp_path / "asked").read_text()


def test_a_uv_that_has_none_leads_to_the_sentence(fake):
    fake("bin/uv", "exit 2")
    with pytest.raises(CannotGoOn, match="No fitting Python"):
        pythons.find()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en_GB.UTF-8", "No fitting Python"), ("id_ID.UTF-8", "Tidak ditemukan Python")],
)
def test_no_python_is_one_sentence_and_nothing_is_made(capsys, monkeypatch, tmp_path, language, sentence):
    monkeypatch.setenv("LANG", language)
    monkeypatch.setattr(places, "VENV", tmp_path / "checkout" / ".venv")
    monkeypatch.setattr(places, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr("launch.demo.check_port_is_free", lambda port: None)
    monkeypatch.setattr("launch.processes.end_on_termination", lambda: None)
    (tmp_path / "run.txt").write_text("")
    assert commands.main(["demo"]) == NO_PYTHON
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "checkout" / ".venv").exists()


def test_every_python_from_3_8_can_start_the_launcher_under_pyenv():
    """pyenv takes the first line that is installed; the lower ones only serve to start the launcher."""
    lines = (places.Path(__file__).parents[2] / ".python-version").read_text().split()
    assert lines[:2] == ["3.13", "3.12"]
    assert {"3.11", "3.10", "3.9", "3.8", "system"} <= set(lines)
