"""The home page, an initiative's overview, its steps, and the forms of the facilitator."""

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.consultation.models import Consultation, Statement
from titiktemu.foundation.models import AuditEntry, Initiative, Roster
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.services.initiatives import set_step
from titiktemu.foundation.services.rosters import Person, add_person, confirm_roster, contest_person
from titiktemu.foundation.words import OrganisationKind, Role, Side, Step, StepProgress
from titiktemu.web import queries

ROLES = [
    ("", Role.FACILITATOR),
    ("", Role.OBSERVER),
    (Side.GOVERNMENT, Role.LEADER),
    (Side.CIVIL_SOCIETY, Role.REPRESENTATIVE),
    (Side.CIVIL_SOCIETY, Role.PARTICIPANT),
    (Side.CITIZENS, Role.PARTICIPANT),
]


@pytest.fixture
def page(initiative):
    return reverse("web:initiative", args=[initiative.slug])


def step_page(initiative, number):
    return reverse("web:step", args=[initiative.slug, number])


def consultation_of(initiative, number=1, state=Consultation.State.OPEN, statements=3):
    made = Consultation.objects.create(
        initiative=initiative, number=number, title=f"Tanya {number}", state=state, join_code=f"TEMU-{number}"
    )
    Statement.objects.bulk_create(
        Statement(consultation=made, number=one, text=f"Kalimat {one}", added_at=timezone.now())
        for one in range(1, statements + 1)
    )
    return made


@pytest.mark.parametrize(("side", "role"), ROLES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_overview_and_steps_answer_every_role_in_both_languages(
    client_as, person, initiative, page, side, role, language
):
    consultation_of(initiative)
    client = client_as(person(side, role))
    for address in [page, *(step_page(initiative, step) for step in Step)]:
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        assert answer.text.count('class="spine"') == 1
        assert answer.text.count("<h1") == 1


def test_step_says_what_it_is_for_and_what_the_guideline_advises(client, initiative):
    for step in Step:
        answer = client.get(step_page(initiative, step), headers={"accept-language": "en"})
        assert 'aria-current="step"' in answer.text
        assert "What to do next" in answer.text
        # The first two have their tools; the pages of the others say what is still to come.
        assert ("come in a later version" in answer.text) == (step in (Step.ACTION, Step.LEARNING))


def test_there_is_no_sixth_step(client, initiative):
    assert client.get(step_page(initiative, 6)).status_code == 404


def test_stranger_is_not_told_that_a_hidden_initiative_exists(client, make_initiative):
    hidden = make_initiative("Rahasia", is_public=False)
    assert client.get(reverse("web:initiative", args=[hidden.slug])).status_code == 404
    assert client.get(step_page(hidden, 1)).status_code == 404
    assert "Rahasia" not in client.get("/").text


def test_facilitator_sets_a_step_and_the_spine_shows_it(client_as, facilitator, initiative):
    answer = client_as(facilitator).post(step_page(initiative, 2), {"progress": "under_way"}, follow=True)
    assert answer.status_code == 200
    assert initiative.steps.get(step=2).progress == StepProgress.UNDER_WAY
    assert 'class="under_way"' in answer.text


def test_state_that_does_not_exist_is_answered_with_what_is_wrong(client_as, facilitator, initiative):
    answer = client_as(facilitator).post(step_page(initiative, 2), {"progress": "perfect"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_others_are_not_offered_to_set_a_step_and_may_not(client_as, person, initiative):
    client = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    assert 'name="progress"' not in client.get(step_page(initiative, 2)).text
    assert client.post(step_page(initiative, 2), {"progress": "done"}).status_code == 403
    assert initiative.steps.get(step=2).progress == StepProgress.NOT_STARTED


def test_facilitator_starts_an_initiative(client_as, facilitator):
    said = {"title": "Sampah sungai", "sector": "2.11", "region": "35.75", "time_zone": "Asia/Jakarta"}
    answer = client_as(facilitator).post(reverse("web:create_initiative"), said)
    made = Initiative.objects.get(title="Sampah sungai")
    assert answer["Location"] == reverse("web:initiative", args=[made.slug])
    assert made.region_name.startswith("Kota Pasuruan")


def test_initiative_that_ends_before_it_starts_is_not_saved_and_nothing_typed_is_lost(client_as, facilitator):
    said = {
        "title": "Terbalik",
        "time_zone": "Asia/Jakarta",
        "starts_on": "2026-12-01",
        "ends_on": "2026-11-01",
    }
    answer = client_as(facilitator).post(reverse("web:create_initiative"), said)
    assert answer.status_code == 422
    assert 'value="Terbalik"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not Initiative.objects.filter(title="Terbalik").exists()


def test_facilitator_changes_the_description(client_as, facilitator, initiative):
    address = reverse("web:edit_initiative", args=[initiative.slug])
    said = {"title": "Nama baru", "time_zone": "Asia/Makassar"}
    client_as(facilitator).post(address, said)
    initiative.refresh_from_db()
    assert (initiative.title, initiative.time_zone) == ("Nama baru", "Asia/Makassar")


@pytest.mark.parametrize("name", ["create", "edit"])
def test_only_those_who_steer_write_descriptions(client_as, person, initiative, name):
    args = [] if name == "create" else [initiative.slug]
    client = client_as(person(Side.CIVIL_SOCIETY, Role.LEADER))
    assert client.get(reverse(f"web:{name}_initiative", args=args)).status_code == 403


def test_invented_initiative_says_so(client, make_initiative):
    made = make_initiative("Rekaan", is_fiction=True)
    text = client.get(reverse("web:initiative", args=[made.slug]), headers={"accept-language": "en"}).text
    assert "Example data, invented" in text
    assert "Every person and organisation in this initiative is invented" in text


SOURCE = {
    "source_url": "https://example.org/x",
    "source_licence": "CC BY 4.0",
    "source_credit": "Yang menulis",
}


def test_an_imported_consultation_is_listed_with_source_licence_and_credit(client, initiative, page):
    made = consultation_of(initiative, state=Consultation.State.CLOSED)
    Consultation.objects.filter(pk=made.pk).update(content_hash="1", has_sides=False, **SOURCE)
    text = client.get(page).text
    assert all(one in text for one in SOURCE.values())


def test_an_initiative_of_imports_alone_says_nothing_of_sides(client, initiative, page):
    made = consultation_of(initiative, state=Consultation.State.CLOSED)
    english = {"accept-language": "en"}
    text = client.get(page, headers=english).text
    assert "Who speaks for whom" in text
    assert "code on their slip" in text
    Consultation.objects.filter(pk=made.pk).update(content_hash="1", has_sides=False)
    text = client.get(page, headers=english).text
    assert "Who speaks for whom" not in text
    assert "code on their slip" not in text
    assert "taken over from another platform" in text


def test_the_way_back_is_linked_for_those_who_need_it(client_as, page, citizen, person):
    way = f'href="{reverse("web:way_back")}"'
    assert client_as(citizen).get(page).text.count(way) == 2
    assert way not in client_as(person(Side.GOVERNMENT, Role.PARTICIPANT)).get(page).text


def waits(initiative, actor):
    found = queries.waits_of(
        initiative, actor, queries.sides_of(initiative), queries.rooms_of(initiative, actor)
    )
    return [wait.text for wait in found]


def test_a_side_is_asked_to_confirm_its_own_list_and_not_the_other(initiative, person):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    activist = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    asked = "Confirm the list of those who speak for your side"
    assert asked in waits(initiative, official)
    confirm_roster(actor=official, roster=Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT))
    assert asked not in waits(initiative, official)
    assert asked in waits(initiative, activist)


def test_facilitator_is_asked_to_decide_a_contest(initiative, person, facilitator):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    activist = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    contest_person(actor=activist, place=official.participations[0], reason="Sudah pindah.")
    assert "A doubt about 1 person waits for a decision" in waits(initiative, facilitator)
    assert not any("doubt" in text for text in waits(initiative, activist))


def test_open_statements_wait_for_those_who_vote_and_not_for_those_who_lead(
    initiative, person, facilitator, administrator
):
    consultation_of(initiative, statements=3)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    assert "3 statements wait for your answer" in waits(initiative, official)
    assert "3 statements wait for your answer" not in waits(initiative, facilitator)
    assert "3 statements wait for your answer" not in waits(initiative, administrator)


def test_draft_consultation_is_known_to_those_who_prepare_it_alone(initiative, person, facilitator):
    consultation_of(initiative, state=Consultation.State.DRAFT)
    assert len(queries.rooms_of(initiative, facilitator)) == 1
    assert queries.rooms_of(initiative, person(Side.GOVERNMENT, Role.LEADER)) == []


def events(initiative, actor):
    return [event.sentence for event in queries.events_of(initiative, actor)]


def test_what_happened_on_a_day_is_told_together_without_names(initiative, administrator, facilitator):
    roster = Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT)
    for name in ("Budi", "Siti"):
        kind = OrganisationKind.GOVERNMENT_OFFICE
        add_person(
            actor=administrator, roster=roster, person=Person(name=name, organisation="Dinas", kind=kind)
        )
    told = events(initiative, facilitator)
    assert "2 people were put on a list." in told
    assert not any("Budi" in sentence or "Dinas" in sentence for sentence in told)


def test_strangers_read_of_steps_and_consultations_alone(initiative, administrator, person, stranger):
    person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    set_step(actor=administrator, initiative=initiative, step=1, progress="done")
    assert events(initiative, stranger) == [
        "Step “Starting point” was marked: Done.",
        "The initiative was started.",
    ]


def test_what_happened_has_a_sentence_for_every_verb_that_people_should_read(initiative, facilitator):
    unsaid = {
        Action.SIGN_IN_BY_CODE, Action.VIEW_INITIATIVE, Action.VIEW_ROSTER, Action.VIEW_AUDIT,
        Action.RENEW_CODE, Action.VIEW_MODERATION, Action.VIEW_RESULTS, Action.CAST_VOTE,
        Action.EDIT_CONSULTATION, Action.SET_STEP, Action.APPOINT, Action.APPOINT_ADMINISTRATOR,
        Action.FORGET_PERSON, Action.SET_TIMER,
        # What a side does with its files is its own affair until something is released.
        Action.VIEW_CATALOGUE, Action.VIEW_DELIVERY, Action.VIEW_ROWS, Action.VIEW_ORIGINAL, Action.ADD_ASSET,
        Action.EDIT_ASSET, Action.ADD_DATASET, Action.EDIT_DATASET, Action.WRITE_SCHEMA, Action.UPLOAD,
        Action.CONFIRM_TABLE, Action.PROTECT_TABLE, Action.DECIDE_RELEASE, Action.DISCARD_DELIVERY,
        Action.CANCEL_WORK,
        # Of questionnaires that they were prepared, opened and closed; who answers is nobody's affair.
        Action.VIEW_QUESTIONNAIRE, Action.EDIT_QUESTIONNAIRE, Action.WRITE_QUESTIONS, Action.ADD_WAVE,
        Action.ANSWER_QUESTIONNAIRE, Action.ENTER_ANSWERS, Action.IMPORT_ANSWERS, Action.VIEW_ANSWERS,
        Action.CORRECT_ANSWERS, Action.REMOVE_ANSWERS, Action.WEIGH_ANSWERS,
        # Papers have their own list; what they are about has a sentence of its own.
        Action.VIEW_PAPERS, Action.VIEW_SIDE_PAPERS, Action.ISSUE_PAPER, Action.SHOW_PAPER,
        Action.ADD_SIGNED_COPY, Action.WITHDRAW_SIGNED_COPY, Action.SET_NUMBERING,
        # Of meetings that they were planned, held or cancelled; who comes is not for everybody.
        Action.VIEW_MEETINGS, Action.EDIT_MEETING, Action.INVITE, Action.ISSUE_LETTER,
        Action.ANSWER_INVITATION, Action.SET_MAKEUP, Action.CHECK_IN, Action.KEEP_ATTENDANCE,
        Action.SET_AGENDA, Action.RUN_MEETING, Action.WRITE_MINUTES, Action.ANSWER_MINUTES,
        Action.ISSUE_MINUTES, Action.REMIND, Action.KEEP_FEED, Action.HAND_OVER_MEETING,
        Action.ADD_PHOTO, Action.SHOW_PHOTO, Action.ERASE_PHOTO, Action.TAKE_DOWN_PHOTO, Action.SAY_NO_PHOTO,
        # Of issues the turning points; the log has the rest.
        Action.VIEW_ISSUES, Action.EDIT_ISSUE, Action.SAY_WHY, Action.NAME_DATA, Action.ADD_SOLUTION,
        Action.RATE_SOLUTION, Action.CLOSE_RATINGS, Action.LINK_EVIDENCE, Action.RANK_CHANNEL,
        Action.EDIT_CRITERIA,
        Action.SET_WEIGHTS, Action.PREPARE_POLL, Action.OPEN_POLL, Action.CAST_BALLOT,
        Action.TYPE_BALLOTS, Action.CLOSE_POLL, Action.IMPORT_POLL, Action.WRITE_PROPOSAL,
        Action.PREPARE_ROUND, Action.CAST_GRADIENT,
        Action.TYPE_PAPER, Action.PAUSE_ROUND, Action.SPEAK_FOR_SIDE, Action.RAISE_OBJECTION,
        Action.WITHDRAW_OBJECTION, Action.SETTLE_OBJECTION,
        # Of evidence and participation their own pages tell, with how it came about.
        Action.VIEW_EVIDENCE, Action.ADD_SOURCE, Action.ADD_ARTICLES, Action.SORT_ARTICLES,
        Action.CODE_ARTICLE, Action.WRITE_GROUP, Action.CODE_PASSAGE, Action.WRITE_INTERVIEW,
        Action.RUN_DELPHI, Action.VIEW_PARTICIPATION, Action.SET_TARGETS, Action.KEEP_ACTIVITY,
        Action.COUNT_VOICE, Action.PREPARE_SELECTION,
        # Of causal maps that they were begun, talked about and closed; what a side draws is its own affair.
        Action.VIEW_MAPS, Action.VIEW_SIDE_MAP, Action.DRAW_MAP, Action.ASK_DATA, Action.OPEN_SIDE,
        Action.ALIGN_CARDS, Action.ADD_JOINT, Action.SETTLE_LINK,
        # Of data needs that both sides have come to an order; their own pages tell the rest.
        Action.TELL_ASSET, Action.VIEW_TOLD_ASSET, Action.VIEW_NEEDS, Action.ASK_NEED, Action.LINK_ASSET,
        Action.SETTLE_NEED, Action.RATE_ASSET, Action.WRITE_ORDER,
        # The stakeholder map is read as it stands, and ratings are nobody else's.
        Action.VIEW_STAKEHOLDERS, Action.KEEP_STAKEHOLDER, Action.LINK_STAKEHOLDERS,
        Action.RATE_STAKEHOLDER, Action.RATE_AS_LEADING, Action.INVITE_STAKEHOLDERS,
        # Of the role mirror nothing: what a side writes is its own affair, the rest stands on its pages.
        Action.VIEW_ROLES, Action.VIEW_SIDE_ROLES, Action.WRITE_ROLE, Action.OPEN_ROLES,
        Action.ANSWER_ROLE, Action.PAIR_POINTS,
        # The register of current efforts is read as it stands.
        Action.VIEW_EFFORTS, Action.KEEP_EFFORT,
        # Shared understanding is read as it stands, with all its versions.
        Action.VIEW_UNDERSTANDING, Action.WRITE_PASSAGE, Action.ANSWER_PASSAGE, Action.ACCEPT_FIGURES,
        Action.KEEP_CLAIM, Action.REMOVE_PASSAGE,
        Action.CHOOSE_ROUNDS, Action.ISSUE_UNDERSTANDING,
        # Of teams that they were formed, handed over and committed to; who said yes is for their own page.
        Action.VIEW_TEAMS, Action.EDIT_TEAM, Action.NOMINATE, Action.ANSWER_NOMINATION,
        Action.NOTE_SUPERVISOR, Action.SET_CO_LEAD, Action.LEAVE_TEAM, Action.WRITE_MANDATE,
        Action.ISSUE_TEAM_PAPER, Action.VIEW_COMMITMENT, Action.WRITE_STATEMENT,
    }  # fmt: skip
    assert set(Action) - unsaid == set(queries.EVENTS)
    for action in queries.EVENTS:
        entry = AuditEntry(action=action, detail={})
        assert queries._sentence(entry, 1)
        assert queries._sentence(entry, 3)


@pytest.mark.parametrize("many", [1, 12])
def test_overview_takes_the_same_queries_for_one_row_and_for_many(
    client_as, person, initiative, page, django_assert_num_queries, many
):
    for number in range(1, many + 1):
        consultation_of(initiative, number)
        person(Side.GOVERNMENT, Role.REPRESENTATIVE, number)
    client = client_as(person(Side.CIVIL_SOCIETY, Role.PARTICIPANT))
    client.get(page)
    with django_assert_num_queries(18):
        client.get(page)


@pytest.mark.parametrize("many", [1, 12])
def test_home_takes_the_same_queries_for_one_row_and_for_many(
    client, make_initiative, django_assert_num_queries, many
):
    for number in range(many):
        make_initiative(f"Contoh {number}")
    with django_assert_num_queries(3):
        client.get("/")


def test_empty_home_teaches_and_offers_the_first_action_to_those_who_may(client, client_as, administrator):
    english = {"accept-language": "en"}
    assert "come in with the code on your slip" in client.get("/", headers=english).text
    text = client_as(administrator).get("/", headers=english).text
    assert "one run of the five steps" in text
    assert reverse("web:create_initiative") in text
