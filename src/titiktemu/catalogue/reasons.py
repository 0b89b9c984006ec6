"""Reasons in words, and what they must be."""

from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken

SHORTEST, LONGEST = 15, 2000
"""Letters and digits of a reason: a sentence rather than a word."""


def fitting(reason: str) -> str:
    """The reason without blanks around it; RuleBroken where it says nothing."""
    text = reason.replace("\0", "").strip()
    if sum(one.isalnum() for one in text) < SHORTEST:
        raise RuleBroken(_("Please give the reason in a sentence; others will read it."))
    return text[:LONGEST]
