"""Expert interviews, and the rounds in which experts rate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.analysis.delphi import Outcome
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.forms.experts import InterviewForm, QuestionForm, RatingsForm
from titiktemu.step1_issues.evidence.models import DelphiQuestion, DelphiRound, Interview
from titiktemu.step1_issues.evidence.queries.experts import courses_of, interviews_of, open_round_of
from titiktemu.step1_issues.evidence.services.experts import (
    ask_experts,
    change_interview,
    close_round,
    open_next_round,
    type_ratings,
    write_interview,
)
from titiktemu.step1_issues.evidence.views.places import initiative_for, page


def outcome_words(outcome: str) -> str:
    """What the rounds of a question come to, as a sentence."""
    words = {
        Outcome.AGREED.value: _("The experts agree."),
        Outcome.SETTLED_APART.value: _("The experts stay apart, and hardly move any more."),
        Outcome.STILL_MOVING.value: _("The experts still move; another round is worth it."),
        Outcome.TOO_FEW.value: _("Too few experts rated; nothing is concluded."),
    }
    return words.get(outcome, "")


@require_http_methods(["GET", "HEAD", "POST"])
def experts(request: Request, slug: str) -> HttpResponse:
    """The interviews, and the questions with what their closed rounds came to."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.RUN_DELPHI if posts else Action.VIEW_EVIDENCE)
    form = QuestionForm(request.POST if posts else None)
    if form.is_valid():
        made = ask_experts(actor=request.actor, initiative=initiative, **form.cleaned_data)
        messages.success(request, _("The question is there, and its first round is open."))
        return redirect("evidence:question", slug, made.number)
    shown = page(
        request,
        initiative,
        "experts",
        interviews=list(interviews_of(request.actor, initiative)),
        courses=[(one, outcome_words(one.outcome)) for one in courses_of(initiative)],
        form=form,
    )
    return render(request, "evidence/experts.html", shown, status=422 if posts else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str, number: int | None = None) -> HttpResponse:
    """Write an interview down, or change its note."""
    initiative = initiative_for(request.actor, slug, Action.WRITE_INTERVIEW)
    kept = get_object_or_404(Interview, initiative=initiative, number=number) if number else None
    form = InterviewForm(request.POST or None, instance=kept)
    if form.is_valid():
        told = form.cleaned_data
        if kept:
            change_interview(actor=request.actor, interview=kept, **told)
        else:
            kept = write_interview(actor=request.actor, initiative=initiative, **told)
        messages.success(request, _("Saved."))
        return redirect("evidence:interview", slug, kept.number)
    shown = page(request, initiative, "experts", form=form, interview=kept)
    return render(request, "evidence/write_interview.html", shown, status=422 if form.is_bound else 200)


@require_safe
def interview(request: Request, slug: str, number: int) -> HttpResponse:
    """One interview."""
    initiative = initiative_for(request.actor, slug)
    found = get_object_or_404(interviews_of(request.actor, initiative), number=number)
    return render(request, "evidence/interview.html", page(request, initiative, "experts", interview=found))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, slug: str, number: int) -> HttpResponse:
    """One question, for those who lead: type ratings, close the round, open the next."""
    initiative = initiative_for(request.actor, slug, Action.RUN_DELPHI)
    found = get_object_or_404(
        DelphiQuestion.objects.select_related("initiative"), initiative=initiative, number=number
    )
    now = open_round_of(found)
    people = list(Interview.objects.filter(initiative=initiative))
    way = request.POST.get("do", "") if request.method == "POST" else ""
    form = RatingsForm(request.POST if way == "rate" else None, experts=people, kept=_kept(now))
    if way == "close":
        close_round(actor=request.actor, question=found)
    elif way == "open":
        open_next_round(actor=request.actor, question=found)
    elif form.is_valid():
        type_ratings(actor=request.actor, question=found, ratings=form.ratings)
    else:
        shown = page(request, initiative, "experts", question=found, round=now, form=form, experts=people)
        return render(request, "evidence/question.html", shown, status=422 if way else 200)
    messages.success(request, _("Saved."))
    return redirect("evidence:question", slug, number)


def _kept(now: DelphiRound | None) -> dict[int, int]:
    return dict(now.ratings.values_list("interview", "value")) if now else {}
