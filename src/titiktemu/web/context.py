"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The actor, whether it comes back with a code of its own, whether this is the demo, and the theme.

    The theme is the one chosen with the switch, "" where it is the device's.
    """
    actor = getattr(request, "actor", None)
    theme = request.COOKIES.get("theme", "")
    return {
        "actor": actor,
        "has_way_back": actor is not None and any(one.participation_id is None for one in actor.participants),
        "is_demo": settings.DEMO,
        "theme": theme if theme in {"light", "dark"} else "",
    }
