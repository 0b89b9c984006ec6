"""Whether a consultation's figures are hidden from everybody now."""

from titiktemu.consultation.models import Consultation


def is_veiled(consultation: Consultation) -> bool:
    """Hidden by the facilitator, or held in one room and not closed yet.

    It holds for everybody alike: whoever leads the room sees no figure before the room does.
    """
    return consultation.results_hidden or (consultation.in_room and not consultation.is_closed)
