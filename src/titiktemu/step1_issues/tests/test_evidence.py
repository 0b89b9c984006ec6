"""Evidence: links that stay with their issue, channels that say why they were not used, the grid of both."""

from datetime import date

import pytest
from django.urls import reverse

from titiktemu.analysis.rankings import distance
from titiktemu.consultation.tests.cast import opened
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.evidence.models import Quote
from titiktemu.step1_issues.evidence.services.experts import change_interview, write_interview
from titiktemu.step1_issues.evidence.services.groups import add_quote, take_quote_back, write_group
from titiktemu.step1_issues.evidence.services.media import add_article
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step1_issues.queries.evidence import evidence_base, public_ranking
from titiktemu.step1_issues.queries.pieces import STATEMENT, linkable_pieces
from titiktemu.step1_issues.services.evidence import (
    Place,
    link_evidence,
    link_pieces,
    rank_channel,
    unlink_evidence,
)
from titiktemu.step1_issues.services.reshaping import split_issue
from titiktemu.step1_issues.tests.cards import written
from titiktemu.step1_issues.words import Channel, EvidenceKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(facilitator, initiative):
    """Three cards."""
    return [written(facilitator, initiative, f"Masalah {name}.") for name in "ABC"]


def quoted(facilitator, issue, text="“Airnya bau.”", **more):
    return link_evidence(
        actor=facilitator,
        issue=issue,
        channel=Channel.FOCUS_GROUPS,
        kind=EvidenceKind.QUOTE,
        text=text,
        **more,
    )


def ranked(facilitator, initiative, channel, *order, people=None):
    places = {number: Place(rank, people=people) for rank, number in enumerate(order, start=1)}
    return rank_channel(
        actor=facilitator, initiative=initiative, channel=channel, is_used=True, places=places
    )


def test_what_comes_from_a_row_is_linked_once_and_can_be_taken_off(facilitator, issue):
    link = quoted(facilitator, issue, source="evidence.quote", source_id=4)
    with pytest.raises(RuleBroken):
        quoted(facilitator, issue, source="evidence.quote", source_id=4)
    unlink_evidence(actor=facilitator, link=link)
    assert not EvidenceLink.objects.exists()


def test_only_who_leads_links_evidence(official, issue):
    with pytest.raises(NotAllowed):
        quoted(official, issue)


def test_statements_of_the_own_consultations_are_linked_as_they_were_said(
    facilitator, initiative, make_initiative, administrator, issue
):
    here = opened(facilitator, initiative, statements=3)
    elsewhere = opened(administrator, make_initiative("Lain"), statements=1)
    wanted = [*here.statements.all()[:2], *elsewhere.statements.all()]
    keys = [f"{STATEMENT}:{one.pk}" for one in wanted]
    assert link_pieces(actor=facilitator, issue=issue, keys=keys) == 2
    assert link_pieces(actor=facilitator, issue=issue, keys=keys) == 0
    assert len(linkable_pieces(issue)) == 1
    assert {one.text for one in issue.evidence.all()} == {one.text for one in wanted[:2]}


def test_quotes_and_articles_that_everybody_may_read_are_picked_on_the_page_of_a_card(
    client_as, facilitator, initiative, issue
):
    add_article(actor=facilitator, initiative=initiative, source="Radar", title="Air keruh lagi")
    told = {"held_on": date(2026, 3, 4), "place": "", "guide": ""}
    for side in ("", Side.GOVERNMENT):
        group = write_group(actor=facilitator, initiative=initiative, side=side, title="Diskusi", **told)
        for consent in ("anonymous", "none"):
            add_quote(actor=facilitator, group=group, text=f"Kata {side}{consent}", consent=consent)
    browser = client_as(facilitator)
    place = [initiative.slug, issue.number]
    page = browser.get(reverse("issues:evidence", args=place)).text
    assert "Kata anonymous" in page
    assert "Kata none" not in page  # not to be quoted
    assert "Kata government" not in page  # said in a session of one side
    keys = [one.source_key for one in linkable_pieces(issue)]
    assert browser.post(reverse("issues:link_gathered", args=place), {"pieces": keys}).status_code == 302
    found = {one.channel: one.text for one in issue.evidence.all()}
    assert found == {"media": "Air keruh lagi", "focus_groups": "Kata anonymous"}
    take_quote_back(actor=facilitator, quote=Quote.objects.get(text="Kata anonymous"))
    assert [one.channel for one in issue.evidence.all()] == ["media"]


def test_an_interview_on_a_card_tells_no_more_than_the_expert_agreed_to(facilitator, initiative, issue):
    told = {"held_on": date(2026, 3, 4), "field": "Teknik", "role": "Dosen", "interest": "-"}
    agreed, _hidden = (
        write_interview(
            actor=facilitator, initiative=initiative, problem=f"Sumur {at}.", consent=consent, **told
        )
        for at, consent in ((1, "with_role"), (2, "none"))
    )
    [piece] = linkable_pieces(issue)
    link_pieces(actor=facilitator, issue=issue, keys=[piece.source_key])
    assert [(one.channel, one.text, one.origin) for one in issue.evidence.all()] == [
        ("experts", "Sumur 1.", "Teknik, Dosen")
    ]
    change_interview(actor=facilitator, interview=agreed, consent="anonymous")
    assert [one.origin for one in issue.evidence.all()] == ["Teknik"]
    change_interview(actor=facilitator, interview=agreed, consent="none")
    assert not issue.evidence.exists()


def test_a_replaced_card_takes_no_more_evidence(facilitator, issue):
    split_issue(actor=facilitator, issue=issue, problems=["Satu.", "Dua."])
    with pytest.raises(RuleBroken):
        quoted(facilitator, issue)


def test_a_channel_that_was_not_used_says_why(facilitator, initiative):
    with pytest.raises(RuleBroken):
        rank_channel(actor=facilitator, initiative=initiative, channel=Channel.MEDIA, is_used=False)
    use = rank_channel(
        actor=facilitator,
        initiative=initiative,
        channel=Channel.MEDIA,
        is_used=False,
        note="Tidak ada media.",
    )
    assert use.note == "Tidak ada media."
    [media] = [one for one in evidence_base(initiative).channels if one.channel == Channel.MEDIA]
    assert not media.is_used
    assert not media.is_open


def test_the_grid_orders_issues_over_the_channels_and_says_what_one_channel_changes(
    facilitator, initiative, three
):
    ranked(facilitator, initiative, Channel.OPINION, 2, 1, 3, people=400)
    ranked(facilitator, initiative, Channel.FOCUS_GROUPS, 2, 1, 3)
    ranked(facilitator, initiative, Channel.EXPERTS, 1, 3, 2)
    base = evidence_base(initiative)
    assert base.grid.order == ("2", "1", "3") or base.grid.order[0] in ("1", "2")
    assert 0 < base.grid.w < 1
    assert base.grid.cells["2", "opinion"].n == 400
    assert base.grid.without["experts"].w == 1.0
    assert set(base.grid.without) == {"opinion", "focus_groups", "experts"}


def test_a_channel_that_nobody_ranked_is_ordered_by_what_was_linked_and_says_so(
    facilitator, initiative, three
):
    quoted(facilitator, three[2], "Satu", strength=3)
    quoted(facilitator, three[2], "Dua", strength=2)
    quoted(facilitator, three[0], "Tiga", strength=1)
    base = evidence_base(initiative)
    assert base.derived == {"focus_groups"}
    assert base.grid.order == ("3", "1")
    ranked(facilitator, initiative, Channel.FOCUS_GROUPS, 1, 3)
    assert evidence_base(initiative).grid.order == ("1", "3")


def test_the_rooms_ranking_is_held_against_the_publics(facilitator, initiative, three):
    assert public_ranking(initiative) == []
    ranked(facilitator, initiative, Channel.OPINION, 3, 1, 2)
    found = distance([["1"], ["2"], ["3"]], public_ranking(initiative))
    assert found.gaps[0].issue == "3"
    assert (found.gaps[0].room, found.gaps[0].public) == (3.0, 1.0)
    assert round(found.tau, 3) == -0.333
