"""Those who map."""

import pytest

from titiktemu.foundation.words import Role, Side


@pytest.fixture
def official(person):
    """Who speaks for government."""
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    """Who speaks for civil society."""
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
