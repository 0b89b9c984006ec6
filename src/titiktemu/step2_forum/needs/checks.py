"""The guideline's sentence on data that both sides need, and on what is to be opened proactively."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.needs.queries.disclosure import Agreed, agreed_order
from titiktemu.step2_forum.needs.queries.needs import Numbers, numbers_of


def needs_check(initiative: Initiative) -> Check:
    """Whether causes and targets were asked for data, data is named, and both agreed what is opened first.

    A fixed number of queries.
    """
    numbers, agreed = numbers_of(initiative), agreed_order(initiative)
    missing = _missing(numbers, agreed)
    finding = (
        _("Which data would help, and what is opened first, is not yet settled by both.")
        if missing
        else _("Both sides know which data would help, and agreed what is opened first.")
    )
    return Check(_("Data to be opened is identified"), finding, _proofs(initiative, numbers, agreed), missing)


def _missing(numbers: Numbers, agreed: Agreed | None) -> list[str]:
    missing = []
    if not numbers.causes:
        missing.append(_("There is no cause on a joint map to ask about yet."))
    elif numbers.causes_asked < numbers.causes:
        missing.append(
            _("On %(many)d of %(all)d causes nobody has asked which data would show it.")
            % {"many": numbers.causes - numbers.causes_asked, "all": numbers.causes}
        )
    if numbers.targets_asked < numbers.targets:
        missing.append(
            _("On %(many)d of %(all)d targets nobody has asked which data would show it.")
            % {"many": numbers.targets - numbers.targets_asked, "all": numbers.targets}
        )
    if not numbers.needs_with_asset:
        missing.append(_("No data of the register is named as an answer to a data need."))
    if agreed is None:
        missing.append(_("Both sides have not yet agreed on an order of disclosure."))
    elif any(one.obstacle for one in agreed.places):
        missing.append(_("Data stands in the agreed order that the law asks more of before it is opened."))
    return missing


def _proofs(initiative: Initiative, numbers: Numbers, agreed: Agreed | None) -> list[Proof]:
    proofs = []
    if numbers.needs:
        text = ngettext(
            "%(many)d data need is asked, %(named)d with data that may answer it.",
            "%(many)d data needs are asked, %(named)d with data that may answer them.",
            numbers.needs,
        )
        url = reverse("needs:index", args=[initiative.slug])
        proofs.append(Proof(text % {"many": numbers.needs, "named": numbers.needs_with_asset}, url))
    if agreed is not None:
        text = ngettext(
            "Both sides agreed to open %(many)d piece of data.",
            "Both sides agreed to open %(many)d pieces of data, in order.",
            len(agreed.places),
        )
        proofs.append(
            Proof(text % {"many": len(agreed.places)}, reverse("needs:order", args=[initiative.slug]))
        )
    return proofs
