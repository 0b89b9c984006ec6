"""The front door."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from titiktemu.foundation.permissions import visible_initiatives
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Step
from titiktemu.web.demo.published import available
from titiktemu.web.guideline import GUIDES

PER_PAGE = 24


def home(request: Request) -> HttpResponse:
    """What Titik Temu is, the way in, and the initiatives this person may see."""
    initiatives = visible_initiatives(request.actor).prefetch_related("steps")
    return render(
        request,
        "web/home.html",
        {
            "page": Paginator(initiatives, PER_PAGE).get_page(request.GET.get("page")),
            "published": available() if settings.DEMO else [],
            "guides": [(step, GUIDES[step], (step - 1) / (len(Step) - 1)) for step in Step],
        },
    )
