"""The examples in the docstrings of this room are true."""

import doctest
import importlib
import pkgutil

import pytest

from titiktemu import analysis

MODULES = sorted(
    one.name
    for one in pkgutil.walk_packages(analysis.__path__, "titiktemu.analysis.")
    if ".tests" not in one.name
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(bool(one.examples) for tests in found for one in tests) > 50
