"""A card, and the people around it."""

import pytest

from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.tests.cards import written


@pytest.fixture
def official(person):
    """Somebody of government."""
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    """Somebody of civil society."""
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


@pytest.fixture
def issue(official, initiative):
    """A card that government wrote."""
    return written(official, initiative)
