"""The joint team in a real browser: nominated on a phone, agreed to; what leaders promise, signed by hand."""

import pytest
from django.urls import reverse

from tests.browser.walkers import Walker
from titiktemu.documents.tests.files import JPEG
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step3_team.checks import checks_of
from titiktemu.step3_team.models import Member, Signature
from titiktemu.step3_team.tests.teaming import formed, in_days, opened, team_arguments

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    ("index",), ("create",), ("team", 1), ("edit", 1), ("nominate", 1), ("paper", 1, "piagam"),
    ("paper", 1, "sk"), ("commitment",), ("write",), ("sheet",),
]  # fmt: skip
DARK_ON = {("id", 1280), ("en", 360)}


@pytest.fixture
def walker(visit, live_server, initiative):
    """Somebody on a phone or a laptop."""

    def walks(actor, width=360, **more):
        page = visit("/", actor=actor, language="en", width=width, touch=width == 360, **more)
        return Walker(page, live_server.url, initiative)

    return walks


@pytest.fixture
def leaders(person):
    """Those who sign, government first."""
    return [person(side, Role.LEADER) for side in BOTH_SIDES]


def draws(page):
    """Move a pointer over the box for the signature as a hand does."""
    page.locator(".signature-pad").scroll_into_view_if_needed()
    box = page.locator(".signature-pad").bounding_box()
    for stroke in (((0.1, 0.7), (0.25, 0.2), (0.4, 0.8), (0.6, 0.3)), ((0.5, 0.5), (0.9, 0.55))):
        for step, (across, down) in enumerate(stroke):
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=4)
            if not step:
                page.mouse.down()
        page.mouse.up()


def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    facilitator, person, leaders, initiative, visit, live_server, barriers, runs_over
):
    speakers = {side.value: person(side, Role.REPRESENTATIVE) for side in BOTH_SIDES}
    member = team_arguments(facilitator, speakers, initiative, "")["member"]
    pages = [(facilitator, *one) for one in PAGES]
    pages += [(facilitator, name, 1, member) for name in ("member", "mandate", "hand_over")]
    pages += [(leaders[0], "sign")]
    found = {}
    for language in ("id", "en"):
        open_as = {actor: visit("/", actor=actor, language=language) for actor in (facilitator, leaders[0])}
        for actor, name, *more in pages:
            page = open_as[actor]
            address = reverse(f"team:{name}", args=[initiative.slug, *more])
            assert page.goto(live_server.url + address).status == 200, address
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme="dark" if (language, width) in DARK_ON else "light")
                if broken := [*barriers(page), *(["too wide"] if runs_over(page) else [])]:
                    found[address, language, width] = broken
    assert found == {}


def test_a_team_is_formed_on_phones(facilitator, person, initiative, walker):
    official, activist = (person(side, Role.REPRESENTATIVE) for side in BOTH_SIDES)
    leading, phone = walker(facilitator, 1280), walker(official)
    leading.goes_to("team:create")
    leading.fills(name="Tim Air", purpose="Menguji air sekolah.", skills="Uji air\nPeta")
    leading.presses("Save")
    # One who wants to says so on a phone of their own.
    phone.goes_to("team:team", 1)
    phone.follows("I want to take part")
    phone.picks("Applies it in the daily service")
    phone.fills(builds="Mengambil contoh air tiap Senin", hours="6")
    phone.presses("Nominate")
    # Another is nominated by whoever leads, and is asked.
    leading.goes_to("team:nominate", 1)
    place = activist.place_in(initiative)
    leading.fills(place=str(place.pk), builds="Memetakan sumur", hours="4")
    leading.picks("Builds it")
    leading.presses("Nominate")
    other = walker(activist, scripts=False)
    other.goes_to("team:team", 1)
    other.sees("You were nominated. Do you agree?", "Memetakan sumur")
    other.presses("I agree")
    assert sorted(Member.objects.values_list("place__side", "consent")) == [
        ("civil_society", "given"),
        ("government", "given"),
    ]
    for member in Member.objects.all():
        leading.goes_to("team:member", 1, member.pk)
        leading.presses("Make co-lead of this side")
    assert Member.objects.filter(is_co_lead=True).count() == 2


def test_leaders_sign_with_a_finger_and_with_a_photo_of_the_sheet(
    facilitator, leaders, initiative, walker, tmp_path
):
    formed(facilitator, initiative)
    opened(facilitator, initiative)
    phone = walker(leaders[0])
    phone.goes_to("team:commitment")
    phone.follows("Sign")
    form = phone.page.locator("[data-signature]")
    form.get_by_label("Where you sign").fill("Malang")
    form.get_by_role("button", name="Sign", exact=True).click()
    phone.sees("No signature has arrived.")  # nothing was drawn, nothing was sent
    assert not Signature.objects.exists()
    draws(phone.page)
    form.get_by_role("button", name="Once more").click()
    draws(phone.page)
    phone.presses("Sign", within=form)
    kept = Signature.objects.get()
    assert (kept.side, kept.strokes.count("M")) == (Side.GOVERNMENT, 2)
    drawing = phone.page.get_by_label("Drawn signature").locator("path")
    assert drawing.get_attribute("d") == kept.strokes

    sheet = tmp_path / "lembar.jpg"
    sheet.write_bytes(JPEG)
    other = walker(leaders[1], scripts=False)
    other.goes_to("team:sign")
    other.fills(**{"lembar-signed_in": "Malang"})
    other.sends("lembar-file", sheet)
    other.presses("Bring it in")
    assert set(Signature.objects.values_list("side", flat=True)) == set(BOTH_SIDES)
    assert [one.is_met for one in checks_of(initiative)] == [False, True, False]


def test_a_new_version_must_be_signed_anew_and_the_public_reads_it(
    facilitator, leaders, initiative, walker, visit, live_server
):
    opened(facilitator, initiative)
    leading = walker(facilitator, 1280)
    leading.goes_to("team:commitment")
    leading.follows("Write a new version")
    leading.fills(text="Kami bekerja sampai air aman.", review_on=in_days(60).isoformat())
    leading.presses("Keep the draft")
    leading.presses("Open it to be signed")
    leading.sees("Version 2", "Earlier versions")
    address = live_server.url + reverse("team:commitment", args=[initiative.slug])
    public = visit("/", width=360, scripts=False)
    public.goto(address)
    assert public.get_by_text("Kami bekerja sampai air aman.").is_visible()
    assert public.get_by_text("Belum ada pimpinan").count()
