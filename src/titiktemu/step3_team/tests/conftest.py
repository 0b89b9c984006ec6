"""The people of a forum: three of each side, and the leaders of both."""

import pytest

from titiktemu.foundation.words import Role, Side


@pytest.fixture
def officials(person):
    """Three who do the work of government."""
    return [person(Side.GOVERNMENT, Role.REPRESENTATIVE, number) for number in (1, 2, 3)]


@pytest.fixture
def activists(person):
    """Three who do the work of civil society."""
    return [person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE, number) for number in (1, 2, 3)]


@pytest.fixture
def leaders(person):
    """The leaders of both sides, government first."""
    return [person(side, Role.LEADER) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)]
