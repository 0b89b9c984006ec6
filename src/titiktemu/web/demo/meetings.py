"""The demo's meetings: one that was held, one that comes, and one of a side alone. All of it is invented."""

from datetime import date, time, timedelta
from typing import Any, Final

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import Attendance, Invitation, Meeting
from titiktemu.meetings.paper_texts import Writer
from titiktemu.meetings.services.agenda import add_item, set_mandate
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.attending import count_on_paper, note_present, note_walk_in
from titiktemu.meetings.services.inviting import invite_other, invite_people
from titiktemu.meetings.services.letters import issue_invitation
from titiktemu.meetings.services.makeup import set_makeup
from titiktemu.meetings.services.planning import mark_held, plan_meeting
from titiktemu.meetings.times import at
from titiktemu.meetings.walk_ins import WalkIn
from titiktemu.web.demo.photos import tell_photos

SATURDAY: Final = 5
WIB: Final = "Asia/Jakarta"
COMMITTEE: Final = Writer(
    "Sekretariat Forum Ibu dan Anak (rekaan)", "Banyuwangi", "Ketua Panitia", "Nawang Prameswari (rekaan)"
)


def tell_meetings(initiative: Initiative, facilitator: Actor) -> None:
    """A focus group with its attendance, a forum with answers, and a meeting of government alone."""
    people = Participation.objects.filter(initiative=initiative, roster__isnull=False)
    sides = {side: list(people.filter(side=side).order_by("pk")) for side in (*BOTH_SIDES, Side.OTHER)}
    _held(initiative, facilitator, sides)
    _coming(initiative, facilitator, sides)
    _caucus(initiative, sides[Side.GOVERNMENT])


def _day(days: int) -> date:
    """A working day about so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    step = timedelta(days=1 if days > 0 else -1)
    while day.weekday() >= SATURDAY:
        day += step
    return day


def hours(days: int, begins: time, ends: time) -> dict[str, Any]:
    """Beginning and end on a working day about so many days from today."""
    day = _day(days)
    return {"starts_at": at(day, begins, WIB), "ends_at": at(day, ends, WIB)}


def _held(initiative: Initiative, facilitator: Actor, sides: dict[Side, list[Participation]]) -> None:
    meeting = plan_meeting(
        actor=facilitator,
        initiative=initiative,
        kind="focus_group",
        title="Diskusi ibu-ibu Teluk Biru (rekaan)",
        title_en="Focus group with mothers of Teluk Biru (invented)",
        purpose="Mengapa ibu tidak kembali mengambil hasil tes, dan apa yang akan membantu mereka?",
        purpose_en="Why do mothers not come back for their results, and what would help them?",
        place="Balai desa Teluk Biru (rekaan)",
        time_zone=WIB,
        is_public=True,
        **hours(-10, time(9), time(12)),
    )
    some = [*sides[Side.GOVERNMENT][3:6], *sides[Side.CIVIL_SOCIETY][2:6]]
    invited = invite_people(actor=facilitator, meeting=meeting, places=some)
    note_present(actor=facilitator, meeting=meeting, invitations=invited[:6], way=Attendance.Way.PAPER)
    kader = WalkIn("Kader posyandu (rekaan)", Side.CIVIL_SOCIETY, "Posyandu Melati (rekaan)", "", "female")
    note_walk_in(actor=facilitator, meeting=meeting, who=kader)
    count_on_paper(actor=facilitator, meeting=meeting, counts={(Side.CITIZENS, "female"): 12})
    lines = [
        Figures("side", Side.GOVERNMENT, 3),
        Figures("side", Side.CIVIL_SOCIETY, 4),
        Figures("side", Side.CITIZENS, 10),
        Figures("sex", "female", 10),
        Figures("first_time", "", 5, 6, 9),
        Figures("disability", "", 2, 2, 1),
    ]
    set_makeup(actor=facilitator, meeting=meeting, lines=lines)
    tell_photos(facilitator, meeting)
    mark_held(actor=facilitator, meeting=meeting)


def _coming(initiative: Initiative, facilitator: Actor, sides: dict[Side, list[Participation]]) -> None:
    meeting = plan_meeting(
        actor=facilitator,
        initiative=initiative,
        kind="forum",
        step=2,
        title="Forum awal kedua pihak (rekaan)",
        title_en="First forum of both sides (invented)",
        purpose="Kedua pihak mendengar hasil konsultasi dan memilih masalah yang akan dikerjakan bersama.",
        purpose_en="Both sides hear what came of the consultation and choose a problem to work on together.",
        place="Aula Pendopo (rekaan), Banyuwangi",
        online_url="https://rapat.contoh.invalid/forum-awal",
        time_zone=WIB,
        is_public=True,
        **hours(9, time(9), time(14)),
    )
    _agenda(facilitator, meeting)
    some = [*sides[Side.GOVERNMENT][:8], *sides[Side.CIVIL_SOCIETY][:8], *sides[Side.OTHER][:3]]
    _invite(facilitator, meeting, some)
    lines = [Figures("side", side, 6) for side in BOTH_SIDES]
    lines += [Figures("sex", "female", 8), Figures("disability", "", 2, 1)]
    set_makeup(actor=facilitator, meeting=meeting, lines=lines)


def _invite(facilitator: Actor, meeting: Meeting, some: list[Participation]) -> None:
    invited = invite_people(actor=facilitator, meeting=meeting, places=some)
    _answer(invited)
    mother = invite_other(
        actor=facilitator,
        meeting=meeting,
        name="Ibu Kartini Wulandari (rekaan)",
        organisation="Kelompok ibu Teluk Biru (rekaan)",
        side=Side.CITIZENS,
        sex="female",
        contact="0800 0000 0000",
    )
    answer_invitation(actor=Actor(), invitation=mother, answer="yes")
    head = next(one for one in invited if one.side == Side.GOVERNMENT)
    issue_invitation(
        actor=facilitator,
        invitation=head,
        writer=COMMITTEE,
        recipient=f"Kepala {head.shown_organisation}",
        answer_to="0800 0000 0000 (rekaan)",
    )


def _agenda(facilitator: Actor, meeting: Meeting) -> None:
    set_mandate(
        actor=facilitator,
        meeting=meeting,
        why="Memilih satu masalah yang dikerjakan bersama (rekaan).",
        may_decide="Masalah mana yang dikerjakan, dan siapa yang menyiapkan pertemuan berikutnya.",
        may_not_decide="Anggaran: diputuskan kepala dinas.",
        rules="Satu orang bicara, yang lain mendengar\nYang belum bicara didahulukan",
    )
    for title, title_en, minutes, prompt, prompt_en in (
        (
            "Apa yang kita dengar?",
            "What did we hear?",
            60,
            "Mana yang mengejutkan Anda?",
            "What surprised you?",
        ),
        (
            "Masalah mana dulu?",
            "Which problem first?",
            120,
            "Apa yang berubah bagi ibu?",
            "What would change?",
        ),
        (
            "Siapa berbuat apa",
            "Who does what",
            60,
            "Apa yang Anda kerjakan minggu ini?",
            "What do you do next?",
        ),
    ):
        told = {"title": title, "title_en": title_en, "prompt": prompt, "prompt_en": prompt_en}
        add_item(actor=facilitator, meeting=meeting, minutes=minutes, owner="Fasilitator", **told)


def _answer(invited: list[Invitation]) -> None:
    """Most come, some are not sure, one sends a deputy, some have not answered."""
    said = ("yes", "yes", "maybe", "yes", "", "no", "yes")
    for place, one in enumerate(invited):
        answer = said[place % len(said)]
        sends = answer == "no" and one.side == Side.GOVERNMENT
        deputy = {"deputy_name": "Wahyu Nugroho (rekaan)", "deputy_office": "Sekretaris"} if sends else {}
        if answer:
            answer_invitation(actor=Actor(), invitation=one, answer=answer, **deputy)


def _caucus(initiative: Initiative, people: list[Participation]) -> Meeting:
    leader = Actor(participations=(next(one for one in people if one.role == Role.LEADER),))
    made = plan_meeting(
        actor=leader,
        initiative=initiative,
        side=Side.GOVERNMENT,
        kind="meeting",
        title="Persiapan pihak pemerintah (rekaan)",
        title_en="Preparation of the government side (invented)",
        place="Ruang rapat Dinas Kesehatan (rekaan)",
        time_zone=WIB,
        **hours(5, time(13), time(15)),
    )
    invite_people(actor=leader, meeting=made, places=people[:5])
    return made
