"""Those who write, answer and watch."""

import pytest

from titiktemu.foundation.words import Role, Side


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}


@pytest.fixture
def official(speakers):
    """Who speaks for government."""
    return speakers[Side.GOVERNMENT.value]


@pytest.fixture
def activist(speakers):
    """Who speaks for civil society."""
    return speakers[Side.CIVIL_SOCIETY.value]
