"""The demo's stakeholder map: twelve with their links, rated apart by each group. All of it is invented."""

from typing import Final

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Organisation, Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.services.inviting import invite_stakeholders
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders
from titiktemu.meetings.stakeholders.services.rating import Said, rate_as_leading, rate_for_side
from titiktemu.meetings.stakeholders.services.register import add_stakeholder
from titiktemu.meetings.stakeholders.words import LEADING, Tie

GOVERNMENT, CIVIL_SOCIETY = BOTH_SIDES
PEOPLE: Final = (
    # who put it there, name, group, what is at stake, organisation of the lists
    (GOVERNMENT, "Dinas Kesehatan Kabupaten (rekaan)", "opd", "Bertanggung jawab atas tes dan obat.", True),
    (GOVERNMENT, "RSUD Samudra (rekaan)", "opd", "Merawat ibu yang dirujuk.", True),
    (GOVERNMENT, "Bappeda Kabupaten (rekaan)", "opd", "Menyusun anggaran tahun depan.", True),
    (GOVERNMENT, "Gudang Farmasi Daerah (rekaan)", "opd", "Mengirim alat tes ke puskesmas.", False),
    (CIVIL_SOCIETY, "Yayasan Rekan Ibu (rekaan)", "oms", "Mendampingi ibu dari tes sampai berobat.", True),
    (CIVIL_SOCIETY, "Kader posyandu tiga desa (rekaan)", "community", "Dipercaya ibu hamil.", False),
    (CIVIL_SOCIETY, "Ibu hamil di dusun jauh (rekaan)", "citizens", "Membayar ongkos setiap tes.", False),
    (CIVIL_SOCIETY, "Paguyuban dukun bayi (rekaan)", "community", "Sering didatangi lebih dahulu.", False),
    (GOVERNMENT, "Perusahaan Pengalengan Ombak (rekaan)", "private", "Banyak pekerjanya ibu muda.", False),
    (CIVIL_SOCIETY, "Radio Teluk Biru (rekaan)", "media", "Didengar di dapur dan di perahu.", False),
    (None, "Universitas Tanjung Rejo (rekaan)", "academic", "Dapat memeriksa angka.", False),
    (None, "Lembaga Pendana (rekaan)", "funder", "Membiayai pertemuan.", False),
)  # fmt: skip
LINKS: Final = (
    (GOVERNMENT, 1, Tie.OVERSEES, 2),
    (GOVERNMENT, 1, Tie.COMMISSIONS, 4),
    (GOVERNMENT, 3, Tie.FUNDS, 1),
    (CIVIL_SOCIETY, 5, Tie.ADVISES, 6),
    (CIVIL_SOCIETY, 6, Tie.COOPERATES, 7),
    (CIVIL_SOCIETY, 8, Tie.CONFLICT, 2),
    (CIVIL_SOCIETY, 5, Tie.COOPERATES, 10),
    (None, 12, Tie.FUNDS, 5),
    (None, 11, Tie.ADVISES, 3),
)
RATED: Final = {
    GOVERNMENT.value: (
        (3, 3),
        (2, 2),
        (3, 1),
        (2, 1),
        (1, 3),
        (1, 2),
        (0, 3),
        (1, 0),
        (2, 0),
        (2, 1),
        (1, 1),
    ),
    CIVIL_SOCIETY.value: ((3, 2), (2, 1), (3, 0), (2, 2), (2, 3), (2, 3), (0, 3), (2, 2), (1, 0), (2, 2)),
    LEADING: ((3, 3), (2, 2), (3, 1), (2, 2), (2, 3), (1, 3), (0, 3), (1, 1), (2, 1), (2, 1), (1, 2), (2, 2)),
}
"""Power and interest in the order of the map; who is not yet rated by a group is missing at the end."""
CONTACT: Final = "0800 0000 0000"


def tell_stakeholders(initiative: Initiative, facilitator: Actor) -> None:
    """Both sides and whoever leads map; two of the map are invited to the forum that comes."""
    actors: dict[Side | None, Actor] = {side: _speaker(initiative, side) for side in BOTH_SIDES}
    actors[None] = facilitator
    rows = [_put(initiative, actors[by], by, told) for by, *told in PEOPLE]
    for by, first, tie, second in LINKS:
        link_stakeholders(
            actor=actors[by],
            initiative=initiative,
            side=by.value if by else "",
            first=rows[first - 1],
            second=rows[second - 1],
            tie=tie.value,
        )
    for side in BOTH_SIDES:
        for row, marks in zip(rows, RATED[side.value], strict=False):
            rate_for_side(actor=actors[side], stakeholder=row, side=side.value, said=Said(*marks))
    for row, marks in zip(rows, RATED[LEADING], strict=False):
        rate_as_leading(actor=facilitator, stakeholder=row, said=Said(*marks))
    forum = Meeting.objects.get(initiative=initiative, kind="forum", side="", state=Meeting.State.PLANNED)
    invite_stakeholders(actor=facilitator, meeting=forum, stakeholders=[rows[5], rows[10]])


def _put(initiative: Initiative, actor: Actor, by: Side | None, told: list[object]) -> Stakeholder:
    name, kind, note, is_listed = told
    organisation = Organisation.objects.get(name=name) if is_listed else None
    return add_stakeholder(
        actor=actor,
        initiative=initiative,
        side=by.value if by else "",
        name=name,
        kind=kind,
        note=note,
        organisation=organisation,
        contact="" if is_listed else CONTACT,
    )


def _speaker(initiative: Initiative, side: Side) -> Actor:
    places = Participation.objects.filter(initiative=initiative, side=side, revoked_at=None)
    place = places.filter(role__in=[Role.LEADER, Role.REPRESENTATIVE]).order_by("pk")[:1].get()
    return Actor(participations=(place,))
