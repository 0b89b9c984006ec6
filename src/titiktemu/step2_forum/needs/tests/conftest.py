"""Those who ask, and a map whose causes and links are asked about."""

import pytest

from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.maps.tests.drawing import talked_of


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


@pytest.fixture
def causal_map(facilitator, initiative, speakers):
    """A map that both talk about: pipes, money that comes late, and citizens who are not heard."""
    return talked_of(facilitator, initiative, speakers)
