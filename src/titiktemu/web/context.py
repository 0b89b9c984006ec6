"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The actor, whether this is the demo, and the theme chosen with the switch ("" = as the device)."""
    theme = request.COOKIES.get("theme", "")
    return {
        "actor": getattr(request, "actor", None),
        "is_demo": settings.DEMO,
        "theme": theme if theme in {"light", "dark"} else "",
    }
