"""All data needs, asking the next one, and one need with the data that answers it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.maps.models import DataQuestion
from titiktemu.step2_forum.needs.forms.needs import NameForm, NeedForm, SettleForm
from titiktemu.step2_forum.needs.models import DataNeed
from titiktemu.step2_forum.needs.queries.needs import assets_to_name, needs_of
from titiktemu.step2_forum.needs.queries.subjects import Topic, Walk, questions_to_carry, walk_of
from titiktemu.step2_forum.needs.services.asking import (
    ask_need,
    carry_question,
    change_need,
    name_asset,
    settle_need,
    unname_asset,
)
from titiktemu.step2_forum.needs.views.places import initiative_for, page, sides_asking

WAITING_SHOWN = 50
"""Topics of the walk on one page; the first of them are what is worth asking."""


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """How far the asking is, and every need."""
    initiative = initiative_for(request.actor, slug)
    walk = walk_of(initiative)
    topics = {one.key: one for one in (*walk.topics, *walk.others)}
    rows = [(one, topics.get(f"{one.kind}-{one.about}")) for one in needs_of(initiative)]
    shown = page(
        initiative,
        "index",
        walk=walk,
        rows=rows,
        may_ask=bool(sides_asking(request.actor, initiative)),
    )
    return render(request, "needs/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, slug: str) -> HttpResponse:
    """The cause, link or target that is most worth asking about next, or the one that was chosen."""
    initiative = initiative_for(request.actor, slug)
    sides = sides_asking(request.actor, initiative)
    if request.method != "POST":
        walk = walk_of(initiative)
        form = NeedForm(sides=sides) if sides else None
        return _asking(request, walk, initiative, _chosen(walk, request.GET.get("tentang", "")), form)
    if not sides:
        raise NotAllowed(Action.ASK_NEED)
    form = NeedForm(request.POST, sides=sides)
    about = request.POST.get("about", "")
    if form.is_valid():
        try:
            made = ask_need(
                actor=request.actor, initiative=initiative, side=form.asker, about=about, wanted=form.wanted
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("The data need is kept. If you know which data answers it, name it here.")
            )
            return redirect("needs:need", slug, made.number)
    walk = walk_of(initiative)
    return _asking(request, walk, initiative, _chosen(walk, about), form)


def _chosen(walk: Walk, key: str) -> Topic | None:
    return walk.topic(key) or next(iter(walk.waiting), None)


def _asking(
    request: Request, walk: Walk, initiative: Initiative, topic: Topic | None, form: NeedForm | None
) -> HttpResponse:
    waiting = walk.waiting
    keys = [one.key for one in waiting]
    at = keys.index(topic.key) if topic and topic.key in keys else -1
    shown = page(
        initiative,
        "ask",
        walk=walk,
        topic=topic,
        topic_url=topic.url(initiative) if topic else "",
        is_asked=bool(topic and topic.key in walk.asked),
        following=waiting[at + 1] if at + 1 < len(waiting) else None,
        waiting=waiting[:WAITING_SHOWN],
        more=max(0, len(waiting) - WAITING_SHOWN),
        carried=questions_to_carry(initiative, walk),
        sides=sides_asking(request.actor, initiative),
        form=form,
    )
    return render(request, "needs/ask.html", shown, status=422 if form is not None and form.errors else 200)


@require_POST
def carry(request: Request, slug: str, question: int) -> HttpResponse:
    """Take a question over that was asked on a map."""
    initiative = initiative_for(request.actor, slug)
    found = get_object_or_404(DataQuestion, initiative=initiative, pk=question)
    made = carry_question(actor=request.actor, initiative=initiative, question=found)
    messages.success(request, _("The question is a data need now."))
    return redirect("needs:need", slug, made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def need(request: Request, slug: str, need: int) -> HttpResponse:
    """One need: what it is about, the data that may answer, and what came of it."""
    initiative = initiative_for(request.actor, slug)
    row = get_object_or_404(needs_of(initiative), number=need)
    if request.method != "POST":
        return _shown(request, row)
    do = request.POST.get("do", "")
    if do not in DEEDS:
        return _shown(request, row, status=422)
    form = _forms(request, row, request.POST)[do]
    if form is None:
        require(request.actor, DEEDS[do], initiative, side=row.side)
        raise NotAllowed(DEEDS[do])
    if form.is_valid():
        try:
            _done(request, row, do, form)
        except RuleBroken as error:
            form.add_error(None, str(error))
            row = get_object_or_404(needs_of(initiative), number=need)
            _show_newer(form, do, row)
        else:
            return redirect("needs:need", slug, need)
    return _shown(request, row, do, form)


DEEDS = {
    "change": Action.ASK_NEED,
    "name": Action.LINK_ASSET,
    "unname": Action.LINK_ASSET,
    "settle": Action.SETTLE_NEED,
}
"""What a form of the page does, and the verb that allows it."""


def _show_newer(form: Any, do: str, row: DataNeed) -> None:
    """What was typed stays; the next try is about the version that is now in view."""
    if do == "change":
        form.data = data = form.data.copy()
        data["version"] = str(row.version)


def _forms(request: Request, row: DataNeed, data: Any = None) -> dict[str, Any]:
    """The forms that this person may use, by what they do."""
    actor, initiative = request.actor, row.initiative
    may = {do: allows(actor, action, initiative, side=row.side) for do, action in DEEDS.items()}
    may["name"] = may["unname"] = allows(actor, Action.LINK_ASSET, initiative, side=actor.side_in(initiative))
    wanted = {"text": row.text, "whereabouts": row.whereabouts, "version": row.version}
    assets = assets_to_name(actor, row)
    return {
        "change": NeedForm(data, sides=[row.side], initial=wanted) if may["change"] else None,
        "name": NameForm(data, assets=assets) if may["name"] else None,
        "unname": NameForm(data, assets=row.assets.all()) if may["unname"] else None,
        "settle": SettleForm(data, initial={"state": row.state, "answer": row.answer})
        if may["settle"]
        else None,
    }


def _done(request: Request, row: DataNeed, do: str, form: Any) -> None:
    told, actor = form.cleaned_data, request.actor
    if do == "change":
        change_need(actor=actor, need=row, wanted=form.wanted, version=told["version"] or 0)
    elif do == "name":
        name_asset(actor=actor, need=row, asset=told["asset"], tell=told["tell"])
    elif do == "unname":
        unname_asset(actor=actor, need=row, asset=told["asset"])
    else:
        settle_need(actor=actor, need=row, state=told["state"], answer=told["answer"])
    messages.success(request, _("It is kept."))


def _shown(
    request: Request, row: DataNeed, do: str = "", form: Any = None, status: int = 200
) -> HttpResponse:
    walk = walk_of(row.initiative)
    forms = _forms(request, row)
    if form is not None:
        forms[do] = form
    topic = walk.topic(f"{row.kind}-{row.about}")
    following = next(iter(walk.waiting), None)
    shown = page(
        row.initiative,
        "need",
        need=row,
        topic=topic,
        topic_url=topic.url(row.initiative) if topic else "",
        following=following,
        failed=form,
        **{f"{name}_form": one for name, one in forms.items()},
    )
    return render(request, "needs/need.html", shown, status=422 if form is not None else status)
