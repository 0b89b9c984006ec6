"""Taking over a published consultation with one tap: only in the demo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from titiktemu.foundation.requests import Request
from titiktemu.web.demo.published import available, take_over
from titiktemu.web.views.demo import is_the_demo


@require_POST
def import_published(request: Request) -> HttpResponse:
    """Have the worker take it over; it then stands among the initiatives."""
    name = request.POST.get("name", "")
    if not is_the_demo(request) or name not in {one.name for one in available()}:
        raise Http404
    take_over.enqueue(name)
    messages.info(request, _("The consultation is being taken over. In a few seconds it stands in the list."))
    return redirect("web:home")
