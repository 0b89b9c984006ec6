"""Votes on the same statements before and after the discussion."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.services.again import ask_again
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.understanding.forms.votes import RoundsForm
from titiktemu.step2_forum.understanding.queries.votes import rounds_of, rounds_to_choose, two_rounds
from titiktemu.step2_forum.understanding.services.votes import choose_rounds
from titiktemu.step2_forum.understanding.views.places import initiative_for, writer
from titiktemu.step2_forum.understanding.views.rooms import page_beside
from titiktemu.step2_forum.understanding.vote_words import summary, words_of

PER_PAGE = 40
"""Statements on one page."""


@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: Request, slug: str) -> HttpResponse:
    """Both rounds side by side; whoever leads chooses which they are."""
    initiative = initiative_for(request.actor, slug)
    form = None
    if request.method == "POST":
        require(request.actor, Action.CHOOSE_ROUNDS, initiative)
        form = RoundsForm(request.POST, initiative=initiative)
        if form.is_valid():
            try:
                choose_rounds(actor=request.actor, initiative=initiative, **form.cleaned_data)
            except RuleBroken as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The two rounds are chosen."))
                return redirect("understanding:votes", slug)
    pair = rounds_of(initiative)
    found = two_rounds(pair) if pair else None
    may_choose = allows(request.actor, Action.CHOOSE_ROUNDS, initiative)
    if may_choose and form is None:
        form = RoundsForm(
            initial={"before": pair.before_id, "after": pair.after_id} if pair else {}, initiative=initiative
        )
    part = Paginator(words_of(found) if found else [], PER_PAGE).get_page(request.GET.get("page"))
    shown = page_beside(
        initiative,
        "votes",
        pair=pair,
        found=found,
        part=part,
        summary=summary(found) if found else "",
        form=form if may_choose else None,
        known=rounds_to_choose(initiative) if may_choose else [],
        writes=writer(request.actor, initiative) is not None,
    )
    failed = request.method == "POST"
    return render(request, "understanding/votes.html", shown, status=422 if failed else 200)


@require_POST
def again(request: Request, slug: str) -> HttpResponse:
    """Prepare a consultation with the statements of one that was voted on."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.CREATE_CONSULTATION, initiative)
    told = request.POST.get("consultation", "")
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0
    found = get_object_or_404(Consultation, initiative=initiative, number=number)
    made = ask_again(actor=request.actor, consultation=found)
    messages.success(
        request, _("The statements are ready to be asked again. Look at them, then open the voting.")
    )
    return redirect("consultation:home", slug, made.number)
