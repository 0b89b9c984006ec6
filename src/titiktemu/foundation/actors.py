"""Who is acting: an account, people signed in by a code on paper, participants under a pseudonym.

One browser may be several of these at once (an official signed in by e-mail who also votes), so every
service takes an ``Actor`` and permissions.py asks it for its standings in an initiative.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from titiktemu.foundation.models import Initiative, Participant, Participation, User
from titiktemu.foundation.words import Role

CODES = "codes"
"""Under this key a browser session keeps the personal codes that were used in it."""
PARTICIPANTS = "participants"
"""Under this key a browser session keeps the pseudonyms that it answers under."""


@dataclass(frozen=True)
class Standing:
    """A role in one initiative and the side it speaks for ("" where the role has none)."""

    role: Role
    side: str = ""


@dataclass(frozen=True)
class Actor:
    """Whoever sends a request or runs a command."""

    user: User | None = None
    participations: tuple[Participation, ...] = ()
    participants: tuple[Participant, ...] = ()
    is_operator: bool = False

    @property
    def is_known(self) -> bool:
        """Whether this is anybody but a stranger."""
        return bool(self.user or self.participations or self.participants or self.is_operator)

    @property
    def is_administrator(self) -> bool:
        """Whether this actor runs the site."""
        return self.is_operator or bool(self.user and self.user.is_administrator)

    def standings(self, initiative: Initiative | None) -> frozenset[Standing]:
        """Every role this actor has in the initiative; without one, the roles had anywhere."""
        found = {Standing(Role.PUBLIC)}
        if self.is_administrator:
            found.add(Standing(Role.ADMINISTRATOR))
        for place in self.participations:
            if initiative is None or place.initiative_id == initiative.pk:
                found.add(Standing(Role(place.role), place.side))
        for participant in self.participants:
            if initiative is None or participant.initiative_id == initiative.pk:
                found.add(Standing(Role.PARTICIPANT, participant.side))
        return frozenset(found)

    def place_in(self, initiative: Initiative) -> Participation | None:
        """The actor's own place in the initiative, if any."""
        return next((place for place in self.participations if place.initiative_id == initiative.pk), None)

    def participant_in(self, initiative: Initiative) -> Participant | None:
        """Under which pseudonym this actor answers in the initiative, if it joined."""
        mine = [one for one in self.participants if one.initiative_id == initiative.pk]
        place = self.place_in(initiative)
        # A person of a roster answers for their side even where the browser once joined as a citizen.
        of_place = [one for one in mine if place is not None and one.participation_id == place.pk]
        return next(iter(of_place or mine), None)

    def side_in(self, initiative: Initiative) -> str:
        """The side this actor speaks for in the initiative; "" where it speaks for none."""
        place = self.place_in(initiative)
        return place.side if place else ""


STRANGER = Actor()


def operator() -> Actor:
    """Whoever types commands on the server itself."""
    return Actor(is_operator=True)


def actor_for(
    user: User | None, *, code_ids: Iterable[int], participant_ids: Iterable[int], today: date
) -> Actor:
    """Gather everything a browser session stands for; at most three queries.

    ``code_ids`` are personal codes used in this session: a renewed or revoked code stops counting here,
    which signs the old paper out everywhere. Mandates out of date do not count either.
    """
    places: dict[int, Participation] = {}
    unrevoked = Participation.objects.filter(revoked_at=None).select_related("organisation", "initiative")
    if user is not None:
        places.update({place.pk: place for place in unrevoked.filter(user=user)})
    codes = list(code_ids)
    if codes:
        by_code = unrevoked.filter(codes__in=codes, codes__revoked_at=None)
        places.update({place.pk: place for place in by_code})
    valid = tuple(place for place in places.values() if place.is_valid_on(today))
    named = list(participant_ids)
    participants = Participant.objects.filter(participation__in=[place.pk for place in valid])
    if named:
        participants = participants | Participant.objects.filter(pk__in=named, participation=None)
    found = tuple(participants.order_by("pk")) if valid or named else ()
    return Actor(user=user, participations=valid, participants=found)
