"""What both sides understand in a forum: causes, efforts, a common wording, each other's part, data."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.forum_people import Hall
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.maps.models import JointLink

DRAWN = {
    Side.GOVERNMENT: ("Pipa sekolah bocor", "Anggaran terlambat", "Murid sering sakit"),
    Side.CIVIL_SOCIETY: ("Pipa di sekolah sudah bocor", "Warga tidak didengar", "Murid sering sakit perut"),
}
"""A cause, the cause of that, and an implication."""
ASSET = "Hasil uji air sekolah"


def maps_drawn_apart(hall: Hall) -> None:
    """Government on a phone whose line is cut once; civil society writes on paper, a helper types it in."""
    lead = hall.facilitator
    lead.goes_to("maps:create")
    lead.fills(problem="Air di sekolah keruh")
    lead.presses("Begin")
    cause, deeper, follows = DRAWN[Side.GOVERNMENT]
    phone, colleague = hall.official, hall.colleagues[Side.GOVERNMENT]
    colleague.goes_to("maps:side", 1, Side.GOVERNMENT.value)
    phone.goes_to("maps:side", 1, Side.GOVERNMENT.value)
    phone.page.context.set_offline(True)
    phone.fills(text=cause)
    phone.page.get_by_role("button", name="Add the card").click()
    phone.sees("There is no connection.")
    phone.page.context.set_offline(False)
    phone.sees("The connection is back.")
    phone.presses("Add the card")
    # It comes to the other phone of the side by itself.
    expect(colleague.page.locator(".causal-list a", has_text=cause).first).to_be_visible(
        timeout=hall.patience
    )
    phone.goes_to("maps:why", 1, Side.GOVERNMENT.value)
    phone.fills(why1=cause)
    phone.presses("And why is that?")
    phone.fills(why2=deeper)
    phone.presses("Enough: put it on the map")
    phone.fills(text=follows)
    phone.picks("Implication")
    phone.presses("Add the card")
    cause, deeper, follows = DRAWN[Side.CIVIL_SOCIETY]
    for kind, lines in (("cause", f"{cause}\n  {deeper}"), ("implication", follows)):
        lead.goes_to("maps:paper", 1, Side.CIVIL_SOCIETY.value)
        lead.page.locator(f"input[name=kind][value={kind}]").check()
        lead.fills(lines=lines)
        lead.page.get_by_role("main").locator("button[type=submit]").first.click()
    hall.activist.page.goto(hall.activist.site + reverse("maps:side", args=[
        hall.activist.initiative.slug, 1, Side.GOVERNMENT.value,
    ]))  # fmt: skip
    hall.activist.sees_nothing_of(*DRAWN[Side.GOVERNMENT])


def maps_talked_about(hall: Hall) -> None:
    """Both open, match their cards on phones; on the projector the shared part grows."""
    for side, one in hall.speaking.items():
        one.goes_to("maps:home", 1)
        one.presses("Our map may be opened")
        assert side in BOTH_SIDES
    for one in hall.speaking.values():
        for _pair in range(2):
            one.goes_to("maps:align", 1)
            one.page.locator("form", has=one.page.locator("[aria-pressed=false]")).get_by_role(
                "button", name="They mean the same"
            ).and_(one.page.locator("[aria-pressed=false]")).first.click()
    lead = hall.facilitator
    lead.goes_to("maps:home", 1)
    lead.presses("Make the joint map")
    stage = hall.projector("maps:stage", 1)
    expect(stage.page.get_by_role("heading", level=1)).to_contain_text("2 of 4 links")
    money = JointLink.objects.get(cause__text=DRAWN[Side.GOVERNMENT][1])
    lead.goes_to("maps:settle", 1, money.number)
    lead.picks("A view changed")
    lead.fills(civil_society="1")
    lead.presses("Keep it")
    expect(stage.page.get_by_role("heading", level=1)).to_contain_text("3 of 4", timeout=hall.patience)
    lead.goes_to("maps:home", 1)
    lead.presses("Close the session")


def efforts_recorded(hall: Hall) -> None:
    """One effort by each side, tied to a cause."""
    for side, one in hall.speaking.items():
        one.goes_to("efforts:create")
        one.fills(who="Kelompok contoh", what=f"Menguji air ({side.value})")
        one.page.locator("input[name=causes]").first.check()
        one.presses("Save")


def passages_endorsed(hall: Hall) -> None:
    """A solution, a target with figures, an expectation; two phones write at one passage at once."""
    government, civil_society = hall.speaking.values()
    for kind, words, more in (
        ("solution", "Hasil uji air ditempel di setiap sekolah.", {"helps": "Warga melihat hasil uji."}),
        (
            "target",
            "Air di semua sekolah diuji.",
            {
                "indicator": "Sekolah yang airnya diuji", "unit": "sekolah", "baseline": "3", "target": "12",
                "due_on": "2031-06-30", "source": "Laporan dinas",
            },
        ),
        ("expectation", "Murid tidak membawa air dari rumah.", {}),
    ):  # fmt: skip
        where = reverse("understanding:add", args=[government.initiative.slug])
        government.page.goto(f"{government.site}{where}?jenis={kind}")
        government.fills(text=words, **more)
        government.presses("Add the passage")
    # Both open the third passage and write another wording: the second is kept beside.
    for one in (government, civil_society):
        one.goes_to("understanding:write", 3)
    government.fills(text="Murid minum air sekolah.")
    civil_society.fills(text="Murid minum air sekolah tanpa takut.")
    government.presses("Save the wording")
    civil_society.page.get_by_role("button", name="Save the wording").click()
    civil_society.sees("Murid minum air sekolah tanpa takut.")
    civil_society.goes_to("understanding:passage", 3)
    civil_society.sees("Murid minum air sekolah.", "Put this in its place")
    civil_society.presses("Put this in its place")
    for number in (1, 2, 3):
        for one in (government, civil_society):
            one.goes_to("understanding:passage", number)
            button = one.page.get_by_role("button", name="Endorse for my side")
            if button.count():
                one.presses("Endorse for my side")
    for one in (government, civil_society):
        one.goes_to("understanding:passage", 2)
        one.presses("Accept the figures for my side")


def roles_mirrored(hall: Hall) -> None:
    """Each side writes apart; what government is believed not to be allowed is corrected with the law."""
    believed = {
        Side.GOVERNMENT: "Mereka mencatat air yang keruh",
        Side.CIVIL_SOCIETY: "Dinas tidak boleh menunjukkan hasil uji",
    }
    other = {Side.GOVERNMENT: Side.CIVIL_SOCIETY, Side.CIVIL_SOCIETY: Side.GOVERNMENT}
    for side, one in hall.speaking.items():
        for about, kind, text in (
            (side, "does", f"Kami menguji air ({side.value})"),
            (other[side], "does" if side == Side.GOVERNMENT else "may_not", believed[side]),
        ):
            one.goes_to("roles:side", side.value)
            one.page.locator(f"input[name=about][value={about.value}]").check()
            one.page.locator(f"[name=kind][value={kind}]").check()
            one.fills(text=text)
            one.presses("Write the point")
    for side, one in hall.speaking.items():
        one.goes_to("roles:side", side.value)
        one.presses("What we wrote may be opened")
    hall.activist.goes_to("roles:home")
    hall.activist.follows(believed[Side.GOVERNMENT])
    hall.activist.presses("It is right")
    hall.official.goes_to("roles:home")
    hall.official.follows(believed[Side.CIVIL_SOCIETY])
    folded = hall.official.opens("It is otherwise: correct it")
    hall.official.fills(folded, text="Hasil uji per sekolah terbuka.", basis="UU 14/2008 pasal 9")
    hall.official.presses("Correct it", within=folded)
    hall.activist.goes_to("roles:home")
    hall.activist.follows(believed[Side.CIVIL_SOCIETY])
    hall.activist.presses("We accept the correction")


def data_asked(hall: Hall) -> None:
    """Everything is asked about, and the solution that says how open data helps."""
    activist = hall.activist
    for turn in range(20):
        activist.goes_to("needs:ask")
        if activist.page.get_by_label("Which data would prove or disprove this?").count() == 0:
            break
        activist.fills(text=f"Hasil uji, pertanyaan {turn + 1}")
        activist.presses("Keep the data need")
    activist.goes_to("understanding:passage", 1)
    activist.follows("Ask which data would prove or disprove it")
    activist.fills(text="Hasil uji yang ditempel")
    activist.presses("Keep the data need")


def data_ordered(hall: Hall) -> None:
    """One asset of government answers; both rate it apart and agree on the order."""
    official, activist = hall.official, hall.activist
    official.goes_to("catalogue:register_asset")
    official.fills(
        title=ASSET, legal_class="berkala", legal_basis="UU 14/2008 pasal 9", sensitivity="tidak_ada"
    )
    official.presses("Save")
    official.goes_to("needs:need", 1)
    official.page.get_by_label("Data of the register").select_option(label=f"Government · {ASSET}")
    official.page.get_by_label("The other side may know of it").check()
    official.presses("Name this data")
    number = DataAsset.objects.get().number
    for one in (official, activist):
        one.goes_to("needs:rate", number)
        for mark, figure in (("Value", "5"), ("Effort", "2"), ("Risk", "1")):
            one.page.get_by_role("group", name=mark).locator(f'input[value="{figure}"]').check()
        one.presses("Keep the rating of our side")
    activist.goes_to("needs:order")
    activist.presses("Keep this version")
    for one in (official, activist):
        one.goes_to("needs:order")
        one.presses("Our side approves this order")
