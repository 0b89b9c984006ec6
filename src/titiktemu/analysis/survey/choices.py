"""Multiple-choice questions: each choice is a share of its own, and they may add up to more than 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.designs import Design, Texts
from titiktemu.analysis.survey.estimates import EVERYBODY, About, Estimate, share
from titiktemu.analysis.survey.wrong import NotEstimable, named

CHOSEN = frozenset({"1", "true", "yes", "ya", "y", "x", "dipilih"})
NOT_CHOSEN = frozenset({"0", "false", "no", "tidak", "n", "t", ""})
UNCLEAR = gettext_noop("Column {name} does not say only whether it was chosen: {names}.")


def split(answers: Texts, known: Sequence[str] = ()) -> dict[str, list[str | None]]:
    """Turn answers such as "water school" into a column of "1" and "0" for each choice.

    Parameters
    ----------
    answers : sequence of str or None
        Names of choices with blanks between, as Kobo and ODK write them; None: not answered. An
        empty text is an answer in which nothing was chosen.
    known : sequence of str
        Choices of the questionnaire, so that those nobody chose have a column too.

    Examples
    --------
    >>> split(["water school", None, "water"])
    {'school': ['1', None, '0'], 'water': ['1', None, '1']}
    """
    chosen = [None if one is None else set(one.split()) for one in answers]
    names = list(known) + sorted(set().union(*filter(None, chosen)) - set(known))
    return {name: [None if one is None else str(int(name in one)) for one in chosen] for name in names}


def shares_of_choices(
    design: Design, columns: Mapping[str, Texts], about: About = EVERYBODY
) -> list[Estimate]:
    """Estimate how many chose each of several answers.

    Parameters
    ----------
    design : Design
        Of the sample.
    columns : mapping of str to sequence of str or None
        For each choice whether a row chose it: 1, yes, ya, true or x; 0, no, tidak, false or empty.
        Who has nothing in any of the columns did not answer.
    about : About
        Name of the question, group and intervals.

    Returns
    -------
    list of Estimate
        One for each choice, its name as the level.

    Raises
    ------
    NotEstimable
        Where a column says something else, or nobody answered.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> told = {"water": ["1", "1", "0", None], "school": ["1", "0", "0", None]}
    >>> [(one.level, round(one.estimate, 2)) for one in shares_of_choices(make_design(4), told)]
    [('water', 0.67), ('school', 0.33)]
    """
    texts = {
        name: ["" if one is None else one.strip().lower() for one in own] for name, own in columns.items()
    }
    for name, own in texts.items():
        if unclear := sorted(set(own) - CHOSEN - NOT_CHOSEN):
            raise NotEstimable(UNCLEAR, name=name, names=named(unclear))
    answered = np.any([[one != "" for one in own] for own in texts.values()], axis=0)
    return [
        share(design, np.where(answered, [float(one in CHOSEN) for one in own], np.nan), about, name)
        for name, own in texts.items()
    ]
