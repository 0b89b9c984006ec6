"""Erasing a person takes their account along, unless it has a place elsewhere."""

from titiktemu.foundation.models import Participation, Roster, User
from titiktemu.foundation.services.people import forget_person
from titiktemu.foundation.services.rosters import Person, add_person, revoke_person
from titiktemu.foundation.words import OrganisationKind, Side

EMAIL = "sari@example.org"


def put_on_the_list_of(initiative, actor) -> Participation:
    person = Person(
        name="Sari", organisation="Dinas Contoh", kind=OrganisationKind.GOVERNMENT_OFFICE, email=EMAIL
    )
    roster = Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT)
    return add_person(actor=actor, roster=roster, person=person)


def erase(place, actor):
    revoke_person(actor=actor, place=place)
    forget_person(actor=actor, place=place)


def test_an_account_without_another_place_is_erased_with_the_person(initiative, facilitator):
    erase(put_on_the_list_of(initiative, facilitator), facilitator)
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_account_with_a_place_elsewhere_stays(initiative, make_initiative, facilitator, administrator):
    put_on_the_list_of(make_initiative("Lain"), administrator)
    erase(put_on_the_list_of(initiative, facilitator), facilitator)
    assert User.objects.filter(email=EMAIL).exists()


def test_an_administrators_account_stays(initiative, facilitator):
    place = put_on_the_list_of(initiative, facilitator)
    User.objects.filter(email=EMAIL).update(is_administrator=True)
    place = Participation.objects.get(pk=place.pk)
    erase(place, facilitator)
    assert User.objects.filter(email=EMAIL).exists()
