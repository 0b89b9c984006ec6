"""A questionnaire at which every address of the room can be tried."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Response
from titiktemu.questionnaires.services.importing import begin_import
from titiktemu.questionnaires.tasks import work_on_import
from titiktemu.questionnaires.tests.cast import COMPLETE, keep, opened

EXPORT = b"_uuid,awal/pdam,catatan\nu1,ya,halo\nu2,tidak,\n"


def questionnaire_arguments(facilitator: Actor, initiative: Initiative) -> dict[str, Any]:
    """What the addresses of an open questionnaire are made of, with one person's answers and one file."""
    with TemporaryDirectory() as folder:
        wave = opened(facilitator, initiative, Path(folder))
    keep(wave, [(Side.CITIZENS, {**COMPLETE, "umur": "40"})])
    brought = begin_import(
        actor=facilitator,
        wave=wave,
        name="ekspor.csv",
        size=len(EXPORT),
        chunks=[EXPORT],
        side=Side.CITIZENS,
    )
    work_on_import.call(brought.pk)
    return {
        "number": wave.questionnaire.number,
        "code": wave.questionnaire.link_code,
        "key": Response.objects.get(wave=wave).key,
        "brought": brought.number,
        "name": "umur",
    }
