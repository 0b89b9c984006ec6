"""Photos of a meeting: the gallery, bringing some, one of them, its file, and the same by a personal link."""

from typing import Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition, require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.photos import PhotoForm, photo_forms
from titiktemu.meetings.models import Attendance, Invitation, Meeting, MeetingPhoto
from titiktemu.meetings.queries import leads
from titiktemu.meetings.queries.people import find_by_token
from titiktemu.meetings.queries.photos import (
    has_gallery,
    may_be_public,
    photos_for_invited,
    visible_photos,
    without_photo,
)
from titiktemu.meetings.services.photos import (
    MOST_PHOTOS,
    add_photo,
    erase_photo,
    say_no_photo,
    show_photo,
    take_down_photo,
)
from titiktemu.meetings.storage import STORE
from titiktemu.meetings.views.answering import unknown
from titiktemu.meetings.views.places import (
    WINDOW,
    address,
    led_meeting,
    meeting_for,
    page,
    session_of,
)

TAKEN_DOWN_PER_SESSION: Final = 20
SIZES: Final = {"besar": "sha256", "kecil": "small_sha256"}
LONGEST_NUMBER: Final = 18


def _meeting(request: Request, slug: str, number: int) -> Meeting:
    meeting = meeting_for(request.actor, slug, number)
    if not has_gallery(request.actor, meeting):
        raise Http404
    return meeting


def _photo(request: Request, slug: str, number: int, photo: int) -> MeetingPhoto:
    meeting = _meeting(request, slug, number)
    found = get_object_or_404(visible_photos(request.actor, meeting), pk=photo)
    found.meeting = meeting
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: Request, slug: str, number: int) -> HttpResponse:
    """The gallery; whoever leads brings photos here."""
    if request.method != "POST":
        return _gallery(request, _meeting(request, slug, number))
    meeting = led_meeting(request.actor, slug, number, Action.ADD_PHOTO)
    forms = photo_forms(meeting, request.POST, request.FILES)
    told = [form for form in forms if not form.is_valid() or not form.is_empty]
    kept = [form for form in told if form.is_valid() and form.check_whole() and _kept(request, meeting, form)]
    if kept:
        said = ngettext("%(count)d photo is kept.", "%(count)d photos are kept.", len(kept))
        messages.success(request, said % {"count": len(kept)})
    if len(kept) == len(told) and told:
        return redirect(address("photos", meeting))
    if not told:
        forms[0].check_whole()
    # What is kept is not asked for again; what is not, stays as it was written.
    fresh = {form.prefix: form for form in photo_forms(meeting)}
    wrong = [form if form.errors else fresh[form.prefix] for form in forms]
    return _gallery(request, meeting, sorted(wrong, key=lambda form: not form.errors), status=422)


def _kept(request: Request, meeting: Meeting, form: PhotoForm) -> bool:
    told = dict(form.cleaned_data)
    told["taken_by"] = told["taken_by"] or MeetingPhoto.TakenBy.FACILITATOR
    try:
        add_photo(actor=request.actor, meeting=meeting, **told)
    except RuleBroken as error:
        form.add_error("file", str(error))
        return False
    return True


def _gallery(
    request: Request, meeting: Meeting, forms: list[PhotoForm] | None = None, status: int = 200
) -> HttpResponse:
    leading = leads(request.actor, meeting)
    found = list(visible_photos(request.actor, meeting))
    shown = page(
        request,
        meeting,
        "photos",
        photos=[one for one in found if one.hidden_at is None],
        hidden=[one for one in found if one.hidden_at is not None],
        may_be_public=may_be_public(meeting),
        forms=(forms or photo_forms(meeting)) if leading and not meeting.is_cancelled else [],
        without_photo=list(without_photo(meeting)) if leading else [],
        is_full=len(found) >= MOST_PHOTOS,
    )
    return render(request, "meetings/photos.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: Request, slug: str, number: int, photo: int) -> HttpResponse:
    """One photo, large; taking it down; for those who lead, showing and deleting it."""
    one = _photo(request, slug, number, photo)
    if request.method == "POST":
        return _done(request, one, request.POST.get("do", ""))
    shown = page(request, one.meeting, "photos", one=one, may_be_public=may_be_public(one.meeting))
    return render(request, "meetings/photo.html", shown)


def _done(request: Request, one: MeetingPhoto, do: str) -> HttpResponse:
    meeting = one.meeting
    if do == "take_down":
        _count(request)
        take_down_photo(actor=request.actor, photo=one)
        messages.success(request, _taken_down())
    elif do == "erase":
        erase_photo(actor=request.actor, photo=one)
        messages.success(request, _("The photo is deleted."))
    elif do in {"show", "inside"}:
        agreed = do == "show" and "agreed_to_public" in request.POST
        if do == "show" and not agreed:
            raise RuleBroken(_("Please ask everybody who can be recognised first, and say so here."))
        show_photo(actor=request.actor, photo=one, agreed_to_public=agreed)
        messages.success(request, _("Saved."))
        return redirect(address("photo", meeting, one.pk))
    else:
        raise RuleBroken(_("Please choose what to do."))
    return redirect(address("photos", meeting))


def _count(request: Request) -> None:
    count_try("photo down", session_of(request), most=TAKEN_DOWN_PER_SESSION, per=WINDOW)


def _taken_down() -> str:
    return _("The photo is hidden at once. Whoever leads the meeting is asked to delete it.")


@require_safe
def photo_file(
    request: Request, slug: str, number: int, photo: int, size: str
) -> HttpResponse | FileResponse:
    """The picture itself, for whoever may see it now."""
    return _file(request, _photo(request, slug, number, photo), size)


def _file(request: Request, one: MeetingPhoto, size: str) -> HttpResponse | FileResponse:
    if size not in SIZES:
        raise Http404
    sha256 = getattr(one, SIZES[size])

    @condition(etag_func=lambda _request: f'"{sha256}"')
    def sent(_request: Request) -> FileResponse:
        try:
            content = STORE.path_of(sha256).open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(content, content_type="image/jpeg", filename=f"foto-{one.pk}.jpg")

    answer: HttpResponse | FileResponse = sent(request)
    # Asked for each time anew: a photo that was taken down is gone from every phone.
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def own_photos(request: Request, token: str) -> HttpResponse:
    """Photos of the meeting that one was invited to; taking one down, and wanting to be on none."""
    invitation = find_by_token(token)
    if invitation is None:
        return unknown(request)
    if request.method == "POST":
        messages.success(request, _own_doing(request, invitation))
        return redirect("meetings:own_photos", token)
    meeting = invitation.meeting
    attendance = Attendance.objects.filter(invitation=invitation, struck_at=None).first()
    shown = {
        "initiative": meeting.initiative,
        "meeting": meeting,
        "one": invitation,
        "photos": list(photos_for_invited(meeting)),
        "attendance": attendance,
    }
    return render(request, "meetings/own_photos.html", shown)


def _own_doing(request: Request, invitation: Invitation) -> str:
    do, asked = request.POST.get("do", ""), request.POST.get("photo", "")
    if do in {"no_photo", "photo"}:
        say_no_photo(actor=request.actor, invitation=invitation, wanted=do == "no_photo")
        return _("Noted. Those who lead the meeting see it.")
    if do != "take_down":
        raise RuleBroken(_("Please choose what to do."))
    known = asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    found = photos_for_invited(invitation.meeting).filter(pk=int(asked)).first() if known else None
    if found is not None:
        found.meeting = invitation.meeting
        _count(request)
        take_down_photo(actor=request.actor, photo=found, invitation=invitation)
    return _taken_down()


@require_safe
def own_photo_file(request: Request, token: str, photo: int, size: str) -> HttpResponse | FileResponse:
    """The picture itself, for somebody with a personal link."""
    invitation = find_by_token(token)
    if invitation is None:
        return unknown(request)
    return _file(request, get_object_or_404(photos_for_invited(invitation.meeting), pk=photo), size)
