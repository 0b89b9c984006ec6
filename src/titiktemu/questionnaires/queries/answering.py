"""Who may answer, whether they have, and what they have not finished."""

import hashlib

from django.utils.crypto import salted_hmac

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Answered, Draft, Questionnaire, Receipt, Response, Wave


def hash_of(secret: str) -> str:
    """Under which name a secret of a browser is kept: the secret itself is nowhere."""
    return hashlib.sha256(secret.encode()).hexdigest()


def speaks_for(actor: Actor, questionnaire: Questionnaire) -> str:
    """The side of somebody on a list; "" for everybody else."""
    place = actor.place_in(questionnaire.initiative)
    return place.side if place is not None and place.roster_id is not None else ""


def side_of(actor: Actor, questionnaire: Questionnaire) -> str:
    """The side for which this person's answers count; "" where they may not answer."""
    place = actor.place_in(questionnaire.initiative)
    if place is not None and place.roster_id is None:
        return ""  # facilitators and observers lead or watch
    if place is not None:
        return place.side if questionnaire.by_roster else ""
    return Side.CITIZENS.value if questionnaire.by_link else ""


def has_answered(actor: Actor, wave: Wave) -> bool:
    """Whether somebody of a list has answered; of others nobody can tell."""
    place = actor.place_in(wave.questionnaire.initiative)
    return place is not None and Answered.objects.filter(wave=wave, place=place).exists()


def draft_of(wave: Wave, token: str) -> Draft | None:
    """What this browser has not finished."""
    return Draft.objects.filter(wave=wave, token=hash_of(token)).first() if token else None


def was_sent(key: str) -> bool:
    """Whether answers under this key were taken before."""
    return Receipt.objects.filter(key=hash_of(key)).exists()


def pseudonym_of(actor: Actor, questionnaire: Questionnaire) -> str:
    """The same for one person in every wave, and of no use for finding out who; "" where none is kept."""
    place = actor.place_in(questionnaire.initiative)
    if not questionnaire.linked or place is None or place.roster_id is None:
        return ""
    said = f"{questionnaire.pk}:{place.pk}"
    return salted_hmac("titiktemu.questionnaires", said, algorithm="sha256").hexdigest()[:32]


def storage_key(wave: Wave, actor: Actor) -> str:
    """Under which name a phone keeps answers to this wave: people of a list have a name of their own."""
    place = actor.place_in(wave.questionnaire.initiative)
    whose = f"{wave.pk}:{place.pk if place else ''}"
    return salted_hmac("titiktemu.questionnaires.phone", whose, algorithm="sha256").hexdigest()[:20]


def has_responses(wave: Wave) -> bool:
    """Whether anybody has answered, taken out or not."""
    return Response.objects.filter(wave=wave).exists()
