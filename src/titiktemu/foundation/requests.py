"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from titiktemu.foundation.actors import Actor


class Request(HttpRequest):
    """A request after the middleware: ``actor`` is whoever sent it, ``htmx`` whether htmx did."""

    actor: Actor
    htmx: HtmxDetails


def is_looked_at(request: HttpRequest) -> bool:
    """Whether somebody sees the answer: not where its head alone is asked for, or a browser fetches ahead."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method != "HEAD" and "prefetch" not in purpose
