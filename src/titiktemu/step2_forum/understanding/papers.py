"""What the paper of the shared understanding says, in both languages."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from titiktemu.documents.content import (
    LANGUAGES,
    Block,
    Content,
    Facts,
    Heading,
    Language,
    Letterhead,
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
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.understanding.models import Claim, Wording
from titiktemu.step2_forum.understanding.queries.passages import AMENDED, PassageLine, SideStance
from titiktemu.step2_forum.understanding.sentences import accepted_words, evidence_words, with_unit
from titiktemu.step2_forum.understanding.words import HEADINGS, PassageKind, StanceWord

type Needs = dict[int, list[str]]
"""By the key of a passage: the data needs that stand behind it, in words."""


def understanding_contents(
    initiative: Initiative, lines: Sequence[PassageLine], needs: Needs, today: date
) -> dict[str, Content]:
    """Every passage that stands, in Indonesian and in English; words come in the language they have."""
    return {language: _content(initiative, lines, needs, today, language) for language in LANGUAGES}


def _content(
    initiative: Initiative, lines: Sequence[PassageLine], needs: Needs, today: date, language: Language
) -> Content:
    with override(language):
        blocks: list[Block] = [*_counted(lines, today, language)]
        for kind in PassageKind:
            mine = [one for one in lines if one.passage.kind == kind]
            if mine:
                blocks.append(Heading(str(HEADINGS[kind])))
            for one in mine:
                blocks += _passage(one, needs, language)
        blocks += [*_figures(lines, language), *_claims(lines)]
        blocks.append(Heading(_("Signatures")))
        offices = [_("On behalf of: %(side)s") % {"side": side.label} for side in BOTH_SIDES]
        blocks.append(Signatures(tuple(Place(one) for one in offices)))
        name = in_reader_language(initiative.title, initiative.title_en)
        title = _("Shared understanding of both sides")
        return Content(title, language, tuple(blocks), layout="act", letterhead=Letterhead(name))


def _counted(lines: Sequence[PassageLine], today: date, language: Language) -> Iterable[Block]:
    endorsed = sum(one.is_endorsed for one in lines)
    disputed = sum(one.is_disputed for one in lines)
    yield Facts(
        (
            (_("As it stands on"), short_day(today, language)),
            (_("Passages in all"), str(len(lines))),
            (_("Endorsed by both sides"), str(endorsed)),
            (_("Disputed by a side"), str(disputed)),
        )
    )
    if endorsed < len(lines):
        text = ngettext(
            "%(many)d passage is not endorsed by both sides. Silence is no endorsement.",
            "%(many)d passages are not endorsed by both sides. Silence is no endorsement.",
            len(lines) - endorsed,
        )
        yield Note(text % {"many": len(lines) - endorsed})


def _passage(line: PassageLine, needs: Needs, language: Language) -> Iterable[Block]:
    stands = line.stands
    yield Heading(_("Passage %(number)d") % {"number": line.passage.number}, 2)
    yield Paragraph(stands.shown_text)
    yield Paragraph(_version(line, language), align="end")
    if stands.helps and line.passage.kind != PassageKind.OPEN_DATA:
        yield Paragraph(_("How open data helps: %(helps)s") % {"helps": stands.helps})
    header = tuple(str(side.label) for side in BOTH_SIDES)
    yield Table(header, (tuple(_stance(one, language) for one in line.stances),))
    behind = needs.get(line.passage.pk, [])
    if behind:
        yield Paragraph(_("Data that is asked for:"))
        yield Listing(tuple(behind))
    elif line.says_open_data:
        yield Paragraph(_("No data need stands behind it yet, so it does not count as helped by open data."))


def _version(line: PassageLine, language: Language) -> str:
    stands = line.stands
    told = {
        "number": stands.number,
        "day": _day(stands, language),
        "side": Side(stands.side).label if stands.side else _("whoever leads"),
    }
    waits = len(line.beside)
    if not waits:
        return _("Wording %(number)d of %(day)s, by %(side)s") % told
    text = ngettext(
        "Wording %(number)d of %(day)s, by %(side)s; %(many)d other wording waits",
        "Wording %(number)d of %(day)s, by %(side)s; %(many)d other wordings wait",
        waits,
    )
    return text % {**told, "many": waits}


def _day(stands: Wording, language: Language) -> str:
    return short_day(timezone.localtime(stands.written_at).date(), language)


def _stance(one: SideStance, language: Language) -> Text:
    if one.word == AMENDED:
        return _("Wrote another wording, and nothing of this one")
    if not one.word or one.said_at is None:
        return _("Has not said anything yet")
    told = {
        "word": StanceWord(one.word).label,
        "day": short_day(timezone.localtime(one.said_at).date(), language),
    }
    text = _("%(word)s on %(day)s") % told
    if one.word != StanceWord.DISPUTED:
        return text
    why = _("Why: %(reason)s") % {"reason": one.reason}
    query = _("What would settle it: %(query)s") % {"query": one.query}
    return f"{text}\n{why}\n{query}"


def _figures(lines: Sequence[PassageLine], language: Language) -> Iterable[Block]:
    rows: list[tuple[Text, ...]] = []
    for one in lines:
        if not one.figures:
            continue
        said = one.stands
        sides = [stance.side for stance in one.stances if stance.accepts_figures]
        rows.append(
            (
                str(one.passage.number),
                said.indicator or "–",
                _on(with_unit(said.baseline, said.unit), said.baseline_on, language),
                _by(with_unit(said.target, said.unit), said.due_on, language),
                said.source or "–",
                accepted_words(sides),
            )
        )
    if rows:
        header = (
            _("Passage"), _("Indicator"), _("Baseline"), _("Target"), _("Source"), _("Accepted by")
        )  # fmt: skip
        yield Heading(_("Figures of the targets"))
        yield Table(header, tuple(rows), widths=(1.3, 2.6, 1.9, 1.9, 2.4, 2))


def _on(figure: str, day: date | None, language: Language) -> str:
    return f"{figure}\n{short_day(day, language)}" if figure and day else figure or "–"


def _by(figure: str, day: date | None, language: Language) -> str:
    if not day:
        return figure or "–"
    until = _("by %(day)s") % {"day": short_day(day, language)}
    return f"{figure}\n{until}" if figure else until


def _claims(lines: Sequence[PassageLine]) -> Iterable[Block]:
    rows = [_claim(line, claim) for line in lines for claim in line.claims]
    if rows:
        header = (_("Passage"), _("Claim"), _("Figure"), _("Evidence"), _("Figure accepted by"))
        yield Heading(_("Claims and their evidence"))
        yield Table(header, tuple(rows), widths=(1.3, 3.2, 1.6, 3.2, 2))


def _claim(line: PassageLine, claim: Claim) -> tuple[Text, ...]:
    sides = [str(side) for side in BOTH_SIDES if claim.is_accepted_by(side)]
    text = claim.text
    if claim.side:
        text = _("%(claim)s (%(side)s)") % {"claim": text, "side": Side(claim.side).label}
    return (
        str(line.passage.number),
        text,
        with_unit(claim.value, claim.unit) or "–",
        evidence_words(claim),
        accepted_words(sides) if claim.value is not None else "–",
    )
