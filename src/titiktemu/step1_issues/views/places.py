"""What every page of this room begins with: which card or round is it, is it there for you, the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.models import Issue


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def issue_for(actor: Actor, slug: str, number: int) -> Issue:
    """The card, if its initiative exists for this reader."""
    initiative = initiative_for(actor, slug)
    issue = get_object_or_404(Issue, initiative=initiative, number=number)
    issue.initiative = initiative
    return issue


def led_issue(actor: Actor, slug: str, number: int, action: Action) -> Issue:
    """The card, for those who may do this with it."""
    issue = issue_for(actor, slug, number)
    require(actor, action, issue.initiative)
    return issue


def issue_address(name: str, issue: Issue, *more: Any) -> str:
    """The address of a page of this card."""
    return reverse(f"issues:{name}", args=[issue.initiative.slug, issue.number, *more])


def address(name: str, initiative: Initiative, *more: Any) -> str:
    """The address of a page of the room."""
    return reverse(f"issues:{name}", args=[initiative.slug, *more])


def page(request: Request, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of the room's own pages need: the pages of the room as tabs."""
    return {
        "initiative": initiative,
        "here": here,
        "tabs": [
            {"url": address(name, initiative), "label": label, "is_here": name == here}
            for name, label in _rooms()
        ],
        **more,
    }


def _rooms() -> list[tuple[str, str]]:
    return [
        ("index", _("Cards")),
        ("grid", _("Evidence")),
        ("rounds", _("Decision")),
        ("advanced", _("Further analysis")),
    ]


def issue_page(request: Request, issue: Issue, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of the pages of one card need."""
    return {
        "initiative": issue.initiative,
        "issue": issue,
        "here": here,
        "tabs": [
            {"url": issue_address(name, issue), "label": label, "is_here": name == here}
            for name, label in _pages()
        ],
        **more,
    }


def _pages() -> list[tuple[str, str]]:
    return [
        ("card", _("Card")),
        ("solutions", _("Solutions")),
        ("evidence", _("Evidence")),
        ("proposal", _("Proposal")),
    ]
