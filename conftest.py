"""The fixed cast of every test: an initiative and the people around it, made through the real services."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from titiktemu.foundation.actors import CODES, PARTICIPANTS, STRANGER, Actor, actor_for, operator
from titiktemu.foundation.models import Initiative, Participant, Roster, User
from titiktemu.foundation.services.initiatives import create_initiative
from titiktemu.foundation.services.joining import join
from titiktemu.foundation.services.people import appoint, appoint_administrator
from titiktemu.foundation.services.rosters import Person, add_person
from titiktemu.foundation.words import OrganisationKind, Role, Side

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

PersonFixture = Callable[..., Actor]
ClientFixture = Callable[[Actor], Client]

KIND_OF_SIDE = {
    Side.GOVERNMENT: OrganisationKind.GOVERNMENT_OFFICE,
    Side.CIVIL_SOCIETY: OrganisationKind.CIVIL_SOCIETY,
    Side.OTHER: OrganisationKind.ACADEMIC,
}
OFFICE_OF_SIDE = {
    Side.GOVERNMENT: "Dinas Contoh",
    Side.CIVIL_SOCIETY: "Yayasan Contoh",
    Side.OTHER: "Universitas Contoh",
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the SQLite of the tests in a file, as the real one is: in memory, threads cannot wait in turn."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    elif suffix := os.environ.get("PYTEST_XDIST_WORKER"):
        settings["TEST"]["NAME"] = f"test_{settings['NAME']}_{suffix}"


@pytest.fixture(autouse=True)
def private_var(settings: Settings, tmp_path: Path) -> Path:
    """Every test keeps its files (the audit anchor, mail, backups) in a folder of its own."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What an earlier test drew of rows with the same keys is none of this one's."""
    cache.clear()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language in which the source is written."""
    with translation.override("en"):
        yield


@pytest.fixture
def stranger() -> Actor:
    """Somebody who is nobody here."""
    return STRANGER


@pytest.fixture
def administrator(db: None) -> Actor:
    """Whoever runs the site."""
    user = appoint_administrator(actor=operator(), name="Admin", email="admin@example.org")
    return Actor(user=user)


@pytest.fixture
def make_initiative(administrator: Actor) -> Callable[..., Initiative]:
    """Make an initiative; public and in a sector that is not sensitive unless told otherwise."""

    def make(title: str = "Contoh", **fields: Any) -> Initiative:
        shown = {"is_public": True, "sector": "1.01", "region": "35.10"}
        return create_initiative(actor=operator(), title=title, **{**shown, **fields})

    return make


@pytest.fixture
def initiative(make_initiative: Callable[..., Initiative]) -> Initiative:
    """The initiative of the cast."""
    return make_initiative("Sekolah yang aman")


def as_now(actor: Actor) -> Actor:
    """The actor as the next request would see them, after what has happened meanwhile."""
    codes = [code.pk for place in actor.participations for code in place.codes.all()]
    return actor_for(
        actor.user and User.objects.get(pk=actor.user.pk),
        code_ids=[] if actor.user else codes,
        participant_ids=[one.pk for one in actor.participants],
        today=timezone.localdate(),
    )


@pytest.fixture
def person(initiative: Initiative, administrator: Actor) -> PersonFixture:
    """``person(side, role)``: always the same one; ``number`` for another of the same kind.

    With ``Role.PARTICIPANT`` the person has joined: a citizen through an open link, anybody else from
    their side's list. Facilitators and observers have the side "".
    """
    known: dict[tuple[Any, ...], Actor] = {}

    def give(side: str, role: Role, number: int = 1, initiative: Initiative = initiative) -> Actor:
        key = (initiative.pk, str(side), role, number)
        if key not in known:
            known[key] = _make(administrator, initiative, side, role, number)
        return known[key]

    return give


def _make(administrator: Actor, initiative: Initiative, side: str, role: Role, number: int) -> Actor:
    today = timezone.localdate()
    if role in (Role.FACILITATOR, Role.OBSERVER):
        email = f"{role}{number}.{initiative.pk}@example.org"
        name = f"{role.label} {number}"
        place = appoint(actor=administrator, initiative=initiative, role=role, name=name, email=email)
        return actor_for(place.user, code_ids=[], participant_ids=[], today=today)
    if side == Side.CITIZENS:
        return _joined(STRANGER, initiative, f"link-{number}")
    asked = Role.REPRESENTATIVE if role is Role.PARTICIPANT else role
    place = add_person(
        actor=administrator,
        roster=Roster.objects.get(initiative=initiative, side=side),
        person=Person(
            name=f"{asked.label} {role} {number}",
            organisation=f"{OFFICE_OF_SIDE[Side(side)]} {(number + 3) // 4} {initiative.pk} {role}",
            kind=KIND_OF_SIDE[Side(side)],
            role=asked,
        ),
    )
    codes = place.codes.values_list("pk", flat=True)
    found = actor_for(None, code_ids=codes, participant_ids=[], today=today)
    return _joined(found, initiative, "") if role is Role.PARTICIPANT else found


def _joined(actor: Actor, initiative: Initiative, invitation: str) -> Actor:
    participant: Participant = join(actor=actor, initiative=initiative, invitation=invitation)
    return Actor(user=actor.user, participations=actor.participations, participants=(participant,))


@pytest.fixture
def facilitator(person: PersonFixture) -> Actor:
    """Whoever leads the initiative of the cast."""
    return person("", Role.FACILITATOR)


@pytest.fixture
def observer(person: PersonFixture) -> Actor:
    """Somebody of the funder."""
    return person("", Role.OBSERVER)


@pytest.fixture
def citizen(person: PersonFixture) -> Actor:
    """Somebody who came in through an open link."""
    return person(Side.CITIZENS, Role.PARTICIPANT)


@pytest.fixture
def client_as(db: None) -> ClientFixture:
    """A browser in which this actor is signed in the way they sign in: account, paper code, pseudonym."""

    def give(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        if actor.user is not None:
            client.force_login(actor.user)
        session = client.session
        if actor.user is None:
            codes = [
                code.pk for place in actor.participations for code in place.codes.filter(revoked_at=None)
            ]
            session[CODES] = codes
        session[PARTICIPANTS] = [one.pk for one in actor.participants]
        session.save()
        client.cookies["sessionid"] = session.session_key or ""
        return client

    return give
