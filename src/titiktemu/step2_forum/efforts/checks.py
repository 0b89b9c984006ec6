"""The guideline's sentence on what is done about the problem already."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.efforts.queries.efforts import efforts_of


def efforts_check(initiative: Initiative) -> Check:
    """Whether both sides recorded current efforts, some of them tied to a cause. Two queries."""
    efforts = list(efforts_of(initiative))
    url = reverse("efforts:efforts", args=[initiative.slug])
    counts = {side: sum(one.side == side for one in efforts) for side in BOTH_SIDES}
    missing = [
        _("%(side)s has recorded no current effort.") % {"side": side.label}
        for side, many in counts.items()
        if not many
    ]
    if efforts and not any(one.causes.all() for one in efforts):
        missing.append(_("No effort is tied to a cause of the joint map."))
    proofs = [
        Proof(
            ngettext(
                "%(side)s: %(many)d current effort is recorded.",
                "%(side)s: %(many)d current efforts are recorded.",
                many,
            )
            % {"side": side.label, "many": many},
            url,
        )
        for side, many in counts.items()
        if many
    ]
    finding = (
        _("What is done about the problem already is not yet recorded by both.")
        if missing
        else _("Both sides recorded what is done about the problem already.")
    )
    return Check(_("Current efforts, recorded by both"), finding, proofs, missing)
