"""The stakeholder map as rows of a file: never a contact, and no ratings but the own group's."""

from typing import Final

from titiktemu.documents.list_files import Cell
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.meetings.stakeholders.queries.ratings import group_of, rated_by
from titiktemu.meetings.stakeholders.queries.register import links_of, stakeholders_of
from titiktemu.meetings.stakeholders.words import LEADING

type Rows = list[list[Cell]]

STAKEHOLDERS: Final = (
    "number", "name", "group", "at_stake", "organisation", "put_by", "own_power", "own_interest",
)  # fmt: skip
LINKS: Final = ("number", "first", "link", "second", "put_by")


def stakeholder_rows(actor: Actor, initiative: Initiative) -> Rows:
    """Each stakeholder in a row, with what the reader's own group says of it."""
    found: Rows = [list(STAKEHOLDERS)]
    for one in rated_by(group_of(actor, initiative), stakeholders_of(initiative)):
        row, rating = one.stakeholder, one.rating
        found.append(
            [
                row.number,
                row.name,
                row.kind,
                row.note,
                row.organisation.name if row.organisation else "",
                row.side or LEADING,
                rating.power if rating else "",
                rating.interest if rating else "",
            ]
        )
    return found


def link_rows(initiative: Initiative) -> Rows:
    """Each link in a row."""
    found: Rows = [list(LINKS)]
    found += [
        [one.number, one.first.name, one.tie, one.second.name, one.side or LEADING]
        for one in links_of(initiative)
    ]
    return found
