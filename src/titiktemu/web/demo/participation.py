"""The demo's participation: targets, two activities, who spoke, and a lottery. All of it is invented."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from titiktemu.analysis.sortition.people import Person, Quota
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.services.activities import add_activity
from titiktemu.step1_issues.participation.services.draws import prepare_selection
from titiktemu.step1_issues.participation.services.targets import set_targets
from titiktemu.step1_issues.participation.services.voice import set_counting, set_turns

TARGETS: Final = (
    Figure("side", Side.GOVERNMENT, 30),
    Figure("side", Side.CIVIL_SOCIETY, 30),
    Figure("side", Side.CITIZENS, 40),
    Figure("sex", "female", 60),
    Figure("sex", "male", 40),
    Figure("region", "Kabat (rekaan)", 40),
    Figure("region", "Teluk Biru (rekaan)", 60),
    Figure("disability", "yes", 8),
    Figure("first_time", "yes", 30),
)
FORUM: Final = (
    Figure("side", Side.GOVERNMENT, 12),
    Figure("side", Side.CIVIL_SOCIETY, 11),
    Figure("side", Side.CITIZENS, 9),
    Figure("sex", "female", 14),
    Figure("sex", "male", 18),
    Figure("region", "Kabat (rekaan)", 21),
    Figure("region", "Teluk Biru (rekaan)", 11),
    Figure("disability", "yes", 2),
    Figure("first_time", "yes", 13),
)
SURVEY: Final = (
    Figure("side", Side.CITIZENS, 140),
    Figure("sex", "female", 96),
    Figure("sex", "male", 44),
    Figure("disability", "yes", 7),
)
TURNS: Final = {
    Side.GOVERNMENT.value: (9, 7, 6, 5, 4, 2, 1, 0),
    Side.CIVIL_SOCIETY.value: (6, 5, 4, 3, 2, 1, 0, 0),
    Side.CITIZENS.value: (2, 1, 1, 0, 0, 0, 0),
}
VOLUNTEERS: Final = 36
QUOTAS: Final = (
    Quota("jenis kelamin", "perempuan", 6, 8),
    Quota("jenis kelamin", "laki-laki", 4, 6),
    Quota("wilayah", "Kabat (rekaan)", 4, 7),
    Quota("wilayah", "Teluk Biru (rekaan)", 5, 8),
)


def tell_participation(initiative: Initiative, facilitator: Actor) -> None:
    """Who should have come, who came by two channels, who spoke, and a panel that waits for its draw."""
    set_targets(actor=facilitator, initiative=initiative, figures=TARGETS)
    today = timezone.localdate()
    forum = add_activity(
        actor=facilitator,
        initiative=initiative,
        figures=FORUM,
        kind="meeting",
        title="Forum awal di Kabat (rekaan)",
        title_en="First forum in Kabat (invented)",
        day=today - timedelta(days=21),
        way="in_person",
        level="involve",
        people=32,
        on_paper=9,
    )
    set_turns(actor=facilitator, activity=forum, turns=TURNS)
    set_counting(actor=facilitator, activity=forum, is_open=False)
    add_activity(
        actor=facilitator,
        initiative=initiative,
        figures=SURVEY,
        kind="survey",
        title="Survei ibu di posyandu (rekaan)",
        title_en="Survey of mothers at health posts (invented)",
        day=today - timedelta(days=14),
        way="paper",
        level="consult",
        people=140,
        on_paper=140,
    )
    _panel(initiative, facilitator)


def _panel(initiative: Initiative, facilitator: Actor) -> None:
    people = [
        Person(
            f"P-{number:03d}",
            {
                "jenis kelamin": "perempuan" if number % 3 else "laki-laki",
                "wilayah": "Kabat (rekaan)" if number % 5 < 3 else "Teluk Biru (rekaan)",
            },
        )
        for number in range(1, VOLUNTEERS + 1)
    ]
    prepare_selection(
        actor=facilitator,
        initiative=initiative,
        title="Panel warga pembaca data (rekaan)",
        size=12,
        people=people,
        quotas=QUOTAS,
    )
