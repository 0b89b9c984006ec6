"""The guideline's two factors of the first step, computed from what happened: sentences, never a score."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.consultation.sentences import group_name, turnout_words
from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.distances import told_distance
from titiktemu.step1_issues.heard import Heard, activities_words, heard_in, unheard
from titiktemu.step1_issues.models import Issue
from titiktemu.step1_issues.queries.evidence import EvidenceBase, evidence_base
from titiktemu.step1_issues.words import Channel, IssueState


def checks_of(initiative: Initiative) -> list[Check]:
    """Both factors of an initiative, as things stand."""
    base = evidence_base(initiative)
    return [_important(initiative, base), _participatory(initiative, heard_in(initiative, base))]


def _focus(base: EvidenceBase) -> list[Issue]:
    """The issues that the check is about: what was chosen, else the short list, else all."""
    for state in (IssueState.CHOSEN, IssueState.SHORTLISTED):
        found = [one for one in base.issues if one.state == state]
        if found:
            return found
    return base.issues


def _important(initiative: Initiative, base: EvidenceBase) -> Check:
    grid = reverse("issues:grid", args=[initiative.slug])
    proofs = [
        Proof(sentence, reverse("issues:evidence", args=[initiative.slug, issue.number]))
        for issue in _focus(base)
        if (sentence := _spoken_for(base, issue))
    ]
    distance = told_distance(initiative)
    for issue in _focus(base):
        place = distance.public_place(issue)
        if place is not None:
            told = {"number": issue.number, "place": place, "all": len(distance.public)}
            proofs.append(
                Proof(_("The public puts issue %(number)d at place %(place)d of %(all)d.") % told, grid)
            )
    missing = [
        _("%(channel)s: not used, because: %(why)s")
        % {"channel": one.channel.label, "why": one.use.shown_note if one.use else ""}
        if not one.is_open
        else _("%(channel)s: nothing was gathered, and nobody has said why.") % {"channel": one.channel.label}
        for one in base.channels
        if not one.is_used
    ]
    if not distance.public:
        missing.append(_("The public has not been asked which of the issues matter most."))
    return Check(
        _("Important to the public"), _important_finding(base, bool(distance.public)), proofs, missing
    )


def _spoken_for(base: EvidenceBase, issue: Issue) -> str:
    channels = {name for number, name in base.grid.cells if number == str(issue.number)}
    pieces = sum(len(some) for (number, _name), some in base.links.items() if number == issue.number)
    if not channels and not pieces:
        return ""
    names = [str(one.label) for one in Channel if one.value in channels]
    return ngettext(
        "Issue %(number)d: %(pieces)d piece of evidence; channels that place it: %(channels)s.",
        "Issue %(number)d: %(pieces)d pieces of evidence; channels that place it: %(channels)s.",
        pieces,
    ) % {"number": issue.number, "pieces": pieces, "channels": ", ".join(names) or "–"}


def _important_finding(base: EvidenceBase, public_asked: bool) -> str:
    used = len(base.used)
    if not used:
        return _("Nothing shows yet whether these issues matter to the public.")
    told = {"used": used, "all": len(base.channels)}
    if public_asked:
        return (
            _("%(used)d of %(all)d ways of listening were used, the opinion of the public among them.") % told
        )
    return _("%(used)d of %(all)d ways of listening were used, but not the opinion of the public.") % told


def _participatory(initiative: Initiative, heard: Heard) -> Check:
    missing = unheard(heard)
    finding = (
        _("Both sides, others and citizens were heard, each in some way.")
        if not missing
        else ngettext(
            "%(many)d group or way of listening is missing.",
            "%(many)d groups or ways of listening are missing.",
            len(missing),
        )
        % {"many": len(missing)}
    )
    proofs = [*_listed(initiative, heard), *_reasons(initiative, heard)]
    proofs += [*_answers(initiative, heard), *_activities(initiative, heard)]
    return Check(_("As many as possible take part"), finding, proofs, missing)


def _listed(initiative: Initiative, heard: Heard) -> list[Proof]:
    """Who is on the lists."""
    url = reverse("web:rosters", args=[initiative.slug])
    said = _("%(side)s: %(people)d people of %(organisations)d organisations are on its list.")
    return [
        Proof(
            said
            % {
                "side": side.label,
                "people": heard.people[side.value],
                "organisations": heard.organisations[side.value],
            },
            url,
        )
        for side in BOTH_SIDES
        if heard.people.get(side.value)
    ]


def _reasons(initiative: Initiative, heard: Heard) -> list[Proof]:
    """Who said why an issue should be solved."""
    url = reverse("issues:index", args=[initiative.slug])
    return [
        Proof(
            ngettext(
                "%(side)s: %(many)d person said why an issue should be solved.",
                "%(side)s: %(many)d people said why an issue should be solved.",
                heard.reasons[side.value],
            )
            % {"side": side.label, "many": heard.reasons[side.value]},
            url,
        )
        for side in BOTH_SIDES
        if heard.reasons.get(side.value)
    ]


def _answers(initiative: Initiative, heard: Heard) -> list[Proof]:
    """Who answered in the consultation."""
    url = reverse("consultation:index", args=[initiative.slug])
    said = _("Consultation, %(group)s: %(turnout)s.")
    return [
        Proof(said % {"group": group_name(one.group), "turnout": turnout_words(one)}, url)
        for one in heard.turnouts
    ]


def _activities(initiative: Initiative, heard: Heard) -> list[Proof]:
    """Who came to what was held."""
    if not heard.counted.activities:
        return []
    url = reverse("participation:statement", args=[initiative.slug])
    return [Proof(f"{activities_words(heard.counted)}.", url)]
