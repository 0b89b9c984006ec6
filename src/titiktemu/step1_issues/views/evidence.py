"""Evidence: what speaks for one issue, the grid of issues by channels, and each channel."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.distances import told_distance
from titiktemu.step1_issues.forms.solutions import ChannelForm, EvidenceForm, PiecesForm
from titiktemu.step1_issues.models import ChannelUse, EvidenceLink, Issue
from titiktemu.step1_issues.queries.evidence import EvidenceBase, evidence_base, quotes_of
from titiktemu.step1_issues.queries.pieces import linkable_pieces
from titiktemu.step1_issues.services.evidence import (
    link_evidence,
    link_pieces,
    rank_channel,
    unlink_evidence,
)
from titiktemu.step1_issues.views.places import (
    address,
    initiative_for,
    issue_address,
    issue_for,
    issue_page,
    led_issue,
    page,
)
from titiktemu.step1_issues.words import Channel, IssueState


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: Request, slug: str, number: int) -> HttpResponse:
    """What speaks for an issue, channel by channel; linking more."""
    issue = issue_for(request.actor, slug, number)
    if request.method != "POST":
        return _show(request, issue)
    require(request.actor, Action.LINK_EVIDENCE, issue.initiative)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return _show(request, issue, form=form, status=422)
    link_evidence(actor=request.actor, issue=issue, **form.told)
    messages.success(request, _("The evidence is linked."))
    return redirect(issue_address("evidence", issue))


def _show(
    request: Request, issue: Issue, *, form: EvidenceForm | None = None, status: int = 200
) -> HttpResponse:
    links = quotes_of(issue)
    may_link = issue.state != IssueState.REPLACED and allows(
        request.actor, Action.LINK_EVIDENCE, issue.initiative
    )
    uses = {use.channel: use for use in ChannelUse.objects.filter(initiative=issue.initiative)}
    pieces = linkable_pieces(issue) if may_link else []
    shown = issue_page(
        request,
        issue,
        "evidence",
        channels=[
            {
                "channel": channel,
                "links": [one for one in links if one.channel == channel],
                "use": uses.get(channel.value),
            }
            for channel in Channel
        ],
        may_link=may_link,
        form=(form or EvidenceForm()) if may_link else None,
        pieces_form=PiecesForm(pieces=pieces) if pieces else None,
    )
    return render(request, "issues/evidence.html", shown, status=status)


@require_POST
def link_gathered(request: Request, slug: str, number: int) -> HttpResponse:
    """Link what was gathered."""
    issue = led_issue(request.actor, slug, number, Action.LINK_EVIDENCE)
    form = PiecesForm(request.POST, pieces=linkable_pieces(issue))
    if not form.is_valid():
        return _show(request, issue, status=422)
    link_pieces(actor=request.actor, issue=issue, keys=form.cleaned_data["pieces"])
    messages.success(request, _("The evidence is linked."))
    return redirect(issue_address("evidence", issue))


@require_POST
def unlink(request: Request, slug: str, number: int, link: int) -> HttpResponse:
    """Take a piece of evidence off."""
    issue = led_issue(request.actor, slug, number, Action.LINK_EVIDENCE)
    found = get_object_or_404(EvidenceLink, issue=issue, pk=link)
    found.issue = issue
    unlink_evidence(actor=request.actor, link=found)
    messages.success(request, _("The evidence is taken off."))
    return redirect(issue_address("evidence", issue))


@require_safe
def grid(request: Request, slug: str) -> HttpResponse:
    """The page that decisions are taken from: issues by channels, and what one channel changes."""
    initiative = initiative_for(request.actor, slug)
    base = evidence_base(initiative)
    shown = page(
        request,
        initiative,
        "grid",
        base=base,
        rows=_rows(base),
        without=_without(base),
        distance=told_distance(initiative),
        may_rank=allows(request.actor, Action.RANK_CHANNEL, initiative),
    )
    return render(request, "issues/grid.html", shown)


def _rows(base: EvidenceBase) -> list[dict[str, Any]]:
    order = {name: at for at, name in enumerate(base.grid.order, start=1)}
    return [
        {
            "issue": issue,
            "place": order.get(str(issue.number)),
            "cells": [
                {
                    "cell": base.grid.cells.get((str(issue.number), row.channel.value)),
                    "standing": base.standings.get((issue.number, row.channel.value)),
                    "derived": row.channel.value in base.derived,
                    "links": len(base.links.get((issue.number, row.channel.value), ())),
                }
                for row in base.used
            ],
        }
        for issue in base.ordered
    ]


def _without(base: EvidenceBase) -> list[dict[str, Any]]:
    """What changes where a channel is left out, in issues rather than in their numbers."""
    by_number = {str(one.number): one for one in base.issues}
    return [
        {
            "channel": Channel(name),
            "w": told.w,
            "moved": [(by_number[issue], places < 0, abs(places)) for issue, places in told.moved],
        }
        for name, told in base.grid.without.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: Request, slug: str, channel: str) -> HttpResponse:
    """Where a channel puts the issues, or why it was not used."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.RANK_CHANNEL, initiative)
    if channel not in Channel.values:
        raise Http404
    use = ChannelUse.objects.filter(initiative=initiative, channel=channel).first()
    form = ChannelForm(request.POST or None, initiative=initiative, channel=channel, instance=use)
    if request.method == "POST" and form.is_valid() and _ranked(request, initiative, channel, form):
        messages.success(request, _("It is noted what this channel says."))
        return redirect(address("grid", initiative))
    shown = page(request, initiative, "channel", channel=Channel(channel), form=form)
    return render(request, "issues/channel.html", shown, status=422 if request.method == "POST" else 200)


def _ranked(request: Request, initiative: Initiative, channel: str, form: ChannelForm) -> bool:
    told = {name: form.cleaned_data[name] for name in ("is_used", "note", "note_en")}
    try:
        rank_channel(actor=request.actor, initiative=initiative, channel=channel, places=form.places, **told)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True
