"""A place in an initiative from the inside: the account and the code behind it, and its end.

No permission is asked here: only services call these, in their transaction.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation import codes
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative, Participation, PersonalCode, User


def account_for(initiative: Initiative, *, name: str, email: str) -> User | None:
    """The account for the e-mail address, made where there is none; one place per account.

    None without an address: the person then comes in with the code on their slip only.
    """
    if not email:
        return None
    user = find_or_make_account(name=name, email=email)
    if user.participations.filter(initiative=initiative, revoked_at=None).exists():
        raise RuleBroken(_("Somebody with this e-mail address already has a place in this initiative."))
    return user


def find_or_make_account(*, name: str, email: str) -> User:
    """The account with this address, whatever its capitals; made where there is none."""
    found = User.objects.filter(email__iexact=email).first()
    return found or User.objects.get_or_create(email=email.lower(), defaults={"name": name})[0]


def personal_code(participation_id: int, number: int) -> str:
    """The code printed on a person's slip."""
    return codes.derive("personal", participation_id, number)


def new_code(place: Participation, *, number: int) -> PersonalCode:
    """Keep the fingerprint of the person's code with this number."""
    return PersonalCode.objects.create(
        participation=place,
        number=number,
        fingerprint=codes.code_fingerprint(personal_code(place.pk, number)),
        made_at=timezone.now(),
    )


def take_off(place: Participation) -> None:
    """End a place and its codes now."""
    place.revoked_at = timezone.now()
    place.save(update_fields=["revoked_at"])
    place.codes.filter(revoked_at=None).update(revoked_at=place.revoked_at)
