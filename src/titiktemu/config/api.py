"""The API: every room's router under /api/v1/, without pages of its own."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from titiktemu.consultation.api import router as consultation
from titiktemu.foundation.errors import NotAllowed, RuleBroken

# No interactive page: it would need inline scripts. The schema is at /api/v1/openapi.json.
api = NinjaAPI(title="Titik Temu", version="1", docs_url=None)
api.add_router("", consultation)


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    """403 in the API's own form."""
    return api.create_response(request, {"detail": "Not allowed."}, status=403)


@api.exception_handler(RuleBroken)
def rule_broken(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """409 with the rule's sentence."""
    return api.create_response(request, {"detail": str(error)}, status=409)
