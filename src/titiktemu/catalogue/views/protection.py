"""A page that is on its way."""

from django.http import Http404, HttpResponse

from titiktemu.foundation.requests import Request


def protection(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Not there yet."""
    raise Http404
