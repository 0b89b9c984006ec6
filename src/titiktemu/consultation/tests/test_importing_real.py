"""The published conversations, taken over whole: what is kept equals what was counted independently."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings

from titiktemu.consultation.models import Vote
from titiktemu.consultation.services.importing import import_polis
from titiktemu.foundation.actors import operator
from titiktemu.foundation.models import Participant

FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or settings.ROOT.parent / "shared" / "data") / "polis"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.realdata,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the published consultations are not beside the checkout"),
]

NAMES = (
    "american-assembly.bowling-green",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_conversation_is_kept_vote_by_vote(name: str) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text())["conversations"][name]
    done = import_polis(actor=operator(), folder=FOLDER / name)
    answers = Vote.objects.filter(statement__consultation=done.consultation)
    assert Participant.objects.filter(initiative=done.initiative).count() == expected["participants"]
    assert [answers.filter(answer=answer).count() for answer in (1, -1, 0)] == [
        expected["agree"],
        expected["disagree"],
        expected["pass"],
    ]
    assert not import_polis(actor=operator(), folder=FOLDER / name).created
