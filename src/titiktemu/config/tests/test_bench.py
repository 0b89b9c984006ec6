"""`./titiktemu bench opinion`: our half of it, and what it says where the other program is missing."""

import importlib.util

import pytest

from titiktemu.config.cli import bench


def test_without_the_other_program_it_says_so_and_ends_with_two(capsys):
    if importlib.util.find_spec("reddwarf"):
        pytest.skip("red-dwarf is installed here")
    assert bench.main(["opinion"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_our_map_is_measured_and_finds_the_planted_minds():
    run = bench.measure_ours(bench.Size(1500, 100, 80))
    assert run.seconds > 0
    assert sum(run.sizes) == 1500
    assert run.recovered > 0.8
