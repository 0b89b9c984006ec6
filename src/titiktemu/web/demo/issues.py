"""The demo's issues: invented cards, evidence, solutions and rounds, up to a record of agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle, islice

from titiktemu.consultation.models import Statement
from titiktemu.documents.services.issuing import show_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.models import DecisionRound, Issue, Objection, Proposal, ProposalVersion, Rating
from titiktemu.step1_issues.queries.pieces import ARTICLE, STATEMENT
from titiktemu.step1_issues.services.cards import add_issue, name_data, say_why
from titiktemu.step1_issues.services.evidence import Place, link_evidence, link_pieces, rank_channel
from titiktemu.step1_issues.services.polls import cast_ballot, close_poll, open_poll, prepare_poll
from titiktemu.step1_issues.services.proposals import (
    amend_proposal,
    raise_objection,
    settle_objection,
    write_proposal,
)
from titiktemu.step1_issues.services.records import issue_record
from titiktemu.step1_issues.services.rounds import cast_gradient, close_round, open_round, prepare_round
from titiktemu.step1_issues.services.solutions import add_solution, close_ratings, rate_solution
from titiktemu.step1_issues.services.sorting import choose_issue, set_aside, shortlist
from titiktemu.step1_issues.words import Fate
from titiktemu.web.demo import issue_texts as texts

VOTERS = 12
"""People of each side who answer in the demo; as many in each round, so that figures may be told."""


def tell_issues(initiative: Initiative) -> None:
    """Four cards, one of them chosen with its record, one with an open round, one set aside."""
    teller = _Teller(initiative)
    issues = teller.cards()
    teller.evidence(issues)
    teller.solutions(issues)
    teller.poll()
    teller.decide(issues[0])
    teller.ask(issues[1])
    set_aside(actor=teller.facilitator, issue=issues[3], reason=texts.ASIDE)


class _Teller:
    """The invented people, and what they do."""

    def __init__(self, initiative: Initiative) -> None:
        self.initiative = initiative
        leads = initiative.participations.filter(role=Role.FACILITATOR)[:1].get()
        self.facilitator = Actor(user=leads.user, participations=(leads,))
        listed = Participation.objects.filter(initiative=initiative, revoked_at=None).exclude(roster=None)
        self.people = {
            side: [Actor(participations=(one,)) for one in listed.filter(side=side).order_by("pk")[:VOTERS]]
            for side in BOTH_SIDES
        }

    def cards(self) -> list[Issue]:
        """The cards, with why each side wants them and which data would help."""
        found = []
        for card in texts.CARDS:
            author = self.people[card.author][0]
            issue = add_issue(actor=author, initiative=self.initiative, **card.told)
            for (side, reasons), at in zip(card.reasons.items(), (1, 1), strict=True):
                for actor, (reason, reason_en) in zip(self.people[side][at:], reasons, strict=False):
                    say_why(actor=actor, issue=issue, reason=reason, reason_en=reason_en)
            for title, title_en, state, holder in card.data:
                name_data(
                    actor=author, issue=issue, title=title, title_en=title_en, state=state, holder=holder
                )
            found.append(issue)
        for issue in found[:3]:
            shortlist(actor=self.facilitator, issue=issue)
        return found

    def evidence(self, issues: Sequence[Issue]) -> None:
        """Quotes, articles, figures and statements, and where each channel puts the issues."""
        for at, told in texts.EVIDENCE:
            link_evidence(actor=self.facilitator, issue=issues[at], **told)
        statements = Statement.objects.filter(consultation__initiative=self.initiative)
        for at, numbers in texts.STATEMENTS.items():
            said = statements.filter(number__in=numbers)
            self._link(issues[at], STATEMENT, said.values_list("pk", flat=True))
        articles = Article.objects.filter(initiative=self.initiative)
        for at, numbers in texts.ARTICLES.items():
            written = articles.filter(number__in=numbers)
            self._link(issues[at], ARTICLE, written.values_list("pk", flat=True))
        for channel, (note, note_en, order, people) in texts.CHANNELS.items():
            places = {issues[at].number: Place(rank, people=people) for rank, at in enumerate(order, start=1)}
            rank_channel(
                actor=self.facilitator,
                initiative=self.initiative,
                channel=channel,
                is_used=bool(order),
                note=note,
                note_en=note_en,
                places=places,
            )

    def _link(self, issue: Issue, kind: str, keys: Iterable[int]) -> None:
        link_pieces(actor=self.facilitator, issue=issue, keys=[f"{kind}:{key}" for key in keys])

    def solutions(self, issues: Sequence[Issue]) -> None:
        """Two solutions and more on each shortlisted issue, rated by both sides; one issue still waits."""
        for at, told in texts.SOLUTIONS:
            made = add_solution(actor=self.people[told.by][0], issue=issues[at], **told.words)
            for title, title_en, state in told.data:
                name_data(
                    actor=self.facilitator,
                    issue=issues[at],
                    solution=made,
                    title=title,
                    title_en=title_en,
                    state=state,
                )
            for side, pattern in told.ratings.items():
                for actor, answer in zip(self.people[side], islice(cycle(pattern), VOTERS), strict=True):
                    rate_solution(actor=actor, solution=made, answer=Rating.Answer(answer))
        for issue in issues[:2]:
            close_ratings(actor=self.facilitator, issue=issue)

    def poll(self) -> None:
        """The room ranks the shortlisted issues, so that it can be held against the public."""
        poll = prepare_poll(
            actor=self.facilitator,
            initiative=self.initiative,
            title=texts.POLL,
            title_en=texts.POLL_EN,
            rule="schulze",
            costs=dict.fromkeys((1, 2, 3), 1),
        )
        open_poll(actor=self.facilitator, poll=poll)
        for side, ballots in texts.BALLOTS.items():
            for actor, ballot in zip(self.people[side], islice(cycle(ballots), VOTERS), strict=True):
                cast_ballot(actor=actor, poll=poll, choices=ballot.split())
        close_poll(actor=self.facilitator, poll=poll)

    def decide(self, issue: Issue) -> None:
        """Two rounds: the first without agreement, an amendment, the second agreed, chosen and on record."""
        proposal = write_proposal(actor=self.facilitator, issue=issue, text=texts.TEXT, text_en=texts.TEXT_EN)
        civil = self.people[Side.CIVIL_SOCIETY]
        self._close(self._opened(proposal), texts.FIRST)
        objection = raise_objection(actor=civil[4], proposal=proposal, **texts.OBJECTION)
        standing = raise_objection(actor=self.people[Side.GOVERNMENT][6], proposal=proposal, **texts.STANDING)
        version = amend_proposal(actor=self.facilitator, proposal=proposal, **texts.AMENDED)
        self._settle(objection, Fate.INTEGRATED, texts.INTEGRATED, version)
        self._settle(standing, Fate.STANDING, texts.STANDS)
        found = self._close(self._opened(proposal), texts.SECOND)
        choose_issue(actor=self.facilitator, issue=issue)
        made = issue_record(actor=self.facilitator, found=found, place=texts.PLACE, city="Banyuwangi")
        show_paper(actor=self.facilitator, paper=made.paper, is_public=True)

    def _settle(
        self,
        objection: Objection,
        fate: Fate,
        told: Mapping[str, str],
        version: ProposalVersion | None = None,
    ) -> None:
        settle_objection(
            actor=self.facilitator,
            objection=objection,
            fate=fate,
            note=told["note"],
            note_en=told["note_en"],
            version=version,
        )

    def ask(self, issue: Issue) -> None:
        """An open round, in which the demo's own roles can answer."""
        proposal = write_proposal(actor=self.facilitator, issue=issue, text=texts.OPEN, text_en=texts.OPEN_EN)
        found = self._opened(proposal)
        for side in BOTH_SIDES:
            for actor in self.people[side][3:9]:
                cast_gradient(actor=actor, found=found, gradient=2)

    def _opened(self, proposal: Proposal) -> DecisionRound:
        prepared = prepare_round(actor=self.facilitator, proposal=proposal)
        return open_round(actor=self.facilitator, found=prepared)

    def _close(self, found: DecisionRound, answers: Mapping[Side, Sequence[int]]) -> DecisionRound:
        for side, gradients in answers.items():
            for actor, gradient in zip(self.people[side], gradients, strict=True):
                cast_gradient(actor=actor, found=found, gradient=gradient)
        close_round(actor=self.facilitator, found=found)
        return DecisionRound.objects.select_related(
            "proposal__issue__initiative", "version", "initiative"
        ).get(pk=found.pk)
