"""Error pages: what happened, what was kept, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is here, or nothing that this person may know of."""
    return render(request, "404.html", status=404)


def only_a_form(request: HttpRequest) -> HttpResponse:
    """405: the address of a form's button, opened like a page."""
    return render(request, "405.html", status=405)


def rule_broken(request: HttpRequest, sentence: str, *, status: int = 409) -> HttpResponse:
    """409 or 429: allowed, but not now or not so; the sentence of the rule says why."""
    return render(request, "409.html", {"sentence": sentence}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere."""
    return render(request, "403_form.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own mistake; the page needs neither database nor session."""
    return render(request, "500.html", status=500)
