"""A dataset of each side, and the people around it."""

import pytest

from titiktemu.catalogue.tests.carry import dataset_for, list_confirmed
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.words import Role, Side


@pytest.fixture
def official(person):
    """Somebody of government who may decide for it, from a list that government has confirmed."""
    return _listed(person(Side.GOVERNMENT, Role.REPRESENTATIVE))


@pytest.fixture
def activist(person):
    """Somebody of civil society who may decide for it, from a list that civil society has confirmed."""
    speaker = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    member = person(Side.CIVIL_SOCIETY, Role.TEAM_MEMBER)
    _listed(speaker)
    return member


def _listed(speaker: Actor) -> Actor:
    list_confirmed(speaker, speaker.participations[0])
    return speaker


@pytest.fixture
def dataset(official, initiative):
    """A dataset of government."""
    return dataset_for(official, initiative)
