"""What every page of papers begins with: which initiative or paper is it, is it there for you."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from titiktemu.documents.models import Paper
from titiktemu.documents.queries import shown_paper, visible_papers
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import may_see


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def paper_for(actor: Actor, slug: str, paper: int) -> Paper:
    """The paper, if it exists for this reader."""
    found = visible_papers(actor, initiative_for(actor, slug)).select_related("initiative")
    return get_object_or_404(found, pk=paper)


def whole_paper_for(actor: Actor, slug: str, paper: int) -> Paper:
    """The paper with everything that its page shows."""
    return get_object_or_404(shown_paper(actor, initiative_for(actor, slug)), pk=paper)
