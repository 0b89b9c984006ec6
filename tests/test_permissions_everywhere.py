"""Every address of the site, as every role and as a stranger, looked at and posted to.

The table says who gets in. An address without a row fails, so that nobody forgets a new one. Whoever is
refused leaves no trace in the audit chain; nothing ever answers with an error of our own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conftest import ClientFixture, PersonFixture
from titiktemu.catalogue.tests.carry import SCHOOLS, dataset_for, protected, released
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.services.running import create_consultation, open_consultation
from titiktemu.consultation.services.sheets import issue_sheets
from titiktemu.consultation.services.statements import add_statement
from titiktemu.documents.tests.papers import paper_arguments
from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.models import AuditEntry, Initiative, Roster
from titiktemu.foundation.queries.rosters import list_fingerprint
from titiktemu.foundation.services.rosters import contest_person
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.stakeholders.tests.mapping import stakeholder_arguments
from titiktemu.meetings.tests.gathering import meeting_arguments
from titiktemu.questionnaires.tests.asked import questionnaire_arguments
from titiktemu.step1_issues.evidence.tests.pressing import evidence_arguments
from titiktemu.step1_issues.participation.tests.taking_part import participation_arguments
from titiktemu.step1_issues.tests.cards import CANDIDATES, issue_arguments
from titiktemu.step2_forum.efforts.tests.working import effort_arguments
from titiktemu.step2_forum.maps.tests.drawing import LATER, map_arguments
from titiktemu.step2_forum.needs.tests.asking import need_arguments
from titiktemu.step2_forum.roles.tests.mirroring import OPENED, role_arguments
from titiktemu.step2_forum.understanding.tests.writing import passage_arguments
from titiktemu.step3_team.tests.teaming import team_arguments

STEERING = frozenset({"facilitator", "administrator"})
SPEAKING = frozenset({"official", "voting official", "leader", "activist", "expert"})
MEMBERS = STEERING | SPEAKING
WITH_OBSERVER = MEMBERS | {"observer"}
EVERYBODY = WITH_OBSERVER | {"citizen", "stranger"}
NOBODY: frozenset[str] = frozenset()
LEADING = STEERING | {"leader"}
OF_THE_SIDE = frozenset({"official", "voting official", "leader"})
DATA = STEERING | OF_THE_SIDE
DATA_OF_A_SIDE = DATA | {"activist"}
BOTH_SIDES_SPEAKING = OF_THE_SIDE | {"activist"}

LET_IN = {200, 302, 409, 422}
REFUSED = {401, 403, 404}
NOT_THIS_WAY = {405}


@dataclass(frozen=True)
class Row:
    """Who may look at an address and who may post to it; None where the address takes no such request.

    ``acts`` says that this very post is carried out, so that it must leave an entry in the chain.
    """

    look: frozenset[str] | None
    post: frozenset[str] | None = None
    sent: Mapping[str, str | list[str]] = field(default_factory=dict)
    acts: bool = False


PERSON = {"name": "Ani", "organisation": "Dinas Baru", "kind": "opd", "role": "representative"}
NEW = {"title": "Air bersih", "time_zone": "Asia/Jakarta"}
MEETING = {
    "kind": "forum", "title": "Forum awal", "day": "2031-03-04", "begins": "09:00", "ends": "12:00",
    "time_zone": "Asia/Jakarta",
}  # fmt: skip
INTERVIEW = {"held_on": "2026-03-02", "field": "Air", "interest": "-", "consent": "none", "problem": "Pipa."}
ASKED_OF_MANY = {"title": "Air", "sampling": "online", "by_link": "on", "by_roster": "on"}
LETTER = {"recipient": "Kepala Dinas", "letterhead": "Panitia", "city": "Kabat", "office": "Ketua"}
TAKEN_PART = {"kind": "survey", "title": "Survei", "day": "2026-03-04", "way": "paper", "level": "consult"}
ASKED = {"title": "Apa yang perlu?", "hosted_by": "Panitia"}

ROWS: dict[str, Row] = {
    # the site
    "web:home": Row(EVERYBODY, EVERYBODY),
    "web:set_language": Row(EVERYBODY, EVERYBODY),
    "web:theme": Row(None, EVERYBODY),
    "web:service_worker": Row(EVERYBODY, None),
    "web:about": Row(EVERYBODY, EVERYBODY),
    "web:privacy": Row(EVERYBODY, EVERYBODY),
    "web:catalogue": Row(NOBODY, NOBODY),  # in the demo only
    "web:demo_roles": Row(NOBODY, NOBODY),  # in the demo only
    "web:import_published": Row(None, NOBODY),  # in the demo only
    # coming in and going out
    "web:sign_in": Row(EVERYBODY, EVERYBODY),
    "web:confirm_code": Row(EVERYBODY, EVERYBODY),
    "web:sign_out": Row(EVERYBODY, EVERYBODY),
    "web:join": Row(EVERYBODY, EVERYBODY, {"code": "22222-22222"}),
    "web:way_back": Row(EVERYBODY, None),
    "web:slip": Row(EVERYBODY, EVERYBODY),
    "account_login": Row(EVERYBODY, EVERYBODY),
    "account_request_login_code": Row(EVERYBODY, EVERYBODY),
    "account_confirm_login_code": Row(EVERYBODY, EVERYBODY),
    # initiatives
    "web:create_initiative": Row(STEERING, STEERING, NEW, acts=True),
    "web:initiative": Row(EVERYBODY, EVERYBODY),
    "web:edit_initiative": Row(STEERING, STEERING, NEW, acts=True),
    "web:step": Row(EVERYBODY, STEERING, {"progress": "done"}, acts=True),
    "web:audit": Row(WITH_OBSERVER, None),
    # lists
    "web:rosters": Row(WITH_OBSERVER, None),
    "web:roster_person": Row(WITH_OBSERVER, None),
    "web:appoint": Row(
        STEERING, STEERING, {"name": "B", "email": "b@example.org", "role": "observer"}, acts=True
    ),
    "web:add_person": Row(LEADING, LEADING, PERSON, acts=True),
    "web:confirm_roster": Row(
        None, frozenset({"official", "voting official", "leader"}), {"seen": "the list"}, acts=True
    ),
    "web:slips": Row(STEERING, STEERING, acts=True),
    "web:contest_person": Row(None, frozenset({"activist"}), {"reason": "Bukan wakil."}, acts=True),
    "web:withdraw_contest": Row(None, frozenset({"activist"}), acts=True),
    "web:settle_contest": Row(STEERING, STEERING, {"reason": "Ada surat.", "outcome": "kept"}, acts=True),
    "web:hand_over": Row(None, LEADING, {"name": "Bayu"}, acts=True),
    "web:renew_code": Row(None, STEERING, acts=True),
    "web:revoke_person": Row(None, LEADING, acts=True),
    "web:forget_person": Row(None, STEERING),  # 409: the person is still on the list
    # consultations
    "consultation:join": Row(EVERYBODY, EVERYBODY),
    "consultation:index": Row(EVERYBODY, None),
    "consultation:create": Row(STEERING, STEERING, ASKED, acts=True),
    "consultation:home": Row(EVERYBODY, None),
    "consultation:edit": Row(STEERING, STEERING, ASKED),
    "consultation:open": Row(STEERING, STEERING),  # 409: it is open already
    "consultation:recount": Row(None, STEERING),  # 409: nobody is new
    "consultation:close": Row(STEERING, STEERING, acts=True),
    "consultation:poster": Row(STEERING, None),
    "consultation:stage": Row(STEERING, None),
    "consultation:console": Row(STEERING, STEERING, {"do": "hide"}, acts=True),
    "consultation:news": Row(EVERYBODY, None),
    "consultation:news_by_code": Row(EVERYBODY, None),
    "consultation:vote": Row(EVERYBODY, EVERYBODY, {"statement": "1", "answer": "1"}),
    "consultation:sheets": Row(STEERING, STEERING, {"citizens": "2"}, acts=True),
    "consultation:print_sheets": Row(STEERING, None),
    "consultation:type_sheet": Row(STEERING, STEERING, {"s1": "1"}, acts=True),
    "consultation:supplies": Row(frozenset({"citizen", "voting official"}), None),
    "consultation:send": Row(None, frozenset({"citizen", "voting official"})),
    "consultation:statements": Row(EVERYBODY, None),
    "consultation:add_statement": Row(EVERYBODY, EVERYBODY, {"text": "Perlu air bersih di sekolah."}),
    "consultation:similar": Row(None, MEMBERS | {"citizen"}, {"text": "air"}),
    "consultation:paste": Row(STEERING, STEERING, {"pasted": "Satu.\nDua."}, acts=True),
    "consultation:merge": Row(STEERING, STEERING, {"numbers": "1", "text": "Air."}),  # 409: one alone
    "consultation:split": Row(STEERING, STEERING, {"parts_text": "Satu.\nDua."}, acts=True),
    "consultation:log_csv": Row(EVERYBODY, None),
    "consultation:moderation": Row(EVERYBODY, None),
    "consultation:moderate": Row(STEERING, STEERING, {"decision": "hide", "reason": "repeats"}),
    "consultation:results": Row(EVERYBODY, None),
    "consultation:results_csv": Row(EVERYBODY, None),
    "consultation:results_json": Row(EVERYBODY, None),
    "consultation:map": Row(EVERYBODY, None),
    "consultation:results_xlsx": Row(EVERYBODY, None),
    "consultation:votes_zip": Row(EVERYBODY, None),  # 409: these votes are not public
    "consultation:picture": Row(EVERYBODY, None),
    "consultation:mine": Row(EVERYBODY, None),
    "consultation:feed": Row(EVERYBODY, None),
    # the catalogue: a dataset of government with a release, and a delivery that waits for a decision
    "catalogue:index": Row(EVERYBODY, None),
    "catalogue:create": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"title": "Sekolah", "side": "government"}, acts=True
    ),
    "catalogue:register_asset": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"title": "Data guru", "side": "government"}, acts=True
    ),
    "catalogue:asset": Row(EVERYBODY, None),
    "catalogue:register_file": Row(EVERYBODY, None),
    "catalogue:tell_asset": Row(None, OF_THE_SIDE, acts=True),
    "catalogue:edit_asset": Row(DATA, DATA, {"title": "Data guru", "side": "government"}, acts=True),
    "catalogue:add_table": Row(DATA, DATA, {"title": "Guru"}, acts=True),
    "catalogue:dataset": Row(EVERYBODY, None),
    "catalogue:edit": Row(DATA, DATA, {"title": "Sekolah"}, acts=True),
    "catalogue:schema": Row(DATA, DATA),
    "catalogue:upload": Row(DATA, DATA),  # 422: no file
    "catalogue:begin": Row(None, DATA, {"name": "a.csv", "size": "5"}, acts=True),
    "catalogue:delivery": Row(DATA, None),
    "catalogue:news": Row(DATA, None),
    "catalogue:part": Row(None, DATA),  # 409: received already
    "catalogue:finish": Row(None, DATA),
    "catalogue:again": Row(None, DATA),  # 409: read already
    "catalogue:cancel": Row(None, DATA),  # 409: nothing is being done
    "catalogue:discard": Row(DATA, DATA, {"reason": "Berkas yang keliru telah dikirim."}, acts=True),
    "catalogue:original": Row(OF_THE_SIDE, None),
    "catalogue:review": Row(DATA, DATA),
    "catalogue:quality": Row(DATA, None),
    "catalogue:protection": Row(DATA, DATA),
    "catalogue:decision": Row(DATA, OF_THE_SIDE),
    "catalogue:release": Row(EVERYBODY, None),
    "catalogue:diff": Row(EVERYBODY, None),
    "catalogue:withdraw": Row(
        OF_THE_SIDE, OF_THE_SIDE, {"reason": "Angka ternyata salah hitung."}, acts=True
    ),
    "catalogue:file": Row(EVERYBODY, None),
    # meetings: one of all, announced to everybody
    "meetings:index": Row(EVERYBODY, None),
    "meetings:create": Row(STEERING | {"leader"}, STEERING, MEETING, acts=True),
    "meetings:home": Row(EVERYBODY, None),
    "meetings:edit": Row(STEERING, STEERING, MEETING, acts=True),
    "meetings:cancel": Row(STEERING, STEERING, {"reason": "Banjir."}, acts=True),
    "meetings:hold": Row(None, STEERING),  # 409: it has not begun
    "meetings:feed": Row(EVERYBODY, None),
    "meetings:ics": Row(EVERYBODY, None),
    "meetings:answer": Row(EVERYBODY, EVERYBODY, {"answer": "yes"}, acts=True),
    "meetings:answer_ics": Row(EVERYBODY, None),
    "meetings:arrive": Row(EVERYBODY, EVERYBODY, {"door_code": "AAAAAA"}),  # 422: not the code of the room
    "meetings:enter": Row(EVERYBODY, EVERYBODY),  # 422: no code
    "meetings:door": Row(EVERYBODY, EVERYBODY, {"name": "Ani", "side": "other"}, acts=True),
    "meetings:people": Row(STEERING, STEERING, {"do": "other", "name": "Ani", "side": "other"}, acts=True),
    "meetings:invitation": Row(STEERING, STEERING, {"contact": "0812"}, acts=True),
    "meetings:makeup": Row(STEERING, STEERING, {"side-government-wanted": "3"}, acts=True),
    "meetings:attendance": Row(EVERYBODY, None),
    "meetings:desk": Row(STEERING, STEERING, {"do": "walk_in", "name": "Ani", "side": "other"}, acts=True),
    "meetings:printed_list": Row(STEERING, None),
    "meetings:list_pdf": Row(STEERING, None),
    "meetings:invitation_letter": Row(STEERING, STEERING, LETTER, acts=True),
    "meetings:assignment_letter": Row(STEERING, STEERING, {**LETTER, "sent_name": "Bayu"}, acts=True),
    "meetings:sheet": Row(STEERING, None),
    "meetings:agenda": Row(EVERYBODY, STEERING, {"title": "Buka", "minutes": "5"}, acts=True),
    "meetings:mandate": Row(STEERING, STEERING, {"why": "Mendengar"}, acts=True),
    "meetings:item": Row(STEERING, STEERING, {"title": "Buka", "minutes": "5"}, acts=True),
    "meetings:pack": Row(EVERYBODY, None),
    "meetings:stage": Row(STEERING, None),
    "meetings:console": Row(STEERING, STEERING, {"do": "item", "item": "1", "turn": "0"}, acts=True),
    "meetings:minutes": Row(WITH_OBSERVER, STEERING, {"text": "Tiga.", "kind": "said"}),
    "meetings:passage": Row(WITH_OBSERVER, WITH_OBSERVER, {"do": "take", "base": "1"}),  # 422: none waits
    "meetings:photos": Row(EVERYBODY, STEERING),  # 422: no photo
    "meetings:photo": Row(EVERYBODY, EVERYBODY, {"do": "take_down"}, acts=True),
    "meetings:photo_file": Row(EVERYBODY, None),
    "meetings:own_photos": Row(EVERYBODY, EVERYBODY, {"do": "take_down"}),
    "meetings:own_photo_file": Row(EVERYBODY, None),
    "meetings:reminders": Row(STEERING, STEERING),  # 409: there is no such reminder
    "meetings:hand_over": Row(STEERING, STEERING),  # 409: there is nobody else
    "meetings:calendar": Row(WITH_OBSERVER, WITH_OBSERVER, {"do": "take"}),
    "meetings:own_feed": Row(EVERYBODY, None),
    # questionnaires: one that is open, with one person's answers and a file whose columns wait
    "questionnaires:link": Row(EVERYBODY, None),
    "questionnaires:index": Row(EVERYBODY, None),
    "questionnaires:create": Row(STEERING, STEERING),  # 422: no file
    "questionnaires:example": Row(EVERYBODY, None),
    "questionnaires:home": Row(EVERYBODY, None),
    "questionnaires:edit": Row(STEERING, STEERING, ASKED_OF_MANY, acts=True),
    "questionnaires:write": Row(STEERING, STEERING),  # 422: no file
    "questionnaires:questions": Row(STEERING, STEERING),  # 409: people are answering
    "questionnaires:add_question": Row(STEERING, STEERING),  # 422: nothing is asked
    "questionnaires:change_question": Row(STEERING, STEERING),  # 422: nothing is asked
    "questionnaires:workbook": Row(EVERYBODY, None),
    "questionnaires:paper": Row(EVERYBODY, None),
    "questionnaires:open": Row(STEERING, STEERING),  # 409: it is open already
    "questionnaires:close": Row(STEERING, STEERING, acts=True),
    "questionnaires:add_wave": Row(None, STEERING),  # 409: the present one is open
    "questionnaires:answer": Row(EVERYBODY, EVERYBODY, {"halaman": "1", "pdam": "ya"}),
    "questionnaires:offline": Row(EVERYBODY, None),
    "questionnaires:token": Row(EVERYBODY, None),
    "questionnaires:send": Row(None, EVERYBODY),  # 422: nothing that can be read
    "questionnaires:typing": Row(STEERING, STEERING, {"side": "citizens", "pdam": "ya"}, acts=True),
    "questionnaires:responses": Row(STEERING, None),
    "questionnaires:response": Row(
        STEERING, STEERING, {"question": "umur", "value": "41", "reason": "Salah ketik."}, acts=True
    ),
    "questionnaires:remove": Row(None, STEERING, {"reason": "Terisi dua kali."}, acts=True),
    "questionnaires:data_csv": Row(STEERING, None),
    "questionnaires:data_xlsx": Row(STEERING, None),
    "questionnaires:imports": Row(STEERING, STEERING),  # 422: no file
    "questionnaires:import": Row(STEERING, STEERING, {"0.0": "@key", "0.1": "pdam"}, acts=True),
    "questionnaires:take_back": Row(None, STEERING, {"reason": "Berkas keliru."}, acts=True),
    "questionnaires:weighing": Row(STEERING, STEERING, acts=True),
    "questionnaires:results": Row(EVERYBODY, None),
    "questionnaires:figures_csv": Row(EVERYBODY, None),
    # participation: an activity with a seat to tap on, and a lottery that is made
    "participation:index": Row(EVERYBODY, None),
    "participation:targets": Row(STEERING, STEERING, {"sex-female": "50", "sex-male": "50"}, acts=True),
    "participation:statement": Row(EVERYBODY, None),
    "participation:create": Row(STEERING, STEERING, TAKEN_PART, acts=True),
    "participation:activity": Row(EVERYBODY, None),
    "participation:edit": Row(STEERING, STEERING, TAKEN_PART, acts=True),
    "participation:gather": Row(None, STEERING, acts=True),
    "participation:take_over": Row(None, STEERING),  # 409: no meeting is linked
    "participation:counting": Row(STEERING, STEERING, {"do": "close"}, acts=True),
    "participation:turns": Row(STEERING, STEERING, {"government": "3 0"}, acts=True),
    "participation:draws": Row(EVERYBODY, None),
    "participation:create_draw": Row(STEERING, STEERING),  # 422: no file
    "participation:draw": Row(EVERYBODY, STEERING),  # 422: no quotas
    "participation:publish": Row(None, STEERING, {"seed_source": "Dadu."}),  # 409: it is published
    "participation:seed": Row(None, STEERING, {"seed": "4-2-6-6-1-3"}, acts=True),
    "participation:lottery": Row(EVERYBODY, None),
    # maps: government has drawn, apart; for some addresses both have opened, or talk about the links
    "maps:index": Row(WITH_OBSERVER, None),
    "maps:create": Row(STEERING, STEERING, {"problem": "Air kotor"}, acts=True),
    "maps:home": Row(WITH_OBSERVER, None),
    "maps:influence": Row(WITH_OBSERVER, None),
    "maps:stage": Row(WITH_OBSERVER, None),
    "maps:align": Row(WITH_OBSERVER, BOTH_SIDES_SPEAKING),  # 422: no pair
    "maps:begin": Row(None, STEERING, acts=True),
    "maps:close": Row(None, STEERING, acts=True),
    "maps:add": Row(STEERING, STEERING, {"do": "card", "text": "Pompa mati", "kind": "cause"}, acts=True),
    "maps:settle": Row(WITH_OBSERVER, STEERING, {"outcome": "kept"}, acts=True),
    "maps:side": Row(DATA, DATA, {"text": "Sumur dangkal", "kind": "cause"}, acts=True),
    "maps:paper": Row(DATA, DATA),  # 422: no lines
    "maps:why": Row(DATA, DATA, {"why1": "Tidak dirawat", "do": "keep"}, acts=True),
    "maps:ready": Row(None, OF_THE_SIDE, acts=True),
    "maps:card": Row(DATA, DATA, {"text": "Pipa tua", "kind": "cause", "version": "1"}, acts=True),
    "maps:link": Row(DATA, DATA, {"sign": "-1", "confidence": "3", "version": "1"}, acts=True),
    "maps:file": Row(DATA, None),
    # needs: one of government, with data that both have rated and an order
    "needs:index": Row(WITH_OBSERVER, None),
    "needs:ask": Row(WITH_OBSERVER, DATA_OF_A_SIDE),  # 422: nothing is said
    "needs:carry": Row(None, DATA, acts=True),
    "needs:need": Row(
        WITH_OBSERVER, DATA, {"do": "settle", "state": "cannot", "answer": "Tidak dicatat."}, acts=True
    ),
    "needs:boards": Row(WITH_OBSERVER, None),
    "needs:rate": Row(
        BOTH_SIDES_SPEAKING, BOTH_SIDES_SPEAKING, {"value": "4", "effort": "2", "risk": "1"}, acts=True
    ),
    "needs:order": Row(WITH_OBSERVER, DATA_OF_A_SIDE),  # 422: what was in view is not said
    "needs:approve": Row(None, BOTH_SIDES_SPEAKING, acts=True),
    "needs:file": Row(WITH_OBSERVER, None),
    # understanding: a target of whoever leads, with a claim of government
    "understanding:index": Row(WITH_OBSERVER, None),
    "understanding:add": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"jenis": "solution", "text": "Air diuji."}, acts=True
    ),
    "understanding:passage": Row(
        WITH_OBSERVER, BOTH_SIDES_SPEAKING, {"do": "endorsed", "base": "1"}, acts=True
    ),
    "understanding:write": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"text": "Air diuji.", "base": "1"}, acts=True
    ),
    "understanding:versions": Row(WITH_OBSERVER, None),
    "understanding:votes": Row(WITH_OBSERVER, STEERING),  # 422: nothing chosen
    "understanding:ask_again": Row(None, STEERING, {"consultation": "1"}, acts=True),
    "understanding:paper": Row(WITH_OBSERVER, STEERING, acts=True),
    "understanding:file": Row(WITH_OBSERVER, None),
    "understanding:add_claim": Row(DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"text": "Pipa bocor."}, acts=True),
    "understanding:claim": Row(DATA, DATA, {"text": "Pipa bocor."}, acts=True),
    # stakeholders: one of government, linked to another, and a meeting that comes
    "stakeholders:index": Row(DATA_OF_A_SIDE, None),
    "stakeholders:create": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"name": "PDAM", "kind": "private"}
    ),  # 422 for those who lead: for whom
    "stakeholders:table": Row(DATA_OF_A_SIDE, DATA_OF_A_SIDE),  # 422: no table
    "stakeholders:stakeholder": Row(
        DATA_OF_A_SIDE, DATA, {"name": "Dinas Air Bersih", "kind": "opd", "version": "1"}, acts=True
    ),
    "stakeholders:ratings": Row(BOTH_SIDES_SPEAKING | {"facilitator"}, None),
    "stakeholders:rate": Row(
        BOTH_SIDES_SPEAKING | {"facilitator"},
        BOTH_SIDES_SPEAKING | {"facilitator"},
        {"power": "3", "interest": "1", "version": "0"},
    ),
    "stakeholders:links": Row(DATA_OF_A_SIDE, DATA_OF_A_SIDE),  # 422: nobody chosen
    "stakeholders:unlink": Row(None, DATA, acts=True),
    "stakeholders:meeting": Row(STEERING, STEERING, {"do": "invite", "chosen": "1"}, acts=True),
    "stakeholders:file": Row(DATA_OF_A_SIDE, None),
    # efforts: one that government recorded
    "efforts:efforts": Row(WITH_OBSERVER, None),
    "efforts:create": Row(
        DATA_OF_A_SIDE, DATA_OF_A_SIDE, {"who": "Dinas", "what": "Uji air"}
    ),  # 422: of which side
    "efforts:table": Row(DATA_OF_A_SIDE, DATA_OF_A_SIDE),  # 422: no table
    "efforts:file": Row(WITH_OBSERVER, None),
    "efforts:effort": Row(
        WITH_OBSERVER, DATA, {"who": "Dinas", "what": "Uji air", "version": "1"}, acts=True
    ),
    # the role mirror: both wrote; the second point of government is what it believes of civil society
    "roles:home": Row(WITH_OBSERVER, None),
    "roles:table": Row(WITH_OBSERVER, None),
    "roles:worksheet": Row(WITH_OBSERVER, None),
    "roles:side": Row(DATA, DATA, {"about": "government", "kind": "does", "text": "Memberi izin"}, acts=True),
    "roles:paper": Row(DATA, DATA, {"question": "government-does", "lines": "Memberi izin"}, acts=True),
    "roles:ready": Row(None, OF_THE_SIDE, acts=True),
    "roles:point": Row(DATA, DATA, {"kind": "does", "text": "Memberi izin", "version": "1"}, acts=True),
    # once both have opened
    "roles:pairs": Row(WITH_OBSERVER, BOTH_SIDES_SPEAKING),  # 422: no pair is named
    "roles:file": Row(WITH_OBSERVER, None),
    "roles:answer": Row(None, STEERING | {"activist"}, {"do": "right", "in_view": "0"}, acts=True),
    # teams: one with a member of government and a mandate; a version to be signed, and the draft of the next
    "team:index": Row(WITH_OBSERVER, None),
    "team:create": Row(STEERING, STEERING, {"name": "Tim", "purpose": "Air."}, acts=True),
    "team:team": Row(WITH_OBSERVER, None),
    "team:edit": Row(STEERING, STEERING, {"name": "Tim", "purpose": "Air.", "version": "1"}, acts=True),
    "team:nominate": Row(DATA_OF_A_SIDE, DATA_OF_A_SIDE),  # 422: nobody chosen
    "team:paper": Row(STEERING, STEERING, {"city": "Malang"}, acts=True),
    "team:member": Row(
        WITH_OBSERVER,
        STEERING,
        {"do": "supervisor", "supervisor": "A", "supervisor_on": "2026-03-02"},
        acts=True,
    ),
    "team:mandate": Row(LEADING, LEADING, {"office": "Seksi", "holding": "plt", "begins_on": "2020-03-02"}),
    "team:hand_over": Row(LEADING, LEADING),  # 422: nobody chosen
    "team:commitment": Row(EVERYBODY, None),
    "team:write": Row(STEERING, STEERING),  # 422: nothing written
    "team:begin": Row(None, STEERING, acts=True),
    "team:sign": Row(frozenset({"leader"}), frozenset({"leader"}), {"strokes": "M1 1"}),  # 422: no signature
    "team:sheet": Row(LEADING, LEADING),  # 422: no file
    "team:review": Row(EVERYBODY, None),
    # issues: a card of government on the wall
    "issues:index": Row(EVERYBODY, None),
    "issues:create": Row(
        MEMBERS, MEMBERS, {"problem": "Air keruh di sekolah.", "scope": "specific"}, acts=True
    ),
    "issues:sector": Row(EVERYBODY, None),
    "issues:merge": Row(STEERING, STEERING),  # 422: nothing chosen
    "issues:card": Row(EVERYBODY, None),
    "issues:edit": Row(
        STEERING | {"official"}, STEERING | {"official"}, {"problem": "Air.", "scope": "broad"}, acts=True
    ),
    "issues:split": Row(STEERING, STEERING, {"problems": "Satu.\nDua."}, acts=True),
    "issues:sort": Row(None, STEERING, {"do": "shortlist"}, acts=True),
    "issues:choose": Row(None, STEERING),  # 409: it is not on the short list
    "issues:why": Row(None, OF_THE_SIDE | {"activist"}, {"reason": "Anak sakit perut."}),
    "issues:name_data": Row(None, MEMBERS, {"title": "Uji air", "state": "existing"}, acts=True),
    "issues:take_data_off": Row(None, MEMBERS, acts=True),
    "issues:solutions": Row(EVERYBODY, MEMBERS, {"title": "Papan."}, acts=True),
    "issues:count_ratings": Row(None, STEERING),  # 409: nobody has rated
    "issues:rate": Row(None, BOTH_SIDES_SPEAKING, {"answer": "1"}),
    "issues:name_for_solution": Row(None, MEMBERS, {"title": "Uji air", "state": "missing"}, acts=True),
    "issues:evidence": Row(
        EVERYBODY,
        STEERING,
        {"channel": "media", "kind": "article", "text": "Air.", "strength": "2"},
        acts=True,
    ),
    "issues:link_gathered": Row(None, STEERING),  # 422: nothing chosen
    "issues:link_piece": Row(STEERING, STEERING, {"issues": ["1"]}, acts=True),
    "issues:unlink": Row(None, STEERING, acts=True),
    "issues:grid": Row(EVERYBODY, None),
    "issues:channel": Row(STEERING, STEERING, {"is_used": "on"}, acts=True),
    "issues:proposal": Row(EVERYBODY, STEERING, {"text": "Kita tangani."}),  # 409: a round is open
    "issues:prepare_round": Row(None, STEERING),  # 422: no rule
    "issues:object": Row(None, BOTH_SIDES_SPEAKING, {"reason": "Belum jelas."}, acts=True),
    "issues:withdraw_objection": Row(None, OF_THE_SIDE, acts=True),
    "issues:settle_objection": Row(None, STEERING, {"fate": "standing", "note": "Dicatat."}, acts=True),
    "issues:rounds": Row(EVERYBODY, None),
    "issues:round": Row(EVERYBODY, None),
    "issues:rule": Row(None, STEERING),  # 422: no rule
    "issues:begin": Row(None, STEERING),  # 409: it is open
    "issues:answer": Row(None, BOTH_SIDES_SPEAKING, {"gradient": "1"}),
    "issues:paper": Row(None, STEERING, {"side": "government", "g1": "1"}, acts=True),
    "issues:pause": Row(None, STEERING | OF_THE_SIDE, {"side": "government"}, acts=True),
    "issues:close_round": Row(None, STEERING, acts=True),
    "issues:speak": Row(None, BOTH_SIDES_SPEAKING),  # 422: nothing said
    "issues:record": Row(STEERING, STEERING),  # it waits for the close
    "issues:advanced": Row(EVERYBODY, None),
    "issues:add_criterion": Row(None, STEERING, {"name": "Anak", "worst": "0", "best": "9"}, acts=True),
    "issues:levels": Row(None, STEERING, acts=True),
    "issues:weights": Row(None, BOTH_SIDES_SPEAKING, {"points_1": "100"}, acts=True),
    "issues:create_poll": Row(STEERING, STEERING),  # 422: nothing asked
    "issues:import_poll": Row(STEERING, STEERING),  # 422: no file
    "issues:poll": Row(EVERYBODY, None),
    "issues:open_poll": Row(None, STEERING),  # 409: it is open
    "issues:cast": Row(None, BOTH_SIDES_SPEAKING, {"i1": "on"}),
    "issues:type_ballots": Row(None, STEERING, {"side": "government", "many": "1", "i1": "on"}, acts=True),
    "issues:take_ballots_out": Row(None, STEERING),  # 422: nothing chosen
    "issues:close_poll": Row(None, STEERING, acts=True),
    "issues:pabulib": Row(EVERYBODY, None),
    # evidence: a source with a feed, an article and a topic
    "evidence:index": Row(MEMBERS, None),
    "evidence:sources": Row(MEMBERS, STEERING, {"name": "Kabar Pesisir"}, acts=True),
    "evidence:switch": Row(None, STEERING, {"do": "stop"}, acts=True),
    "evidence:articles": Row(MEMBERS, None),
    "evidence:add_articles": Row(
        STEERING, STEERING, {"do": "one", "one-source": "Radar", "one-title": "Air"}, acts=True
    ),
    "evidence:article": Row(MEMBERS, STEERING, acts=True),
    "evidence:topics": Row(MEMBERS, STEERING, acts=True),
    "evidence:sample": Row(
        MEMBERS, MEMBERS, {"article": "1", "topic": "1", "tone": "neutral"}
    ),  # 409: not in the sample
    "evidence:draw": Row(STEERING, STEERING, {"draw-size": "10"}, acts=True),
    "evidence:download": Row(MEMBERS, None),
    "evidence:topic": Row(MEMBERS, STEERING, {"name": "Air"}, acts=True),
    "evidence:groups": Row(MEMBERS, None),
    "evidence:write_group": Row(STEERING, STEERING, {"title": "Ibu", "held_on": "2026-03-02"}, acts=True),
    "evidence:group": Row(MEMBERS, STEERING, {"do": "notes", "notes-text": "Air."}, acts=True),
    "evidence:change_group": Row(STEERING, STEERING, {"title": "Ibu", "held_on": "2026-03-02"}, acts=True),
    "evidence:codes": Row(MEMBERS, STEERING, {"name": "Antrean", "meaning": "Menunggu."}, acts=True),
    "evidence:coding": Row(STEERING, frozenset({"facilitator"}), {"p1": "0"}, acts=True),
    "evidence:audio": Row(STEERING, None),
    "evidence:experts": Row(MEMBERS, STEERING, {"text": "Penting?", "low": "a", "high": "b"}, acts=True),
    "evidence:write_interview": Row(STEERING, STEERING, INTERVIEW, acts=True),
    "evidence:interview": Row(MEMBERS, None),
    "evidence:change_interview": Row(STEERING, STEERING, INTERVIEW, acts=True),
    "evidence:question": Row(STEERING, STEERING, {"do": "rate", "e1": "4"}, acts=True),
    # papers: one for all, with a signed copy that the facilitator brought
    "documents:index": Row(EVERYBODY, None),
    "documents:numbering": Row(STEERING, STEERING, {"pattern": "{number}/{code}/{year}"}, acts=True),
    "documents:paper": Row(WITH_OBSERVER, None),
    "documents:download": Row(WITH_OBSERVER, None),
    "documents:visibility": Row(None, STEERING, {"is_public": "1"}, acts=True),
    "documents:add_copy": Row(None, MEMBERS),  # 422: no file
    "documents:copy": Row(WITH_OBSERVER, None),
    "documents:withdraw_copy": Row(STEERING, STEERING, {"reason": "Buram."}, acts=True),
    # for programs
    "api-1:openapi-json": Row(EVERYBODY, EVERYBODY),
    "api-1:initiatives": Row(EVERYBODY, None),
    "api-1:results": Row(EVERYBODY, None),
    "api-1:api-root": Row(NOBODY, NOBODY),
}


def patterns(found: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below, with its whole name."""
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, inner)
        else:
            yield f"{space}{one.name}", one


ADDRESSES = dict(patterns(get_resolver().url_patterns))
OF_AN_INITIATIVE = [
    name for name, one in ADDRESSES.items() if {"slug", "join_code"} & set(one.pattern.converters)
]


def world_of(name: str) -> str:
    """The rows among which an address is tried: its room's, for some as they are earlier or later."""
    time = "candidates" if name in CANDIDATES else LATER.get(name, "opened" if name in OPENED else "")
    return f"{name.partition(':')[0]}{time and f', {time}'}"


def worlds(names: Iterable[str]) -> dict[str, list[str]]:
    """Addresses by the rows among which they are tried: these are made once for all of them."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(world_of(name), []).append(name)
    return found


FORUM: dict[str, Callable[[Actor, dict[str, Actor], Initiative, str], dict[str, Any]]] = {
    "maps": map_arguments,
    "efforts": effort_arguments,
    "roles": role_arguments,
    "needs": need_arguments,
    "understanding": passage_arguments,
    "stakeholders": stakeholder_arguments,
    "team": team_arguments,
}
"""Who makes the rows of a room of steps 2 and 3, given who leads and a speaker of each side."""

WORLDS = worlds(ADDRESSES)
WORLDS_OF_AN_INITIATIVE = worlds(OF_AN_INITIATIVE)


@dataclass
class House:
    """Everybody signed in, and the rows that the addresses speak of."""

    browsers: dict[str, Client]
    arguments: dict[str, Any]
    seen: str

    def address(self, name: str) -> str:
        """The address of this name, of our initiative and its rows."""
        known = dict(self.arguments)
        if name == "catalogue:file":
            known["name"] = "{slug}-{number}-{release}.csv".format(**known)
        return reverse(name, kwargs={key: known[key] for key in ADDRESSES[name].pattern.converters})


@pytest.fixture
def house(
    request: pytest.FixtureRequest,
    person: PersonFixture,
    client_as: ClientFixture,
    facilitator: Actor,
    observer: Actor,
    administrator: Actor,
    initiative: Initiative,
) -> House:
    """The whole cast with an open consultation, a contested person, and a dataset where it is looked at."""
    cast = {
        "stranger": STRANGER,
        "citizen": person(Side.CITIZENS, Role.PARTICIPANT),
        "official": person(Side.GOVERNMENT, Role.REPRESENTATIVE),
        "voting official": person(Side.GOVERNMENT, Role.PARTICIPANT),
        "leader": person(Side.GOVERNMENT, Role.LEADER),
        "activist": person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE),
        "expert": person(Side.OTHER, Role.LEADER),
        "observer": observer,
        "facilitator": facilitator,
        "administrator": administrator,
    }
    browsers = {name: client_as(actor) for name, actor in cast.items()}
    wanted = WORLDS[request.node.callspec.params["world"]][0]
    return House(browsers, *_rows(person, facilitator, cast["activist"], initiative, wanted))


def _rows(
    person: PersonFixture, facilitator: Actor, activist: Actor, initiative: Initiative, wanted: str
) -> tuple[dict[str, Any], str]:
    known, doubted = (
        person(Side.GOVERNMENT, Role.REPRESENTATIVE, number, initiative=initiative).place_in(initiative)
        for number in (2, 3)
    )
    assert known is not None
    assert doubted is not None
    contest = contest_person(actor=activist, place=doubted, reason="Bukan wakil.")
    consultation = _consultation(facilitator, initiative)
    arguments = {
        "slug": initiative.slug,
        "number": consultation.number,
        "statement": 1,
        "join_code": consultation.join_code,
        "code": "22222-22222",
        "place": known.pk,
        "contest": contest.pk,
        "side": Side.GOVERNMENT.value,
        "template": "kesehatan",
        "channel": "opinion",
        **dict.fromkeys(("data", "solution", "link", "objection", "criterion"), 1),
        "name": "hasil",
        "kind": "svg",
        "sheet": issue_sheets(actor=facilitator, consultation=consultation, citizens=1)[0].number,
        "delivery": 1,
        "release": 1,
        "invitation": 1,
        "token": "2" * 26,
        "door_code": "222222",
    }
    if wanted.startswith("questionnaires:"):
        arguments |= questionnaire_arguments(facilitator, initiative)
    if wanted.startswith("meetings:"):
        arguments |= meeting_arguments(facilitator, initiative)
    if wanted.startswith("participation:"):
        arguments |= participation_arguments(facilitator, initiative)
    if wanted.startswith("issues:"):
        official = person(Side.GOVERNMENT, Role.REPRESENTATIVE, initiative=initiative)
        arguments |= issue_arguments(facilitator, official, initiative, wanted)
    if wanted.startswith("evidence:"):
        arguments |= evidence_arguments(facilitator, initiative)
    if wanted.startswith("documents:"):
        arguments |= paper_arguments(facilitator, initiative)
    if wanted.startswith("catalogue:"):
        official = person(Side.GOVERNMENT, Role.REPRESENTATIVE, initiative=initiative)
        arguments |= _data(official, initiative, releases=2)
    arguments |= _forum(person, facilitator, activist, initiative, wanted)
    return arguments, list_fingerprint(Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT))


def _forum(
    person: PersonFixture, facilitator: Actor, activist: Actor, initiative: Initiative, wanted: str
) -> dict[str, Any]:
    """What an address of a room of steps 2 and 3 is about, if one is looked at."""
    room = wanted.partition(":")[0]
    if room not in FORUM:
        return {}
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE, initiative=initiative)
    speakers = {Side.GOVERNMENT.value: official, Side.CIVIL_SOCIETY.value: activist}
    return FORUM[room](facilitator, speakers, initiative, wanted)


def _data(official: Actor, initiative: Initiative, *, releases: int) -> dict[str, Any]:
    """A dataset of government with releases, and a delivery that waits for a decision."""
    dataset = dataset_for(official, initiative)
    for number in range(releases):
        released(official, dataset, SCHOOLS.replace(b";54;", b";%d;" % (60 + number)))
    open_one = protected(official, dataset)
    return {
        "form": "csv",
        "asset": dataset.asset.number,
        "number": dataset.number,
        "release": releases,
        "delivery": open_one.number,
    }


def _consultation(facilitator: Actor, initiative: Initiative) -> Consultation:
    made = create_consultation(actor=facilitator, initiative=initiative, citizens_vote=True, **ASKED)
    add_statement(actor=facilitator, consultation=made, text="Sekolah perlu air bersih.", text_en="")
    return open_consultation(actor=facilitator, consultation=made)


def fault(house: House, name: str, who: str, method: str, allowed: frozenset[str] | None) -> str:
    """Send one request as one person, undo it, and say what was wrong with the answer, or nothing."""
    row = ROWS[name]
    sent = {**row.sent, **({"seen": house.seen} if "seen" in row.sent else {})}
    entries = AuditEntry.objects.count()
    browser = house.browsers[who]
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        address = house.address(name)
        answer = browser.get(address) if method == "get" else browser.post(address, sent)
        left = AuditEntry.objects.count() - entries
        transaction.set_rollback(True)
    browser.cookies = cookies
    where = f"{method} {name} as {who}: {answer.status_code}"
    # Whoever may not know of it at all is told so even where the way of asking is wrong.
    refused = REFUSED if allowed is not None else NOT_THIS_WAY | REFUSED
    is_in = allowed is not None and who in allowed
    if answer.status_code not in (LET_IN if is_in else refused):
        return where
    if left and (not is_in or method == "get"):
        return f"{where}, and an entry was left"
    return f"{where}, and nothing was done" if is_in and method == "post" and row.acts and not left else ""


def faults(house: House, names: Iterable[str], only: frozenset[str] = EVERYBODY) -> list[str]:
    """Look at and post to these addresses as everybody; of those let in by the table ``only`` some may be."""
    asked = [
        fault(house, name, who, method, allowed if allowed is None else allowed & only)
        for name in names
        for who in sorted(house.browsers)
        for method, allowed in (("get", ROWS[name].look), ("post", ROWS[name].post))
    ]
    assert asked
    return [one for one in asked if one]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(ROWS) == set(ADDRESSES)


def test_every_address_has_a_name() -> None:
    assert not [name for name in ADDRESSES if name.endswith("None")]


@pytest.mark.parametrize("world", WORLDS)
def test_an_address_lets_in_whom_the_table_says_and_nobody_else(house: House, world: str) -> None:
    assert faults(house, WORLDS[world]) == []


@pytest.mark.parametrize("world", WORLDS_OF_AN_INITIATIVE)
def test_a_hidden_initiative_is_there_for_its_own_people_only(
    house: House, world: str, make_initiative: Any, person: PersonFixture, client_as: ClientFixture
) -> None:
    hidden = make_initiative("Tertutup", is_public=False)
    activist = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE, initiative=hidden)
    leads = person("", Role.FACILITATOR, initiative=hidden)
    names = WORLDS_OF_AN_INITIATIVE[world]
    house.arguments, house.seen = _rows(person, leads, activist, hidden, names[0])
    assert faults(house, names, frozenset({"administrator"})) == []
    # Its own people see it: the refusals above are not the answer to a mistyped address.
    house.browsers = {"facilitator": client_as(leads)}
    assert faults(house, names) == []


def _nothing_there() -> dict[str, Any]:
    """For every part of every address something that does not exist."""
    unknown = {"int": 10**9, "uuid": "00000000-0000-4000-8000-000000000000"}
    kinds = {
        part: re.sub("Converter$", "", type(converter).__name__).lower()
        for pattern in ADDRESSES.values()
        for part, converter in pattern.pattern.converters.items()
    }
    special = {
        "slug": "tidak-ada",
        "number": 99,
        "join_code": "TIDAK-99",
        "language": "jv",
        "code": "NIXNIXNI",
    }
    return {part: unknown.get(kind, "nothing") for part, kind in kinds.items()} | special


@pytest.mark.parametrize("world", WORLDS_OF_AN_INITIATIVE)
def test_an_address_of_something_that_is_not_there_is_not_there(house: House, world: str) -> None:
    house.arguments = _nothing_there()
    answers = {
        f"{method.__name__} {name} as {who}": method(house.address(name), ROWS[name].sent).status_code
        for name in WORLDS_OF_AN_INITIATIVE[world]
        for who in ("stranger", "facilitator", "administrator")
        for method in (house.browsers[who].get, house.browsers[who].post)
    }
    assert {asked: code for asked, code in answers.items() if code not in REFUSED | NOT_THIS_WAY} == {}


@pytest.mark.parametrize("world", WORLDS)
def test_no_address_changes_anything_when_it_is_merely_opened(house: House, world: str) -> None:
    entries = AuditEntry.objects.count()
    for name in WORLDS[world]:
        for browser in house.browsers.values():
            browser.get(house.address(name))
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("world", WORLDS)
def test_every_form_is_refused_when_it_comes_from_elsewhere(house: House, world: str) -> None:
    for name in WORLDS[world]:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = house.browsers["facilitator"].cookies
        answer = browser.post(house.address(name), ROWS[name].sent)
        assert answer.status_code in {403, 404, 405}, f"{name}: {answer.status_code}"
