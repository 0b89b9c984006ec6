"""Pages and switches of the site itself: about, privacy, the theme, the catalogue of parts."""

from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side, Step
from titiktemu.web.guideline import GUIDES

A_YEAR = 60 * 60 * 24 * 365


def about(request: Request) -> HttpResponse:
    """What Titik Temu is, where the method comes from, and what is free to use."""
    return render(request, "web/about.html", {"guides": [(step, GUIDES[step]) for step in Step]})


def privacy(request: Request) -> HttpResponse:
    """Who hosts this and who could know what, in plain words."""
    return render(request, "web/privacy.html", {"host": request.get_host()})


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that opens the voting page without a network; from the root, so that it may do so there."""
    script = (settings.PACKAGE / "web" / "static" / "web" / "js" / "worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie ("" follows the device) and go back to where the switch was."""
    wanted, back = request.POST.get("theme", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else reverse("web:home"))
    if wanted in {"light", "dark"}:
        response.set_cookie(
            "theme", wanted, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


class _ExampleForm(forms.Form):
    """A form that shows each kind of field, for the catalogue alone."""

    title = forms.CharField(label=_("Title"), help_text=_("A few words that both sides would use."))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label=_("Both sides have read it"))
    how = forms.ChoiceField(
        label=_("How"), choices=[("a", _("On a phone")), ("b", _("On paper"))], widget=forms.RadioSelect
    )


def catalogue(request: Request) -> HttpResponse:
    """Every part of the pages in every state, for those who build pages; in the demo only."""
    if not settings.DEMO:
        raise Http404
    here = request.path
    return render(
        request,
        "web/catalogue.html",
        {
            "form": _ExampleForm({"title": "", "how": "a"}),
            "sides": list(Side),
            "page": Paginator(range(30), 10).get_page(2),
            "tabs": [
                SimpleNamespace(url=here, label=_("Results"), is_here=True),
                SimpleNamespace(url=here, label=_("Statements"), is_here=False),
            ],
            "facts": [(_("Sector"), _("Health")), (_("Time zone"), "WIB")],
            "head": [_("Statement"), _("Government"), _("Civil society")],
            "rows": [[_("Publish the number of tests every month"), "86%", "91%"]],
            "waits": [
                {
                    "text": _("Confirm the list of those who speak for your side"),
                    "note": _("12 people are on it"),
                    "url": here,
                    "label": _("open"),
                }
            ],
            "progress": [0, 0.25, 0.5, 0.75, 1],
        },
    )
