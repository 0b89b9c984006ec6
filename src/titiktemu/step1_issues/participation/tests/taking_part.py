"""Activities and selections for tests, made through the services."""

from datetime import date
from typing import Any

from titiktemu.analysis.sortition.people import Person, Quota
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.models import Activity, Selection
from titiktemu.step1_issues.participation.services.activities import add_activity
from titiktemu.step1_issues.participation.services.draws import prepare_selection, publish_lottery
from titiktemu.step1_issues.participation.services.voice import set_turns
from titiktemu.step1_issues.participation.tasks import compute

QUOTAS = (Quota("sex", "f", 2, 3), Quota("sex", "m", 1, 2))
PEOPLE = tuple(Person(f"p{number}", {"sex": "f" if number <= 5 else "m"}) for number in range(1, 16))


def held(actor: Actor, initiative: Initiative, *figures: Figure, **fields: Any) -> Activity:
    """A focus group of 30 people in person unless told otherwise."""
    told = {
        "kind": "focus_group",
        "title": "Diskusi di Teluk Biru",
        "day": date(2026, 3, 4),
        "way": "in_person",
        "level": "consult",
        "people": 30,
        **fields,
    }
    return add_activity(actor=actor, initiative=initiative, figures=figures, **told)


def prepared(actor: Actor, initiative: Initiative, **fields: Any) -> Selection:
    """A lottery that the worker has made: four seats, five women and ten men."""
    told = {"title": "Panel warga", "size": 4, "people": PEOPLE, "quotas": QUOTAS, **fields}
    selection = prepare_selection(actor=actor, initiative=initiative, **told)
    compute.call(selection.pk)
    selection.refresh_from_db()
    return selection


def published(actor: Actor, initiative: Initiative) -> Selection:
    """The same, made known."""
    selection = prepared(actor, initiative)
    publish_lottery(actor=actor, selection=selection, seed_source="Enam dadu di balai desa.", is_read=True)
    selection.refresh_from_db()
    return selection


def participation_arguments(facilitator: Actor, initiative: Initiative) -> dict[str, Any]:
    """An activity with a seat to tap on, and a published lottery; both have the same number."""
    activity = held(facilitator, initiative)
    set_turns(actor=facilitator, activity=activity, turns={"government": [0, 0], "civil_society": [0]})
    published(facilitator, initiative)
    return {"number": activity.number}
