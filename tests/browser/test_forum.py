"""A forum of both sides and others, partly on paper, from invitation to signed charter.

Phones of 360 px for the sides, the guest and the leaders, a laptop for whoever leads, a projector that
follows. The line of one phone is cut once. Every check of steps 2 and 3 is red before and green after,
and nothing but what people do in the browser turns it.
"""

import io

import pytest
from pypdf import PdfReader

from tests.browser import forum_hall, forum_talk
from tests.browser.forum_people import LAPTOP, PHONE, Hall
from tests.browser.test_team import draws
from tests.browser.walkers import PATIENCE, Walker
from titiktemu.documents.models import Paper
from titiktemu.documents.tests.files import photo
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step2_forum.checks import checks_of as checks_of_the_forum
from titiktemu.step3_team.checks import checks_of as checks_of_the_team
from titiktemu.step3_team.models import Member, Signature

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall(visit, live_server, initiative, person, facilitator):
    """Two of each side, their leaders, whoever leads."""

    def opens(actor, width):
        page = visit("/", actor=actor, language="en", width=width, touch=width == PHONE)
        page.set_default_timeout(PATIENCE)
        return Walker(page, live_server.url, initiative)

    people = {side: [person(side, Role.REPRESENTATIVE, at) for at in (1, 2)] for side in BOTH_SIDES}
    leaders = {side: person(side, Role.LEADER) for side in BOTH_SIDES}
    return Hall(
        opens(facilitator, LAPTOP),
        {side: opens(some[0], PHONE) for side, some in people.items()},
        {side: opens(some[1], PHONE) for side, some in people.items()},
        {side: opens(one, PHONE) for side, one in leaders.items()},
        {side: [one.place_in(initiative).pk for one in some] for side, some in people.items()},
        opens,
        facilitator,
    )


def red(initiative):
    """The names of the checks that are not met, of both steps."""
    return {
        one.name
        for checks in (checks_of_the_forum(initiative), checks_of_the_team(initiative))
        for one in checks
        if not one.is_met
    }


TURNED_BY = [
    ("Others are invited, too", [forum_hall.planned_and_invited]),
    (None, [forum_hall.answered_by_link, forum_hall.checked_in, forum_hall.led_from_a_phone]),
    (
        "Causes and implications, analysed by both",
        [forum_talk.maps_drawn_apart, forum_talk.maps_talked_about],
    ),
    ("Current efforts, recorded by both", [forum_talk.efforts_recorded]),
    # A passage says how open data helps; it counts when a data need stands behind it.
    (None, [forum_talk.passages_endorsed]),
    ("The parts of both, understood by both", [forum_talk.roles_mirrored]),
    ("Shared understanding, in writing", [forum_talk.data_asked]),
    ("Data to be opened is identified", [forum_talk.data_ordered]),
    ("Both sides in one forum", [forum_hall.begun, forum_hall.minutes_approved, forum_hall.held]),
]


def test_from_invitation_to_signed_charter(hall, initiative, tmp_path):
    names = red(initiative)
    assert len(names) == 7 + 3
    for name, deeds in TURNED_BY:
        before = red(initiative)
        for deed in deeds:
            deed(hall)
        turned = before - red(initiative)
        assert name is None or name in turned, (name, turned)
    assert red(initiative) == {one.name for one in checks_of_the_team(initiative)}
    team_formed(hall)
    assert {one.name for one in checks_of_the_team(initiative) if one.is_met} == {
        "A team from both sides, formed in the forum",
        "Members are doers",
    }
    leaders_sign(hall, tmp_path)
    assert red(initiative) == set()
    papers(hall)


def team_formed(hall):
    lead = hall.facilitator
    lead.goes_to("team:create")
    lead.fills(name="Tim Air", purpose="Menguji air sekolah.", skills="Uji air\nPeta")
    lead.page.locator("[name=formed_in]").select_option(index=1)
    lead.presses("Save")
    for side, one in hall.speaking.items():
        one.goes_to("team:team", 1)
        one.follows("I want to take part")
        one.picks("Applies it in the daily service")
        one.fills(builds="Mengambil contoh air tiap Senin", hours="6")
        one.presses("Nominate")
        lead.goes_to("team:nominate", 1)
        lead.fills(place=str(hall.places[side][1]), builds="Memetakan sumur", hours="4")
        lead.picks("Builds it")
        lead.presses("Nominate")
        hall.colleagues[side].goes_to("team:team", 1)
        hall.colleagues[side].presses("I agree")
    for member in Member.objects.filter(work="applies"):
        lead.goes_to("team:member", 1, member.pk)
        lead.presses("Make co-lead of this side")


def leaders_sign(hall, tmp_path):
    lead = hall.facilitator
    lead.goes_to("team:write")
    told = lead.page.locator("[name=text]").input_value()
    assert "Hasil uji air ditempel di setiap sekolah." in told  # what both endorsed in the forum
    assert forum_talk.ASSET in lead.page.locator("[name=data_released]").input_value()
    lead.fills(
        may_decide="Cara menguji.", resources="0, tenaga sendiri", review_on="2031-03-31", city="Malang"
    )
    lead.presses("Keep the draft")
    lead.presses("Open it to be signed")
    phone = hall.leaders[Side.GOVERNMENT]
    phone.goes_to("team:commitment")
    phone.follows("Sign")
    form = phone.page.locator("[data-signature]")
    form.get_by_label("Where you sign").fill("Malang")
    draws(phone.page)
    phone.presses("Sign", within=form)
    # The other leader signed on paper; the sheet is photographed.
    sheet = tmp_path / "lembar.jpg"
    sheet.write_bytes(photo())
    other = hall.leaders[Side.CIVIL_SOCIETY]
    other.goes_to("team:sign")
    other.fills(**{"lembar-signed_in": "Malang"})
    other.sends("lembar-file", sheet)
    other.presses("Bring it in")
    assert set(Signature.objects.values_list("side", flat=True)) == set(BOTH_SIDES)


def papers(hall):
    """Every paper of the forum can be taken away: tagged, in its language, with real text."""
    lead = hall.facilitator
    lead.goes_to("team:paper", 1, "piagam")
    lead.fills(city="Malang")
    lead.presses("Issue it")
    lead.goes_to("understanding:paper")
    lead.presses("Issue it")
    issued = list(Paper.objects.all())
    assert {one.kind for one in issued} >= {
        "notulen",
        "komitmen",
        "piagam-tim",
        "pemahaman-bersama",
    }
    words = ""
    for paper in issued:
        lead.goes_to("documents:paper", paper.pk)
        taken = PdfReader(io.BytesIO(lead.takes("Download PDF")))
        assert taken.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert str(taken.trailer["/Root"]["/Lang"]).startswith("en")
        words += "".join(page.extract_text() for page in taken.pages)
    assert "Tim Air" in words
    assert "Hasil uji air ditempel di setiap sekolah." in words.replace("\n", " ")
    public = hall.stranger()
    public.goes_to("team:commitment")
    public.sees("Hasil uji air ditempel di setiap sekolah.")
