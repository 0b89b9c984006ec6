"""Those who speak at the forum."""

import pytest

from titiktemu.foundation.words import BOTH_SIDES, Role


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in BOTH_SIDES}
