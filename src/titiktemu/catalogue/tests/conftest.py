"""A dataset of each side, and the people around it."""

import pytest

from titiktemu.catalogue.tests.carry import dataset_for
from titiktemu.foundation.words import Role, Side


@pytest.fixture
def official(person):
    """Somebody of government who may decide for it."""
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    """Somebody of civil society who may decide for it."""
    return person(Side.CIVIL_SOCIETY, Role.TEAM_MEMBER)


@pytest.fixture
def dataset(official, initiative):
    """A dataset of government."""
    return dataset_for(official, initiative)
