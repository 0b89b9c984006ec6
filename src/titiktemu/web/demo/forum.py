"""The demo's workshop: it was held, and one side has still to answer its minutes. All of it is invented."""

from datetime import time, timedelta
from typing import Final

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side, Step
from titiktemu.meetings.models import Attendance, Meeting, Passage, PassageVoice
from titiktemu.meetings.services.attending import count_on_paper, note_present
from titiktemu.meetings.services.inviting import invite_people
from titiktemu.meetings.services.minutes import add_passage, amend_passage, answer_passage, set_minutes_due
from titiktemu.meetings.services.planning import mark_held, plan_meeting
from titiktemu.web.demo.meetings import hours

PASSAGES: Final = (
    (Passage.Kind.SAID, "Kedua pihak membandingkan peta sebab masing-masing dan menyatukan kartu yang sama."),
    (Passage.Kind.AGREED, "Tim bersama dibentuk hari ini, dari mereka yang mengerjakan sendiri."),
    (Passage.Kind.TASK, "Dinas Kesehatan (rekaan) mengirim jumlah pemeriksaan per desa sebelum akhir bulan."),
)


def tell_forum(initiative: Initiative, facilitator: Actor) -> Meeting:
    """A workshop of both sides and others, held last week: who came, and what was written down."""
    meeting = plan_meeting(
        actor=facilitator,
        initiative=initiative,
        kind="forum",
        step=Step.FORUM,
        title="Lokakarya memahami masalah (rekaan)",
        title_en="Workshop to understand the problem (invented)",
        purpose="Melihat sebab dan akibat bersama, dan membentuk tim yang bekerja.",
        purpose_en="Look at causes and effects together, and form the team that does the work.",
        place="Aula Pendopo (rekaan), Banyuwangi",
        time_zone="Asia/Jakarta",
        is_public=True,
        **hours(-4, time(9), time(15)),
    )
    people = Participation.objects.filter(initiative=initiative, roster__isnull=False).order_by("pk")
    some = [one for side in (*BOTH_SIDES, Side.OTHER) for one in people.filter(side=side)[:6]]
    invited = invite_people(actor=facilitator, meeting=meeting, places=some)
    note_present(actor=facilitator, meeting=meeting, invitations=invited[:14], way=Attendance.Way.PAPER)
    count_on_paper(actor=facilitator, meeting=meeting, counts={(Side.CITIZENS, "female"): 5})
    mark_held(actor=facilitator, meeting=meeting)
    _minutes(initiative, facilitator, meeting)
    return meeting


def _minutes(initiative: Initiative, facilitator: Actor, meeting: Meeting) -> None:
    """Civil society approved two passages and amended the third; government has not answered."""
    told = [add_passage(actor=facilitator, meeting=meeting, kind=kind, text=text) for kind, text in PASSAGES]
    set_minutes_due(actor=facilitator, meeting=meeting, due_at=timezone.now() + timedelta(days=5))
    places = initiative.participations.filter(side=Side.CIVIL_SOCIETY, role=Role.LEADER, revoked_at=None)
    leader = Actor(participations=(places.order_by("pk")[:1].get(),))
    side = Side.CIVIL_SOCIETY.value
    for passage in told[:2]:
        word = PassageVoice.Word.APPROVED
        answer_passage(actor=leader, passage=passage, side=side, word=word, base=1)
    text = PASSAGES[2][1].replace("per desa sebelum", "per desa dan per bulan sebelum")
    amend_passage(actor=leader, passage=told[2], side=side, text=text, base=1)
