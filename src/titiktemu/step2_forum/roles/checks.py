"""The guideline's sentence on understanding the part of the other."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.roles.models import RoleMirror
from titiktemu.step2_forum.roles.queries.learning import Learning, learning_of
from titiktemu.step2_forum.roles.queries.points import Told, mirror_of


def roles_check(initiative: Initiative) -> Check:
    """Whether both wrote and opened and every point was answered; what is disputed is named as open.

    At most four queries. How much a side wrote is not told before both have opened.
    """
    mirror = mirror_of(initiative)
    learning = learning_of(mirror)
    missing = _missing(mirror, learning)
    finding = _("Each side does not yet know the part of the other.")
    if not missing:
        finding = (
            _("Both sides answered what the other believes of them; what is disputed stays open.")
            if learning.disputed
            else _("Each side understands the part of the other.")
        )
    proofs = _proofs(mirror, learning) if mirror.is_open else []
    return Check(_("The parts of both, understood by both"), finding, proofs, missing)


def _missing(mirror: RoleMirror, learning: Learning) -> list[str]:
    if mirror.is_open:
        many = len(learning.waiting)
        said = ngettext(
            "%(many)d point of the role mirror waits for an answer.",
            "%(many)d points of the role mirror wait for an answer.",
            many,
        )
        return [said % {"many": many}] if many else []
    return [
        _("%(side)s has not yet opened what it wrote in the role mirror.") % {"side": side.label}
        for side in BOTH_SIDES
        if not mirror.is_ready(side)
    ]


def _proofs(mirror: RoleMirror, learning: Learning) -> list[Proof]:
    slug = mirror.initiative.slug
    home = reverse("roles:home", args=[slug])
    found = [Proof(_("Both sides wrote apart and opened at the same moment."), home)]
    if len(learning.waiting) < len(learning.believed):
        found.append(Proof(learning.in_words, reverse("roles:table", args=[slug])))
    return found + [Proof(_disputed_words(one), _url(slug, one)) for one in learning.disputed]


def _disputed_words(one: Told) -> str:
    return _("“%(point)s” is disputed and stays open.") % {"point": one.point.shown_text}


def _url(slug: str, one: Told) -> str:
    return reverse("roles:point", args=[slug, one.point.side, one.point.number])
