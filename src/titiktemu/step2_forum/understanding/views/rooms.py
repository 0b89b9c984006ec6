"""Tabs of the pages that stand beside the passages: votes before and after, paper and files."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.models import Initiative


def page_beside(initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of these pages need."""
    rooms = [
        ("index", _("All passages")),
        ("votes", _("Votes before and after")),
        ("paper", _("Paper and files")),
    ]
    return {
        "initiative": initiative,
        "here": here,
        "tabs": [
            {
                "url": reverse(f"understanding:{name}", args=[initiative.slug]),
                "label": label,
                "is_here": name == here,
            }
            for name, label in rooms
        ],
        **more,
    }
