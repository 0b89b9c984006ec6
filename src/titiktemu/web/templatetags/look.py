"""Template tags of the common look; loaded in every template (settings: builtins).

{% logo %}                          the two circles that meet
{% motif 0.6 %}                     the same, moved together by a progress from 0 to 1
{% icon "printer" %}                a symbol of static/web/icons.svg, hidden from screen readers
{% side_mark side %}                square, circle, diamond or triangle with the side's name as its label
{% side_name side %}                mark and name; {% side_chip side %} the same as a chip
{% percent 0.86 %}                  86%
{% day some_date %}                 23 November 2026; {% when some_time %} today, yesterday, 9 Apr
{{ initiative|in_language:"title" }}  the field in the reader's language, else as it was written
{% may "foundation.set_step" initiative as may_set %}   whether the reader may
{% spine initiative 1 %}            the five steps, the first one open
{% me %}                            who the reader is here
"""

from datetime import date, datetime, timedelta
from math import sqrt
from typing import Any

from babel.dates import format_date
from babel.numbers import format_percent
from django import template
from django.db import models
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import Side, StepProgress
from titiktemu.web.spine import spine_of

register = template.Library()

RADIUS = 12.0
APART, MET = 31.0, 11.0  # distance between the two centres at progress 0 and at progress 1
MIDDLE = 30.0

SIDE_CLASSES = {
    Side.GOVERNMENT: "gov",
    Side.CIVIL_SOCIETY: "cso",
    Side.OTHER: "other",
    Side.CITIZENS: "citizens",
}
SIDE_SHAPES = {
    Side.GOVERNMENT: "M1 1h10v10H1z",
    Side.CIVIL_SOCIETY: "M6 .5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z",
    Side.OTHER: "M6 0l6 6-6 6-6-6z",
    Side.CITIZENS: "M6 1l5.5 10H.5z",
}


def _circles(distance: float, extra: str) -> SafeString:
    """Draw two circles with their overlap; the box is as wide as the circles need, so nothing is cut."""
    left, right, top = MIDDLE - distance / 2, MIDDLE + distance / 2, RADIUS + 2
    half = sqrt(max(RADIUS**2 - (distance / 2) ** 2, 0.0))
    lens = ""
    if distance < 2 * RADIUS:
        arc = f"A{RADIUS:g} {RADIUS:g} 0 0 1 {MIDDLE:g}"
        lens = f"M{MIDDLE:g} {top - half:.2f}{arc} {top + half:.2f}{arc} {top - half:.2f}z"
    edge = left - RADIUS - 1
    return format_html(
        '<svg class="motif {}" viewBox="{} 1 {} 26" preserveAspectRatio="xMinYMid" '
        'aria-hidden="true" focusable="false">'
        '<circle class="g" cx="{}" cy="14" r="12"/><circle class="c" cx="{}" cy="14" r="12"/>'
        '<path class="m" d="{}"/></svg>',
        extra,
        f"{edge:g}",
        f"{2 * (MIDDLE - edge):g}",
        f"{left:g}",
        f"{right:g}",
        lens,
    )


@register.simple_tag
def logo() -> SafeString:
    """Draw the two circles, filled, meeting."""
    return _circles(MET + 3, "logo")


@register.simple_tag
def motif(progress: float) -> SafeString:
    """Draw the two circles moved together by ``progress``, from 0 (apart) to 1 (met)."""
    share = min(max(float(progress), 0.0), 1.0)
    return _circles(APART - share * (APART - MET), "" if share else "motif-apart")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Show a symbol of the sprite. It carries no meaning alone: words stand beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        static("web/icons.svg"),
        name,
    )


def _mark(side: Side, attributes: SafeString) -> SafeString:
    return format_html(
        '<svg class="mark {}" viewBox="0 0 12 12" {}><path d="{}"/></svg>',
        SIDE_CLASSES[side],
        attributes,
        SIDE_SHAPES[side],
    )


@register.simple_tag
def side_mark(side: str) -> SafeString:
    """Show the mark of a side alone, named for screen readers; nothing where there is no side."""
    if side not in Side:
        return SafeString("")
    known = Side(side)
    return _mark(known, format_html('role="img" aria-label="{}"', known.label))


def _mark_and_name(side: str, kind: str) -> SafeString:
    if side not in Side:
        return SafeString("")
    known = Side(side)
    mark = _mark(known, SafeString('aria-hidden="true" focusable="false"'))
    return format_html('<span class="{} {}">{}{}</span>', kind, SIDE_CLASSES[known], mark, known.label)


@register.simple_tag
def side_name(side: str) -> SafeString:
    """Show the mark and the name of a side in its colour."""
    return _mark_and_name(side, "side")


@register.simple_tag
def side_chip(side: str) -> SafeString:
    """Show the mark and the name of a side as a chip."""
    return _mark_and_name(side, "chip")


@register.filter
def side_class(side: str) -> str:
    """Return the CSS class that sets the colours of a side."""
    return SIDE_CLASSES[Side(side)] if side in Side else ""


def _locale() -> str:
    """Return Babel's name for the reader's language; dates in English are written day first."""
    return "en_GB" if (get_language() or "").startswith("en") else "id"


@register.simple_tag
def percent(share: float | None, digits: int = 0) -> str:
    """Write a share (0 to 1) as a percentage in the reader's way; a dash where there is none."""
    if share is None:
        return "–"
    return format_percent(share, format="#,##0." + "0" * digits + "%" if digits else None, locale=_locale())


def _as_day(moment: date | datetime) -> date:
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


@register.simple_tag
def day(moment: date | datetime | None) -> str:
    """Write a date in full: 23 November 2026."""
    return format_date(_as_day(moment), "d MMMM y", locale=_locale()) if moment else "–"


@register.simple_tag
def when(moment: date | datetime | None) -> str:
    """Write a date as people say it: today, yesterday, 9 Apr, and with its year where that is another."""
    if moment is None:
        return ""
    then, today = _as_day(moment), timezone.localdate()
    if then == today:
        return gettext("today")
    if then == today - timedelta(days=1):
        return gettext("yesterday")
    return format_date(then, "d MMM" if then.year == today.year else "d MMM y", locale=_locale())


@register.filter
def in_language(thing: models.Model, field: str) -> str:
    """Return a field in the reader's language where it was translated (``title_en``), else as written."""
    translated = getattr(thing, f"{field}_{get_language()}", "")
    return str(translated or getattr(thing, field) or getattr(thing, f"{field}_en", ""))


@register.simple_tag(takes_context=True)
def may(context: template.Context, action: str, initiative: Initiative | None = None, side: str = "") -> bool:
    """Whether the reader may do it (foundation/permissions.py); pages hide what a person may not do."""
    actor = context.get("actor")
    return isinstance(actor, Actor) and allows(actor, Action(action), initiative, side=side)


@register.inclusion_tag("components/spine.html")
def spine(initiative: Initiative, here: int | None = None) -> dict[str, Any]:
    """Show the five steps of an initiative with the state of each; ``here`` is the step that is open."""
    steps = spine_of(initiative, here)
    named = [one for one in steps if one.is_here] or [
        one for one in steps if one.progress == StepProgress.UNDER_WAY
    ]
    return {"steps": steps, "named": next(iter(named), None)}


@register.inclusion_tag("components/me.html", takes_context=True)
def me(context: template.Context) -> dict[str, Any]:
    """Say who the reader is: in an initiative their role there, elsewhere their name."""
    actor: Actor = context.get("actor") or STRANGER
    initiative = context.get("initiative")
    if isinstance(initiative, Initiative):
        place, participant = actor.place_in(initiative), actor.participant_in(initiative)
    else:
        place = next(iter(actor.participations), None)
        participant = next(iter(actor.participants), None)
    return {"actor": actor, "place": place, "participant": None if place else participant}
