"""What services of polls share: a poll held still, and a ballot as it is kept."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken
from titiktemu.step1_issues.models import Poll
from titiktemu.step1_issues.queries.polls import MOST_POINTS
from titiktemu.step1_issues.words import Rule

type Choices = list[str] | dict[str, int]


def locked_poll(poll: Poll) -> Poll:
    """The same, held until the transaction ends."""
    return Poll.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=poll.pk)


def checked_choices(poll: Poll, choices: Sequence[str] | Mapping[str, int]) -> Choices:
    """The choices as they are kept. RuleBroken where they mean nothing under the rule of the poll."""
    known = {str(number) for number in poll.options.values_list("issue__number", flat=True)}
    if not set(choices) <= known:
        raise RuleBroken(_("This ballot names an issue that is not asked about."))
    if isinstance(choices, Mapping):
        points = {name: int(value) for name, value in choices.items()}
        if poll.rule != Rule.SCORE or any(not 0 <= value <= MOST_POINTS for value in points.values()):
            raise RuleBroken(_("Give each issue 0 to 5 points."))
        return points
    if poll.rule == Rule.SCORE:
        raise RuleBroken(_("Give each issue 0 to 5 points."))
    if len(set(choices)) < len(choices):
        raise RuleBroken(_("This ballot names an issue twice."))
    return list(choices)
