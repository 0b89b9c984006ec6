"""The guideline's five steps in our own plain words: what each is for, how it goes, what it advises.

The guideline itself is by Open Data Lab Jakarta and GIZ TRANSFORMASI; nothing here is copied from it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.words import Step


@dataclass(frozen=True)
class Guide:
    """What the guideline says about one step, and what this version has for it."""

    title: str | Promise
    purpose: str | Promise
    ways: tuple[str | Promise, ...]
    advice: str | Promise
    tools: str | Promise


GUIDES: dict[int, Guide] = {
    Step.ISSUES: Guide(
        title=_("Find a practical starting point"),
        purpose=_(
            "Find a problem that government and civil society both want to solve, and that open data can "
            "help solve."
        ),
        ways=(
            _("Listen in several ways: opinion surveys, focus groups, the media, experts."),
            _(
                "Consult within one sector, so that people talk about what they know and what matters to "
                "them."
            ),
            _(
                "Bring both sides together to name problems and to see which data-driven solutions both can "
                "accept."
            ),
            _(
                "A problem may be specific, such as waste that is badly managed, or broad, such as a health "
                "budget that stays unspent."
            ),
        ),
        advice=_(
            "Two things decide: that the issue truly matters to people, and that as many as possible take "
            "part in finding it. Expect to facilitate with care until both sides can stand behind the "
            "choice."
        ),
        tools=_(
            "Problems stand on cards in the room “Issues”: with why each side wants them solved, the"
            " evidence of every channel side by side, at least two solutions, and rounds of decision in which"
            " each side is counted on its own. What both agree on is issued as a record. The consultation"
            " asks everybody."
        ),
    ),
    Step.FORUM: Guide(
        title=_("Understand the issue together"),
        purpose=_(
            "Look at the issue together, its causes, its effects and what is already being done, and agree "
            "which data must be opened."
        ),
        ways=(
            _("Hold a forum of officials and activists who work on the issue."),
            _("Go through causes, effects and current efforts until each side understands the other's part."),
            _(
                "Describe solutions, objectives and expectations together, and ask each time how open data "
                "helps."
            ),
            _("List the data that should be opened without anybody having to ask for it."),
        ),
        advice=_(
            "Government and civil society are the key people at this step. Invite others too where they add "
            "something: companies, communities, people who know the issue or live with it."
        ),
        tools=_(
            "Plan the forum in “Meetings”: invitations, the agenda with its projector, attendance, photos "
            "with consent, and minutes that both sides approve. The “Stakeholder map” shows who is still "
            "missing. Causes and effects are drawn on the “Causal maps”; what is done already stands in "
            "“Current efforts”. In the “Role mirror” each side sees the part of the other. In “Passages of "
            "shared understanding” both endorse solutions, targets and expectations, and in “Data needs” "
            "they agree which data is opened first."
        ),
    ),
    Step.TEAM: Guide(
        title=_("Form a joint team that acts"),
        purpose=_("Form one team of both sides that commits itself to work on the issue with open data."),
        ways=(
            _("Form the team at the same forum, while the shared understanding is fresh."),
            _("Choose people of both sides who will build the solution and work with it themselves."),
            _("Let the leaders of both sides state together, in public, what they commit to."),
        ),
        advice=_(
            "The leaders of the offices and organisations belong in this step, for here they commit to "
            "working together. They need not sit in the team: the team is for those who do the work."
        ),
        tools=_(
            "In “Team and commitment” people are nominated on the spot and say themselves whether they want "
            "to; what a team still lacks stands beside it. The statement of the leaders begins with what "
            "both sides endorsed in step 2 and with the data they agreed to open. The leaders sign it on a "
            "phone, on paper or electronically."
        ),
    ),
    Step.ACTION: Guide(
        title=_("Support the work"),
        purpose=_("Help the team turn its plan into work: open the data, build skills, try a solution."),
        ways=(
            _(
                "Make a concrete plan together, with activities for exploring solutions and for getting the "
                "data."
            ),
            _("Train both sides: what open data is, tools for analysis, designing solutions that use data."),
            _("Bring in partners who know open data or design where the team needs them."),
            _("Try the solution on a small scale; where it works and means allow it, use it widely."),
        ),
        advice=_(
            "Support both sides all the way, and look regularly at two things: how far the solution has "
            "come, and how well the two sides work together."
        ),
        tools=_(
            "Tables are sent, checked and released in the room “Data”. The other tools for this step come in "
            "a later version. Keep the plan and its progress as you do today, and mark on this page how far "
            "the step is."
        ),
    ),
    Step.LEARNING: Guide(
        title=_("Share what was learnt"),
        purpose=_("Look back, together and each side apart, so that the next initiative starts wiser."),
        ways=(
            _("Hold a learning session with the team: what was strong, what was weak, what to do better."),
            _("Meet each side on its own as well, so that people can judge freely and honestly."),
            _("Ask how working together has changed since the start, and what came of it."),
        ),
        advice=_(
            "Talk about how the results came about and what later initiatives can take from it. Talk also "
            "about how each side's picture of the other changed, and how a similar initiative should be "
            "designed."
        ),
        tools=_(
            "Sessions are planned in the room “Meetings”; one of a single side is seen by that side and by "
            "whoever planned it. The other tools for this step come in a later version. Keep what each side "
            "says apart, and mark on this page how far the step is."
        ),
    ),
}
