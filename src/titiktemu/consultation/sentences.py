"""What figures, states and turnouts say, in whole sentences of the reader's language."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import SHOWN_FROM, Kind, Presented, Word
from titiktemu.analysis.map_reasons import Reason
from titiktemu.consultation.queries import EVERYBODY
from titiktemu.consultation.results import Need, Results, StatementResult
from titiktemu.consultation.turnout import Turnout, coarse
from titiktemu.foundation.words import Side

WORDS = {
    Word.NEARLY_ALL: gettext_lazy("nearly all agree"),
    Word.MOST: gettext_lazy("most agree"),
    Word.DIVIDED: gettext_lazy("divided"),
    Word.FEW: gettext_lazy("few agree"),
    Word.NEARLY_NONE: gettext_lazy("nearly nobody agrees"),
    Word.FEW_OPINIONS: gettext_lazy("few had an opinion"),
}
STATES = {
    State.COMMON_GROUND: gettext_lazy("Common ground"),
    State.SIDES_DIFFER: gettext_lazy("The sides differ"),
    State.DIFFER_WITHIN: gettext_lazy("They differ within the sides"),
    State.NOT_YET_KNOWN: gettext_lazy("Not yet known"),
}
REASONS = {
    Reason.NO_VOTES: gettext_lazy("Nobody has voted yet."),
    Reason.FEW_PEOPLE: gettext_lazy(
        "Fewer than 50 people have voted on enough statements. Among so few, groups come about by chance."
    ),
    Reason.FEW_STATEMENTS: gettext_lazy("Opinion groups need votes on at least four statements."),
    Reason.ALL_ALIKE: gettext_lazy("Everybody voted alike, so there are no opinion groups."),
    Reason.NO_LARGE_GROUPS: gettext_lazy("No division gives groups that are large enough to be shown."),
    Reason.NOT_STABLE: gettext_lazy(
        "The groups that were found are not stable: other people or other statements would give other groups."
    ),
}
BOTH_SAY_NO = gettext_lazy("Common ground: both sides say no")
EVERYBODY_NAME = gettext_lazy("Everybody")


def group_name(group: str) -> str:
    """The name of a side, or of everybody where there are no sides."""
    return str(EVERYBODY_NAME if group == EVERYBODY else Side(group).label)


def per_cent(share: float) -> str:
    """A share as whole per cent, never 0 or 100 where it is not quite."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole}%"


def figure_words(figure: Presented, *, held: bool = False) -> str:
    """The figure as it stands beside its mark: 86%, about 7 in 10, nearly all agree."""
    if figure.kind is Kind.HIDDEN:
        return _("shown when voting closes") if held else _("fewer than 5 answers")
    if figure.word is not None:
        return str(WORDS[figure.word])
    share = figure.share or 0.0
    if figure.kind is Kind.TENTHS:
        return _("about %(tenths)d in 10") % {"tenths": round(share * 10)}
    return per_cent(share)


def interval_words(low: float, high: float) -> str:
    """The ends of an interval."""
    return _("%(low)s to %(high)s") % {"low": per_cent(low), "high": per_cent(high)}


def answers_words(figure: Presented) -> str:
    """How many answered: a band below 20, the number from there."""
    if figure.counts is not None:
        answered = figure.counts.answered
        return ngettext("%(answers)s answer", "%(answers)s answers", answered) % {
            "answers": localize(answered)
        }
    return _("%(answers)s answers") % {"answers": figure.n_band} if figure.n_band else ""


def passed_words(figure: Presented) -> str:
    """How many of those who answered passed."""
    if figure.passed_share is None:
        return ""
    if figure.kind is Kind.TENTHS:
        return _("about %(share)s passed") % {"share": per_cent(figure.passed_share)}
    return _("%(share)s passed") % {"share": per_cent(figure.passed_share)}


def figure_sentence(group: str, figure: Presented, *, held: bool = False) -> str:
    """The figure read aloud, with all that may be said of it."""
    said = {
        "group": group_name(group),
        "figure": figure_words(figure, held=held),
        "answers": answers_words(figure),
        "passed": passed_words(figure),
    }
    if figure.kind is Kind.HIDDEN:
        return _("%(group)s: %(figure)s.") % said
    if figure.kind is Kind.WORD or figure.share is None:
        return _("%(group)s: %(figure)s; %(answers)s.") % said
    if figure.low is None or figure.high is None:
        return _("%(group)s: %(figure)s with an opinion agree; %(answers)s, %(passed)s.") % said
    said |= {"low": per_cent(figure.low), "high": per_cent(figure.high)}
    return (
        _(
            "%(group)s: %(figure)s of those with an opinion agree, interval from %(low)s to %(high)s; "
            "%(answers)s, %(passed)s."
        )
        % said
    )


def state_words(row: StatementResult, *, closed: bool) -> str:
    """What is known of a statement, and while voting goes on what would tell."""
    if row.state is None:
        return ""
    if row.rejected:
        return str(BOTH_SAY_NO)
    if row.state is not State.NOT_YET_KNOWN or closed:
        return str(STATES[row.state])
    if row.held:
        return _("Shown when voting closes")
    return _needs_words(row.needs)


def _needs_words(needs: tuple[Need, ...]) -> str:
    known = [need for need in needs if need.votes]
    if not known:
        return _("Not yet known, and more votes like these would not tell")
    if len(known) == 2:
        government, civil_society = (need.votes for need in known)
        return _(
            "Not yet known · about %(government)d more votes from government and %(civil_society)d "
            "from civil society"
        ) % {"government": government, "civil_society": civil_society}
    votes = known[0].votes or 0
    if known[0].side == Side.GOVERNMENT:
        return ngettext(
            "Not yet known · about %(votes)d more vote from government",
            "Not yet known · about %(votes)d more votes from government",
            votes,
        ) % {"votes": votes}
    return ngettext(
        "Not yet known · about %(votes)d more vote from civil society",
        "Not yet known · about %(votes)d more votes from civil society",
        votes,
    ) % {"votes": votes}


def beside_words(row: StatementResult) -> list[str]:
    """What stands beside the raw shares: corrected for what was shown, and without answers all alike."""
    said = []
    for group, one in row.corrected.items():
        raw = row.figures[group].share
        if raw is not None:
            said.append(
                _(
                    "%(group)s: %(raw)s as answered, %(corrected)s corrected for what people were shown "
                    "(%(answers)s answers)"
                )
                % {
                    "group": group_name(group),
                    "raw": per_cent(raw),
                    "corrected": per_cent(one.share),
                    "answers": localize(one.n),
                }
            )
    for group, figure in row.without_alike.items():
        said.append(
            _("%(group)s without answers that are all alike: %(figure)s (%(answers)s)")
            % {
                "group": group_name(group),
                "figure": figure_words(figure),
                "answers": answers_words(figure),
            }
        )
    return said


def finding(results: Results) -> str:
    """The title of the results: what was found, in one sentence."""
    if results.veiled:
        return _("The results are not shown yet")
    said = {
        "agreed": apnumber(results.agreed),
        "differing": apnumber(results.differing),
        "statements": localize(len(results.rows)),
    }
    if not results.consultation.has_sides:
        return (
            ngettext(
                "What everybody together says to %(statements)s statement",
                "What everybody together says to %(statements)s statements",
                len(results.rows),
            )
            % said
        )
    if results.agreed:
        return _agreed(results) % said
    if results.differing:
        return (
            ngettext(
                "The sides differ on %(differing)s statement, and common ground is not sure on any",
                "The sides differ on %(differing)s statements, and common ground is not sure on any",
                results.differing,
            )
            % said
        )
    return _nothing_found(results)


def _agreed(results: Results) -> str:
    if results.differing:
        return ngettext(
            "Both sides agree on %(agreed)s statement and differ on %(differing)s",
            "Both sides agree on %(agreed)s statements and differ on %(differing)s",
            results.agreed,
        )
    return ngettext(
        "Both sides agree on %(agreed)s statement, and clearly differ on none",
        "Both sides agree on %(agreed)s statements, and clearly differ on none",
        results.agreed,
    )


def _nothing_found(results: Results) -> str:
    if results.refused:
        return ngettext(
            "Both sides say no to %(refused)s statement, and agree on none",
            "Both sides say no to %(refused)s statements, and agree on none",
            results.refused,
        ) % {"refused": apnumber(results.refused)}
    if results.in_state(State.DIFFER_WITHIN):
        return _("No common ground so far: what is known divides the sides within themselves")
    if any(row.held for row in results.rows):
        return _("What both sides say is shown when voting closes")
    if results.consultation.is_closed:
        return _("The votes do not tell on which statements both sides agree")
    return _("Too few votes yet to tell on which statements both sides agree")


def turnout_words(turnout: Turnout) -> str:
    """How many of a group voted, against those who may."""
    said = {"people": localize(turnout.people), "electorate": localize(turnout.electorate)}
    if turnout.electorate is None:
        if turnout.is_exact:
            return ngettext("%(people)s person voted", "%(people)s people voted", turnout.people) % said
        return (_("at least %(people)s people voted") % said) if turnout.people else _("fewer than 5 voted")
    if turnout.is_exact:
        return _("%(people)s of %(electorate)s voted") % said
    if turnout.electorate < SHOWN_FROM:
        return ngettext("%(electorate)s may vote", "%(electorate)s may vote", turnout.electorate) % said
    if turnout.people:
        return _("at least %(people)s of %(electorate)s voted") % said
    return _("fewer than 5 of %(electorate)s voted") % said


def people_words(people: int) -> str:
    """A number of people no finer than may be shown: itself from 20, else the bound it reached."""
    bound, is_exact = coarse(people)
    if is_exact:
        return str(localize(bound))
    return _("at least %(people)s") % {"people": bound} if bound else _("fewer than 5")


def turnout_lines(turnouts: list[Turnout]) -> list[tuple[str, str, str]]:
    """Group, its name, and how many of it voted, for the templates."""
    return [(one.group, group_name(one.group), turnout_words(one)) for one in turnouts]
