"""Why opinion groups are claimed or not: the bars and the reasons, without the machinery."""

from __future__ import annotations

from enum import StrEnum

from titiktemu.analysis.marking import gettext_noop

SEED = 1
"""Of every map that nobody wants otherwise, so that page and command line draw the same."""
ENOUGH_VOTES = 7
"""Answers from which a person has a place (all of them, where there are fewer statements)."""
ENOUGH_PEOPLE = 50
"""People with a place below whom no groups are sought."""
ENOUGH_STATEMENTS = 4
"""Statements below which there are no two halves to compare."""
STABLE_BOOTSTRAP = 0.8
STABLE_SPLIT_HALF = 0.3


class Reason(StrEnum):
    """Why no groups are claimed."""

    NO_VOTES = "no_votes"
    FEW_PEOPLE = "few_people"
    FEW_STATEMENTS = "few_statements"
    ALL_ALIKE = "all_alike"
    NO_LARGE_GROUPS = "no_large_groups"
    NOT_STABLE = "not_stable"


SENTENCES = {
    Reason.NO_VOTES: gettext_noop("Nobody has voted yet."),
    Reason.FEW_PEOPLE: gettext_noop(
        "Fewer than 50 people voted on enough statements to find opinion groups."
    ),
    Reason.FEW_STATEMENTS: gettext_noop("Opinion groups need votes on at least four statements."),
    Reason.ALL_ALIKE: gettext_noop("Everybody voted alike, so there are no opinion groups."),
    Reason.NO_LARGE_GROUPS: gettext_noop("No division gives groups that are large enough to be shown."),
    Reason.NOT_STABLE: gettext_noop(
        "The groups are not stable: other people or statements would give other groups."
    ),
}
