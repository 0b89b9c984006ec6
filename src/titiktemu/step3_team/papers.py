"""The papers of the team: the leaders' statement, the charter, and the draft decree (SK tim)."""

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.content import (
    Block,
    Content,
    Facts,
    Heading,
    Language,
    Listing,
    Note,
    Paragraph,
    Place,
    Signatures,
    Table,
    Text,
)
from titiktemu.documents.words import short_day
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step3_team.models import Mandate, Member, Statement, Team
from titiktemu.step3_team.queries.composition import skills_held
from titiktemu.step3_team.queries.teams import agreed, of_side

BLANK = "........................"


def statement_contents(statement: Statement, leaders: list[Participation]) -> dict[str, Content]:
    """The statement as it is signed, in Indonesian and in English."""
    return {language: _statement(statement, leaders, language) for language in ("id", "en")}


def charter_contents(team: Team, statement: Statement | None) -> dict[str, Content]:
    """The charter of a team (piagam tim)."""
    return {language: _charter(team, statement, language) for language in ("id", "en")}


def decree_contents(team: Team, city: str) -> dict[str, Content]:
    """The draft of the decree by which an office appoints the team (SK tim)."""
    return {language: _decree(team, city, language) for language in ("id", "en")}


def _statement(statement: Statement, leaders: list[Participation], language: Language) -> Content:
    with override(language):
        initiative = statement.initiative
        name = in_reader_language(initiative.title, initiative.title_en)
        blocks: list[Block] = [
            Paragraph(_("In the initiative “%(name)s” the leaders of both sides declare:") % {"name": name}),
            *_lines(statement.shown("text")),
            Heading(_("What the team may decide alone")),
            *_lines(statement.shown("may_decide")),
            Heading(_("Data that we release")),
            *_lines(statement.shown("data_released")),
            Heading(_("Resources")),
            *_lines(statement.shown("resources")),
            Heading(_("Review")),
            Paragraph(
                _("We look together at what became of this on %(day)s.")
                % {"day": short_day(statement.review_on, language)}
            ),
            Heading(_("Signatures")),
            Paragraph(
                _(
                    "A duty stamp (meterai) may be set beside a signature; none is needed. Leaders need not"
                    " be members of the team."
                )
            ),
            Signatures(_side_by_side(*(_places(leaders, side, statement.city) for side in BOTH_SIDES))),
        ]
        return Content(
            _("Joint statement of commitment"),
            language,
            tuple(blocks),
            layout="act",
            subtitle=_("Version %(number)d") % {"number": statement.number},
        )


def _lines(text: str) -> list[Block]:
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    if len(lines) > 1:
        return (
            [Paragraph(lines[0]), Listing(tuple(lines[1:]))] if lines[0].endswith(".") else [_listed(lines)]
        )
    return [Paragraph(lines[0] if lines else "–")]


def _listed(lines: list[str]) -> Listing:
    return Listing(tuple(lines))


def _side_by_side(government: Iterable[Place], civil_society: Iterable[Place]) -> tuple[Place | None, ...]:
    """Government in the left column, civil society in the right one, however many there are of each."""
    return tuple(one for row in zip_longest(government, civil_society) for one in row)


def _places(leaders: list[Participation], side: Side, city: str) -> tuple[Place, ...]:
    told = [one for one in leaders if one.side == side]
    named = [(one.office or str(one.organisation or "") or BLANK, one.name) for one in told]
    return tuple(
        Place(office, name, role=str(side.label), city_and_date=f"{city}, {BLANK}")
        for office, name in named or [(BLANK, "")]
    )


def _charter(team: Team, statement: Statement | None, language: Language) -> Content:
    with override(language):
        here = agreed(team)
        blocks: list[Block] = [
            *_lines(team.shown_purpose),
            *_formed(team, language),
            Heading(_("Members")),
            *_members(here, language),
            *_led(here),
            *_needed(team),
            Heading(_("How we work")),
            Listing(
                (
                    _("Two lead the team, one of each side; neither decides alone."),
                    _("What differs is written down with its reason, and never voted away."),
                    _("Whoever is transferred hands their mandate over to the successor of their office."),
                    _("Data is shared within the team first, and released as both sides have agreed."),
                )
            ),
            *_decided(statement, language),
            Heading(_("Signatures")),
            Signatures(_signing_of(here) or (Place(BLANK),)),
        ]
        return Content(
            _("Charter of the team “%(name)s”") % {"name": team.shown_name},
            language,
            tuple(blocks),
            layout="act",
        )


def _formed(team: Team, language: Language) -> list[Block]:
    day = team.formed_in.starts_at if team.formed_in else team.formed_at
    pairs: list[tuple[str, Text]] = [(_("Formed on"), short_day(timezone.localtime(day).date(), language))]
    if team.formed_in:
        pairs.append((_("Formed in"), team.formed_in.shown_title))
    return [Facts(tuple(pairs))]


def _members(here: list[Member], language: Language) -> list[Block]:
    header = (_("Name"), _("Side"), _("Office"), _("Builds or applies"), _("Hours a week"))
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            one.place.name or "–",
            str(Side(one.place.side).label),
            office_of(one, language),
            one.builds,
            str(one.hours),
        )
        for one in here
    )
    if not rows:
        return [Paragraph(_("Nobody has agreed to be a member yet."))]
    return [
        Table(header, rows, aligns=("start", "start", "start", "start", "end"), widths=(2.8, 2.2, 3, 3.6, 2))
    ]


def office_of(member: Member, language: str) -> str:
    """A member's office, how and until when it is held; that of the list where there is no mandate."""
    today = timezone.localdate()
    mandate: Mandate | None = next((one for one in member.mandates.all() if one.holds_on(today)), None)
    if mandate is None:
        return member.place.office or str(member.place.organisation or "–")
    held = "" if mandate.holding == "full" else f"{mandate.holding.capitalize()}. "
    until = _until(mandate.ends_on, language)
    return f"{held}{mandate.office}{until}"


def _until(day: date | None, language: str) -> str:
    return " " + _("(until %(day)s)") % {"day": short_day(day, language)} if day else ""


def _led(here: list[Member]) -> list[Block]:
    leads = [one for one in here if one.is_co_lead]
    if not leads:
        return []
    pairs: list[tuple[str, Text]] = [
        (_("Co-lead, %(side)s") % {"side": Side(one.place.side).label}, one.place.name or "–")
        for one in leads
    ]
    return [Facts(tuple(pairs))]


def _needed(team: Team) -> list[Block]:
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (one.skill.name, ", ".join(who.place.name for who in one.members) or _("nobody yet"))
        for one in skills_held(team)
    )
    if not rows:
        return []
    return [Heading(_("Skills")), Table((_("Needed"), _("Held by")), rows, widths=(1, 2))]


def _decided(statement: Statement | None, language: Language) -> list[Block]:
    if statement is None:
        return []
    return [
        Heading(_("What the team may decide alone")),
        *_lines(statement.shown("may_decide")),
        Paragraph(
            _("The leaders review this on %(day)s.") % {"day": short_day(statement.review_on, language)}
        ),
    ]


def _signing_of(members: list[Member]) -> tuple[Place | None, ...]:
    return _side_by_side(*([_signing(one) for one in of_side(members, side)] for side in BOTH_SIDES))


def _signing(member: Member) -> Place:
    return Place(
        member.place.office or str(member.place.organisation or BLANK),
        member.place.name,
        role=str(Side(member.place.side).label),
    )


def _decree(team: Team, city: str, language: Language) -> Content:
    with override(language):
        name = team.shown_name
        blocks: list[Block] = [
            Note(
                _("A draft: the office's legal section fills in its number, its basis and who signs."),
                title=_("Draft"),
            ),
            Heading(_("Considering")),
            Listing(
                (
                    _("that the problem needs the work of government and of civil society together;"),
                    _("that a team of both sides was formed for this: %(purpose)s")
                    % {"purpose": " ".join(team.shown_purpose.split())},
                ),
                ordered=True,
            ),
            Heading(_("Recalling")),
            Listing((_decree_law(), BLANK), ordered=True),
            Heading(_("Decides")),
            *_decisions(team, name, language),
            Signatures((Place(BLANK, city_and_date=f"{city}, {BLANK}"),), at_end=True),
        ]
        title = _("Draft decree on the team “%(name)s”") % {"name": name}
        return Content(title, language, tuple(blocks), layout="act")


def _decree_law() -> str:
    return _("Law number 14 of 2008 on the openness of public information;")


def _decisions(team: Team, name: str, language: Language) -> list[Block]:
    last = _("This decree holds from the day on which it is set; costs are borne as the law provides.")
    said: list[tuple[str, Text]] = [
        (_("First"), _("The team “%(name)s” is formed with the members named below.") % {"name": name}),
        (_("Second"), _("The team develops and applies the solution, and reports to both sides' leaders.")),
        (_("Third"), _("Where a member is transferred, the holder of the office follows.")),
        (_("Fourth"), last),
    ]
    return [Facts(tuple(said)), Heading(_("Members")), *_members(agreed(team), language)]
