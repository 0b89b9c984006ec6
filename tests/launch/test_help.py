"""Help in both languages, before and after the first installation."""

import os
import re
import subprocess
import sys

import pytest

from launch import commands, helptexts, texts
from launch.problems import WRONG_USE
from tests.launch.conftest import ROOT
from titiktemu.config.cli import analyse


def test_help_follows_the_language(start):
    assert "Usage: ./titiktemu COMMAND" in start("--help").stdout
    assert "Pemakaian: ./titiktemu PERINTAH" in start("--help", LANG="id_ID.UTF-8").stdout
    assert "Pemakaian" in start(LANG="en_US.UTF-8", LC_ALL="id_ID.UTF-8").stdout


@pytest.mark.parametrize("command", helptexts.COMMANDS)
def test_every_command_explains_itself_before_anything_is_installed(start, checkout, command):
    said = start(command, "--help", LANG="id_ID.UTF-8")
    assert said.returncode == 0
    assert helptexts.COMMANDS[command][2] in " ".join(said.stdout.split())
    assert not (checkout / ".venv").exists()


def test_an_unknown_command_is_one_sentence(start):
    said = start("demmo")
    assert said.returncode == WRONG_USE
    assert said.stderr == "There is no command 'demmo'; ./titiktemu --help lists them.\n"


@pytest.mark.parametrize("command", sorted(set(helptexts.COMMANDS) - {"demo", "test", "analyse"}))
def test_short_usage_names_every_option_that_the_command_has(command):
    arguments = ["opinion", "--help"] if command == "bench" else ["--help"]
    env = {**os.environ, "PYTHONPATH": "src", "TITIKTEMU_MODE": "test", "COLUMNS": "200"}
    run = subprocess.run(
        [sys.executable, "-m", "titiktemu", command, *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    options = set(re.findall(r"--[a-z-]+", run.stdout.split("\n\n")[0])) - {"--help", "--seed"}
    assert options <= set(re.findall(r"--[a-z-]+", helptexts.COMMANDS[command][0]))
    assert options == {option.split()[0] for option in helptexts.OPTIONS.get(command, {})}


def test_short_usage_names_every_analysis_of_files():
    for words in helptexts.COMMANDS["analyse"][1:]:
        assert re.findall(r"\w+", words.partition(": ")[2]) == list(analyse.FILES)


@pytest.mark.parametrize("command", helptexts.OPTIONS)
def test_options_are_explained_before_anything_is_installed(start, command):
    said = start(command, "--help", LANG="id_ID.UTF-8").stdout
    for option, (_english, indonesian) in helptexts.OPTIONS[command].items():
        assert any(option in line and indonesian in line for line in said.splitlines())


def test_help_of_the_demo_is_in_one_language(start):
    said = start("demo", "--help", LANG="id_ID.UTF-8").stdout
    assert said.startswith("pemakaian: ./titiktemu demo")
    assert "pilihan:" in said
    assert not re.search("usage|option|show this", said)
    assert start("demo", "--help").stdout.startswith("usage: ./titiktemu demo")


def test_a_wrong_option_of_the_demo_is_one_sentence(start):
    said = start("demo", "--rest=1", LANG="id_ID.UTF-8")
    assert said.returncode == WRONG_USE
    assert said.stderr.startswith("./titiktemu demo: galat:")
    assert len(said.stderr.splitlines()) == 1


def test_both_languages_hold_the_same_values():
    for english, indonesian in texts.TEXTS.values():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", indonesian))


@pytest.mark.parametrize(
    ("command", "url", "group"),
    [
        ("doctor", "", "run"),
        ("doctor", "postgres://x/y", "production"),
        ("serve", "", "production"),
        ("worker", "postgresql://x/y", "production"),
        ("test", "", "test"),
        ("bench", "", "bench"),
    ],
)
def test_each_command_gets_the_requirements_that_it_needs(monkeypatch, command, url, group):
    monkeypatch.setenv("DATABASE_URL", url)
    assert commands.group_for(command) == group


def test_ci_calls_the_test_command_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines == ["#!/usr/bin/env bash", 'exec "$(dirname "$0")/../titiktemu" test']
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "titiktemu", os.X_OK)
