"""One point after both have opened: what was said to it, and the answer of the side whose turn it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.roles.forms.points import REPLY_DISPUTED, AnswerForm
from titiktemu.step2_forum.roles.models import RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.learning import learning_of
from titiktemu.step2_forum.roles.queries.points import Told, pairs_of, points_of, told_of
from titiktemu.step2_forum.roles.services.answering import answer_point
from titiktemu.step2_forum.roles.services.writing import Changed
from titiktemu.step2_forum.roles.views.places import address, page, side_for, sides_for
from titiktemu.step2_forum.roles.words import Word


@require_POST
def answer(request: Request, slug: str, side: str, point: int) -> HttpResponse:
    """Answer a point for the side that it is about, or reply for the side that wrote it."""
    mirror, side = side_for(request.actor, slug, side)
    row = get_object_or_404(points_of(mirror, side), number=point)
    row.mirror = mirror
    word = request.POST.get("do", "")
    speaking = _speaking(row, word)
    require(request.actor, Action.ANSWER_ROLE, mirror.initiative, side=speaking)
    form = AnswerForm(request.POST, told=told_of([row])[0], word=word)
    if form.is_valid():
        try:
            answer_point(actor=request.actor, point=row, side=speaking, answer=form.answer)
        except Changed as error:
            # What was typed stays in the form; what the other said stands above it.
            row = points_of(mirror, side).get(pk=row.pk)
            form.data = request.POST.copy()
            form.data["in_view"] = str(len(row.answers.all()))
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The answer of your side is kept."))
            return redirect(_following(mirror, speaking))
    return point_page(request, mirror, row, form)


def _speaking(row: RolePoint, word: str) -> str:
    """Who speaks with a word: each has its own, and a dispute says whose it is."""
    return row.side if word in {Word.ACCEPTED, REPLY_DISPUTED} else row.about


def _following(mirror: RoleMirror, side: str) -> str:
    """The next point that waits for the side, or the overview."""
    waiting = learning_of(mirror).waits_for(side)
    if not waiting:
        return address("home", mirror)
    return address("point", mirror, waiting[0].point.side, waiting[0].point.number)


def point_page(
    request: Request, mirror: RoleMirror, row: RolePoint, failed: AnswerForm | None = None
) -> HttpResponse:
    """A point with all that was said to it, and the forms of those who may say more."""
    told = told_of([row])[0]
    may = sides_for(request.actor, mirror, Action.ANSWER_ROLE)
    word = failed.data.get("do", "") if failed else ""
    speaks = not told.is_settled or failed is not None or "lagi" in request.GET
    may_answer = not row.is_own and row.about in may
    may_reply = told.correction is not None and row.side in may
    shown = page(
        request,
        mirror,
        "point",
        told=told,
        point=row,
        beside=_beside(mirror, row),
        failed=failed,
        failed_word=word,
        forms=_forms(told, failed, word) if not row.is_own else {},
        may_answer=may_answer and speaks,
        may_reply=may_reply and speaks,
        may_think_again=(may_answer or may_reply) and not speaks,
    )
    return render(request, "roles/point.html", shown, status=422 if failed else 200)


def _forms(told: Told, failed: AnswerForm | None, word: str) -> dict[str, Any]:
    """A form for each word, with addresses of their own for labels; the one that failed as it was sent."""
    words = [*Word.values, REPLY_DISPUTED]
    return {
        one: failed if failed and one == word else AnswerForm(told=told, word=one, auto_id=f"{one}_%s")
        for one in words
    }


def _beside(mirror: RoleMirror, row: RolePoint) -> list[RolePoint]:
    """What stands beside it by the word of the side concerned, or might."""
    found = [
        one for one in pairs_of(mirror) if row.pk in (one.own_id, one.belief_id) and one.says is not False
    ]
    return [one.belief if one.own_id == row.pk else one.own for one in found]
