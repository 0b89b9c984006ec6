"""The demo's team and the leaders' commitment, signed by one side so far. All of it is invented."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Meeting
from titiktemu.step3_team.models import Member, Team
from titiktemu.step3_team.services.forming import form_team
from titiktemu.step3_team.services.mandates import write_mandate
from titiktemu.step3_team.services.members import answer_nomination, nominate, note_supervisor, set_co_lead
from titiktemu.step3_team.services.signing import sign_by_drawing
from titiktemu.step3_team.services.statements import open_statement, write_statement

PEOPLE: Final = (
    ("Yoga Pamungkas", "data", "Menyatukan buku kohort dengan aplikasi di puskesmas (rekaan)", 6, "Data"),
    ("Wulan Septiani", "apply", "Memakai daftar kunjungan ibu hamil tiap Senin (rekaan)", 4, "Kunjungan"),
    ("Yusuf Maulana", "build", "Membuat daftar pengingat dari data yang dibuka (rekaan)", 8, "Data"),
    ("Gita Maharani", "use", "Mendampingi ibu yang belum datang kembali (rekaan)", 6, "Kunjungan"),
)
SIGNATURE: Final = (
    "M40 130 L90 40 L120 150 L160 60 L200 140 M230 90 L260 60 L290 120 L330 70 L420 110 M60 165 L440 150"
)


def tell_team(initiative: Initiative, facilitator: Actor, forum: Meeting) -> None:
    """A team of four with a skill that nobody holds, a mandate, and a statement that one leader signed."""
    team = form_team(
        actor=facilitator,
        initiative=initiative,
        name="Tim Pengingat Ibu (rekaan)",
        name_en="Team for reminding mothers (invented)",
        purpose="Agar hasil pemeriksaan sampai ke ibu dan puskesmas dalam seminggu.",
        purpose_en="So that results reach mothers and the health centre within a week.",
        formed_in=forum,
        skills=["Data", "Kunjungan", "Pelindungan data pribadi"],
    )
    members = [_member(facilitator, team, *told) for told in PEOPLE]
    for member in (members[0], members[2]):
        set_co_lead(actor=facilitator, member=member)
    today = timezone.localdate()
    note_supervisor(
        actor=facilitator, member=members[0], supervisor="Kepala Puskesmas (rekaan)", supervisor_on=today
    )
    write_mandate(
        actor=facilitator,
        member=members[0],
        office="Petugas pencatatan (rekaan)",
        begins_on=today,
        successor_office="Petugas pencatatan berikutnya (rekaan)",
    )
    _commit(initiative, facilitator)


def _member(
    facilitator: Actor, team: Team, name: str, work: str, builds: str, hours: int, skill: str
) -> Member:
    place = Participation.objects.get(initiative=team.initiative, name__startswith=name, revoked_at=None)
    member = nominate(
        actor=facilitator,
        team=team,
        place=place,
        work=work,
        builds=builds,
        hours=hours,
        skills=team.skills.filter(name=skill),
    )
    return answer_nomination(actor=Actor(participations=(place,)), member=member, agrees=True)


def _commit(initiative: Initiative, facilitator: Actor) -> None:
    write_statement(
        actor=facilitator,
        initiative=initiative,
        text="Kami bekerja sama agar setiap ibu hamil menerima hasil pemeriksaannya dalam seminggu (rekaan).",
        text_en="We work together so that every pregnant woman gets her results within a week (invented).",
        may_decide="Cara kerja, jadwal, dan uji coba di dua desa",
        may_decide_en="Methods, the calendar, and trials in two villages",
        data_released="Jumlah pemeriksaan dan lamanya hasil, per desa, Dinas Kesehatan",
        data_released_en="Check-ups and how long results take, by village, Health Office",
        resources="Tanpa anggaran baru: tenaga sendiri, dan ruang rapat dari Yayasan Rekan Ibu",
        resources_en="No new budget: own staff, and a meeting room of Yayasan Rekan Ibu",
        review_on=timezone.localdate() + timedelta(days=90),
        city="Banyuwangi",
    )
    statement = open_statement(actor=facilitator, initiative=initiative)
    places = initiative.participations.filter(side=Side.CIVIL_SOCIETY, role=Role.LEADER, revoked_at=None)
    leader = Actor(participations=(places.order_by("pk")[:1].get(),))
    sign_by_drawing(actor=leader, statement=statement, strokes=SIGNATURE, signed_in="Banyuwangi")
