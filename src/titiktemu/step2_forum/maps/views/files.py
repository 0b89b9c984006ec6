"""A map to take away: picture, table, paper."""

import csv
import io
from typing import Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.documents.content import Block, Content, Figure, Heading, Listing, Paragraph, Table, Text
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.maps.models import CausalLink, CausalMap, JointLink
from titiktemu.step2_forum.maps.pictures import as_png, as_svg, shapes, spoken
from titiktemu.step2_forum.maps.queries.cards import Drawn, drawn_of, links_of, sees
from titiktemu.step2_forum.maps.queries.joint import Joint, joint_of
from titiktemu.step2_forum.maps.views.places import map_for, named_side
from titiktemu.step2_forum.maps.words import Confidence, Outcome, sign_words

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
WIDE: Final = 1.8
"""A picture that is so much wider than high gets a page that lies."""


@require_safe
def file(request: Request, slug: str, number: int, side: str, form: str) -> HttpResponse:
    """The map of a side, or the joint one, as a file."""
    found = map_for(request.actor, slug, number)
    name = named_side(side)
    if form not in KINDS or (not name and not found.has_joint):
        raise Http404
    if not sees(request.actor, found, name):
        require(request.actor, Action.VIEW_SIDE_MAP, found.initiative, side=name)
    answer = HttpResponse(_made(request, found, name, form), content_type=KINDS[form])
    title = f"{found.initiative.slug}-peta-sebab-{found.number}-{side}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{title}"'
    return answer


def _made(request: Request, found: CausalMap, side: str, form: str) -> bytes:
    drawn = drawn_of(request.actor, found, side)
    joint = joint_of(found) if not side else None
    if form == "csv":
        rows = _joint_rows(joint) if joint else _side_rows(request, found, side)
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode("utf-8-sig")
    css = {(one.link.cause_id, one.link.effect_id): one.css for one in joint.links} if joint else None
    svg = as_svg(found, drawn, css)
    if form == "svg":
        return svg.encode()
    if form == "png":
        told = shapes(drawn, css)
        return as_png(svg, told["width"], told["height"])
    return as_pdf(_paper(request, found, side, drawn, joint, svg), made_at=timezone.now())


def _side_rows(request: Request, found: CausalMap, side: str) -> list[list[str]]:
    rows = links_of(request.actor, found, side).select_related("cause", "effect")
    marks = {1: "+", -1: "-", 0: "0"}
    return [
        ["cause", "effect", "sign", "confidence", "side"],
        *([*_named(one), marks[one.sign], str(one.confidence), one.side] for one in rows),
    ]


def _named(link: CausalLink | JointLink) -> list[str]:
    """Cause and effect, where no spreadsheet takes them for a formula; signs are no texts of people."""
    return [harmless_text(link.cause.text), harmless_text(link.effect.text)]


def _joint_rows(joint: Joint) -> list[list[str]]:
    marks = {1: "+", -1: "-", 0: "0", None: ""}
    return [
        ["cause", "effect", "government", "civil_society", "standing", "outcome", "note", "data"],
        *(
            [
                *_named(one.link),
                marks[one.link.government_sign],
                marks[one.link.civil_society_sign],
                str(one.standing),
                one.link.outcome,
                harmless_text(one.link.note),
                harmless_text("; ".join(question.text for question in one.link.data_questions.all())),
            ]
            for one in joint.links
        ),
    ]


def _paper(
    request: Request, found: CausalMap, side: str, drawn: Drawn, joint: Joint | None, svg: str
) -> Content:
    told = shapes(drawn)
    blocks: list[Block] = [Paragraph(_("No card yet"))]
    if drawn.cards:
        blocks = [Figure(svg=svg, alternative=spoken(found, drawn)), *_key(joint)]
    if joint:
        blocks += [
            Paragraph(_index_words(_("When the session began"), joint.start.shared, joint.start.links)),
            Paragraph(_index_words(_("Now"), joint.now.shared, joint.now.links)),
        ]
    rows, last = _joint_table(joint) if joint else _side_table(request, found, side)
    if rows:
        blocks += [Heading(_("Links")), Table((_("Cause"), _("Effect"), *last), tuple(rows))]
    return Content(
        title=_("Causal map"),
        subtitle=found.shown_problem,
        language="en" if (get_language() or "").startswith("en") else "id",
        blocks=tuple(blocks),
        is_fiction=found.initiative.is_fiction,
        lying=told["width"] > WIDE * told["height"],
    )


def _joint_table(joint: Joint) -> tuple[list[tuple[Text, ...]], tuple[str, str]]:
    rows: list[tuple[Text, ...]] = [
        (
            one.link.cause.shown_text,
            one.link.effect.shown_text,
            one.words,
            str(Outcome(one.link.outcome).label),
        )
        for one in joint.links
    ]
    return rows, (_("How the sides stand to it"), _("What came of it"))


def _side_table(
    request: Request, found: CausalMap, side: str
) -> tuple[list[tuple[Text, ...]], tuple[str, str]]:
    links = links_of(request.actor, found, side).select_related("cause", "effect")
    rows: list[tuple[Text, ...]] = [
        (
            one.cause.shown_text,
            one.effect.shown_text,
            sign_words(one.sign),
            str(Confidence(one.confidence).label),
        )
        for one in links
    ]
    return rows, (_("What it says"), _("How sure"))


def _key(joint: Joint | None) -> list[Block]:
    """What the lines of the joint map mean, for whoever has only the paper."""
    if joint is None:
        return []
    return [
        Listing(
            (
                _("thick: both see it alike"),
                _("dotted: contested"),
                _("dashed, blue: only government"),
                _("dashed, orange: only civil society"),
            )
        )
    ]


def _index_words(when: str, shared: int, links: int) -> str:
    return _("%(when)s: both sides see %(shared)d of %(links)d links alike.") % {
        "when": when,
        "shared": shared,
        "links": links,
    }
