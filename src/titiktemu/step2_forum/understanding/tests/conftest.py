"""Those who write and answer."""

import pytest

from titiktemu.foundation.words import BOTH_SIDES, Role, Side


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in BOTH_SIDES}


@pytest.fixture
def official(speakers):
    """Who speaks for government."""
    return speakers[Side.GOVERNMENT.value]


@pytest.fixture
def activist(speakers):
    """Who speaks for civil society."""
    return speakers[Side.CIVIL_SOCIETY.value]
