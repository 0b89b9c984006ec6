"""Filling a database with the demo, once; emptying it only if it is marked as demo.

Everything a person would do goes through the services, so the demo has the audit chain of a real
initiative. Votes alone are written in bulk: a hundred invented people did not really tap four thousand
times.
"""

from datetime import timedelta

import numpy as np
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, Moderation, Statement, Vote
from titiktemu.consultation.services.running import (
    create_consultation,
    open_consultation,
)
from titiktemu.consultation.services.statements import add_statement, moderate
from titiktemu.consultation.tasks import bring_to_gate, recount_turnout, redraw_map
from titiktemu.foundation.actors import Actor, operator
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import (
    Initiative,
    Participant,
    Participation,
    Roster,
    SiteState,
)
from titiktemu.foundation.services.initiatives import (
    create_initiative,
    edit_initiative,
    set_step,
)
from titiktemu.foundation.services.joining import join
from titiktemu.foundation.services.people import appoint, appoint_administrator
from titiktemu.foundation.services.rosters import (
    Person,
    add_person,
    confirm_roster,
    contest_person,
    settle_contest,
)
from titiktemu.foundation.words import BOTH_SIDES, Role, Side, Step, StepProgress
from titiktemu.web.demo import content
from titiktemu.web.demo.catalogue import tell_catalogue
from titiktemu.web.demo.efforts import tell_efforts
from titiktemu.web.demo.evidence import tell_evidence
from titiktemu.web.demo.forum import tell_forum
from titiktemu.web.demo.issues import tell_issues
from titiktemu.web.demo.maps import tell_maps
from titiktemu.web.demo.meetings import tell_meetings
from titiktemu.web.demo.needs import tell_needs
from titiktemu.web.demo.participation import tell_participation
from titiktemu.web.demo.questionnaires import tell_questionnaires
from titiktemu.web.demo.roles import tell_roles
from titiktemu.web.demo.stakeholders import tell_stakeholders
from titiktemu.web.demo.statements import CLAIMS
from titiktemu.web.demo.team import tell_team
from titiktemu.web.demo.understanding import tell_understanding
from titiktemu.web.demo.votes import tell_votes

SEED = 20260214
DAYS_OF_VOTING = 12
# The share of the statements that people of each side went through, and how often they passed.
PATIENCE = {
    Side.GOVERNMENT: 0.9,
    Side.CIVIL_SOCIETY: 0.88,
    Side.OTHER: 0.9,
    Side.CITIZENS: 0.6,
}
PASSING = 0.09
OUTLOOK = 2.2  # how strongly the divide that runs through both sides pulls
OWN_MIND = 0.5  # spread of what nobody's side or outlook explains, in logits


def load() -> bool:
    """Fill an empty database with the demo; False where it is there already.

    RuleBroken for a database with an initiative that is not the demo's, or that an earlier demo told.
    """
    known = SiteState.objects.filter(pk=1, is_demo=True).first()
    if known is not None and known.demo_version == content.VERSION:
        return False
    if Initiative.objects.exists():
        if known is not None:
            raise RuleBroken(
                _("An earlier version of the demo is in this database; --reset makes it afresh.")
            )
        raise RuleBroken(_("This database holds other work; the demo is loaded only into an empty one."))
    with transaction.atomic():
        SiteState.objects.update_or_create(pk=1, defaults={"is_demo": True, "demo_version": content.VERSION})
        consultation = _tell()
        tell_catalogue(consultation.initiative)
        tell_evidence(consultation.initiative, _leading(consultation.initiative))
        tell_issues(consultation.initiative)
        tell_meetings(consultation.initiative, _leading(consultation.initiative))
        tell_stakeholders(consultation.initiative, _leading(consultation.initiative))
        tell_participation(consultation.initiative, _leading(consultation.initiative))
        tell_questionnaires(consultation.initiative)
        tell_maps(consultation.initiative, _leading(consultation.initiative))
        tell_efforts(consultation.initiative, _leading(consultation.initiative))
        tell_roles(consultation.initiative, _leading(consultation.initiative))
        forum = tell_forum(consultation.initiative, _leading(consultation.initiative))
        tell_needs(consultation.initiative, _leading(consultation.initiative))
        tell_understanding(consultation.initiative, _leading(consultation.initiative))
        tell_votes(consultation.initiative, _leading(consultation.initiative))
        tell_team(consultation.initiative, _leading(consultation.initiative), forum)
    redraw_map.call(consultation.pk)
    return True


def reset() -> None:
    """Empty the demo and load it afresh, all or nothing; RuleBroken for any database not marked as demo."""
    require_mark()
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
        load()


def require_mark() -> None:
    """RuleBroken for a database not marked as demo; plain SQL, so that its other tables may be anything."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        marked = False
        if "foundation_sitestate" in tables:
            cursor.execute("SELECT is_demo FROM foundation_sitestate WHERE id = 1")
            marked = any(bool(is_demo) for (is_demo,) in cursor.fetchall())
    if not marked:
        raise RuleBroken(_("This database is not marked as a demo, so it is not emptied."))


def _tell() -> Consultation:
    administrator = _administrator()
    initiative = create_initiative(
        actor=operator(),
        title=content.TITLE,
        title_en=content.TITLE_EN,
        purpose=content.PURPOSE,
        purpose_en=content.PURPOSE_EN,
        sector="1.02",
        region="35.10",
        is_fiction=True,
        starts_on=timezone.localdate() - timedelta(days=40),
        ends_on=timezone.localdate() + timedelta(days=200),
    )
    facilitator = _facilitator(administrator, initiative)
    edit_initiative(actor=facilitator, initiative=initiative, is_public=True)
    set_step(
        actor=facilitator,
        initiative=initiative,
        step=Step.ISSUES,
        progress=StepProgress.UNDER_WAY,
    )
    appoint(
        actor=facilitator,
        initiative=initiative,
        role=Role.OBSERVER,
        name="Lembaga Pendana (rekaan)",
        email="pengamat@contoh.invalid",
    )
    _fill_rosters(facilitator, initiative)
    consultation = _prepare_consultation(facilitator, initiative)
    _let_them_vote(consultation)
    _wait_for_moderation(facilitator, consultation)
    return consultation


def _administrator() -> Actor:
    user = appoint_administrator(
        actor=operator(), name="Pengelola Situs (rekaan)", email="pengelola@contoh.invalid"
    )
    return Actor(user=user)


def _facilitator(administrator: Actor, initiative: Initiative) -> Actor:
    place = appoint(
        actor=administrator,
        initiative=initiative,
        role=Role.FACILITATOR,
        name="Nawang Prameswari (rekaan)",
        email="fasilitator@contoh.invalid",
    )
    return Actor(user=place.user, participations=(place,))


def _leading(initiative: Initiative) -> Actor:
    """The facilitator of the demo, as before."""
    rows = Participation.objects.filter(initiative=initiative, role=Role.FACILITATOR).order_by("pk")
    place = rows[:1].get()
    return Actor(user=place.user, participations=(place,))


def _fill_rosters(facilitator: Actor, initiative: Initiative) -> None:
    rosters = {roster.side: roster for roster in initiative.rosters.all()}
    for office in content.OFFICES:
        for name, title, role in office.people:
            person = Person(
                name=name,
                organisation=office.name,
                kind=office.kind,
                role=role,
                office=title,
            )
            add_person(actor=facilitator, roster=rosters[_side_of(office)], person=person)
    leaders = {side: _leader(rosters[side]) for side in BOTH_SIDES}
    contested = rosters[Side.CIVIL_SOCIETY].people.get(name="Nadia Fitriani")
    contest = contest_person(
        actor=leaders[Side.GOVERNMENT],
        place=contested,
        reason="Apakah jurnalis warga duduk di pihak masyarakat sipil atau di pihak lainnya?",
    )
    settle_contest(
        actor=facilitator,
        contest=contest,
        remove=False,
        reason="Ia anggota forum data warga dan membawa surat tugas forum itu.",
    )
    for side in BOTH_SIDES:
        confirm_roster(actor=leaders[side], roster=Roster.objects.get(pk=rosters[side].pk))


def _side_of(office: content.Office) -> Side:
    return {
        content.OPD: Side.GOVERNMENT,
        content.OMS: Side.CIVIL_SOCIETY,
        content.COMMUNITY: Side.CIVIL_SOCIETY,
    }.get(office.kind, Side.OTHER)


def _leader(roster: Roster) -> Actor:
    return Actor(participations=(roster.people.filter(role=Role.LEADER)[:1].get(),))


def _prepare_consultation(facilitator: Actor, initiative: Initiative) -> Consultation:
    consultation = create_consultation(
        actor=facilitator,
        initiative=initiative,
        title=content.QUESTION,
        title_en=content.QUESTION_EN,
        introduction=content.INTRODUCTION,
        introduction_en=content.INTRODUCTION_EN,
        hosted_by=content.HOST,
        others_vote=True,
    )
    for claim in CLAIMS:
        add_statement(
            actor=facilitator,
            consultation=consultation,
            text=claim.text,
            text_en=claim.text_en,
        )
    return open_consultation(actor=facilitator, consultation=consultation)


def _let_them_vote(consultation: Consultation) -> None:
    rng = np.random.default_rng(SEED)
    initiative = consultation.initiative
    places = list(Participation.objects.filter(initiative=initiative).exclude(roster=None).order_by("pk"))
    # The first of each side stays away, so that the demo's own roles find statements left to answer.
    visitors = {
        side: next(p.pk for p in places if p.side == side and p.role != Role.LEADER) for side in BOTH_SIDES
    }
    people = [
        join(actor=Actor(participations=(place,)), initiative=initiative, invitation="")
        for place in places
        if place.pk not in visitors.values()
    ]
    people += [
        join(actor=Actor(), initiative=initiative, invitation=consultation.join_code)
        for _number in range(content.CITIZENS)
    ]
    statements = list(consultation.statements.order_by("number"))
    for person in people:
        Vote.objects.bulk_create(_votes_of(person, statements, rng))
    opened = timezone.now() - timedelta(days=DAYS_OF_VOTING)
    Consultation.objects.filter(pk=consultation.pk).update(opened_at=opened)
    consultation.refresh_from_db()
    recount_turnout(consultation)
    bring_to_gate(consultation)


def _votes_of(person: Participant, statements: list[Statement], rng: np.random.Generator) -> list[Vote]:
    """One invented person's votes: their side's leaning, an outlook of their own, and some chance."""
    outlook = rng.choice([-1.0, 1.0]) + rng.normal(0, 0.35)
    came = timezone.now() - timedelta(minutes=int(rng.integers(60, DAYS_OF_VOTING * 24 * 60)))
    patience = PATIENCE[Side(person.side)]
    votes = []
    for place, (statement, claim) in enumerate(zip(statements, CLAIMS, strict=True)):
        leaning = _leaning(claim, Side(person.side))
        drawn = rng.random(3)
        if drawn[0] > patience:
            continue
        pull = np.log(leaning / (1 - leaning)) + OUTLOOK * claim.axis * outlook + rng.normal(0, OWN_MIND)
        agrees = drawn[1] < 1 / (1 + np.exp(-pull))
        answer = Vote.Answer.AGREE if agrees else Vote.Answer.DISAGREE
        if drawn[2] < PASSING:
            answer = Vote.Answer.PASS
        votes.append(
            Vote(
                statement=statement,
                participant=person,
                answer=answer,
                cast_at=came + timedelta(seconds=9 * place),
            )
        )
    return votes


def _leaning(claim: content.Claim, side: Side) -> float:
    """How the side leans; those of no side lean as both sides do on average."""
    of_sides = {
        Side.GOVERNMENT: claim.government,
        Side.CIVIL_SOCIETY: claim.civil_society,
        Side.CITIZENS: claim.citizens,
    }
    return of_sides.get(side, (claim.government + claim.civil_society) / 2)


def _wait_for_moderation(facilitator: Actor, consultation: Consultation) -> None:
    """Statements that citizens added: one shown, one hidden with its reason, two that wait."""
    initiative = consultation.initiative
    citizens = Participant.objects.filter(initiative=initiative, side=Side.CITIZENS).order_by("pk")
    texts = (
        "Ruang tunggu puskesmas perlu tempat bermain anak agar ibu mau menunggu hasil tes.",
        "Semua ini salah bidan desa di tempat saya.",
        "Hasil tes perlu dijelaskan dengan bahasa daerah bila ibu memintanya.",
        "Posyandu perlu buka pada hari Minggu.",
    )
    for author, text in zip(citizens, texts, strict=False):
        add_statement(actor=Actor(participants=(author,)), consultation=consultation, text=text)
    waiting = list(consultation.statements.filter(state=Statement.State.WAITING).order_by("number"))
    moderate(
        actor=facilitator,
        statement=waiting[0],
        show=True,
        reason=Moderation.Reason.FITS,
    )
    moderate(
        actor=facilitator,
        statement=waiting[1],
        show=False,
        reason=Moderation.Reason.NAMES_PERSON,
    )
