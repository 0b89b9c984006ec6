"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from titiktemu.foundation.actors import Actor


class Request(HttpRequest):
    """A request after the middleware: ``actor`` is whoever sent it, ``htmx`` whether htmx did."""

    actor: Actor
    htmx: HtmxDetails
