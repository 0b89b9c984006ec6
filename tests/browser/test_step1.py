"""The whole of step 1, walked by whoever takes part in it: from four channels to a signed berita acara.

What people do is done by clicking and typing, each on a phone (touch, 360 px) and on a laptop. Only what
many people do alike is written at once: of each side one person is walked with, the other four answer
through the services, as do the crowds of a questionnaire and of a consultation.
"""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from tests.browser.step1_listening import articles, consultation, focus_group, interview, questionnaire
from tests.browser.walkers import PATIENCE, Cast, Walker
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step1_issues.models import DecisionRound, GradientBallot, Solution
from titiktemu.step1_issues.services.rounds import cast_gradient
from titiktemu.step1_issues.services.solutions import rate_solution
from titiktemu.step1_issues.tests.cards import people_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATER, TOILETS = "Air di tiga sekolah keruh sejak lama.", "Jamban di dua sekolah rusak."
TEXT = "Kedua pihak menangani air di sekolah sampai Juni."
BETTER = "Kedua pihak menangani air di sekolah sampai Juni, dan hasil uji ditempel di setiap sekolah."
OBJECTION = "Tanpa papan hasil uji, orang tua tidak tahu apa-apa."


@pytest.fixture(params=["phone", "laptop"])
def cast(request, visit, live_server, initiative, person, facilitator, citizen):
    """An empty initiative with five people on each list, on phones or on laptops."""
    on_phone = request.param == "phone"

    def walker(actor):
        page = visit(
            f"/i/{initiative.slug}/langkah/1/" if actor.is_known else f"/i/{initiative.slug}/",
            actor=actor, language="en", width=360 if on_phone else 1280, touch=on_phone,
        )  # fmt: skip
        page.set_default_timeout(PATIENCE)
        return Walker(page, live_server.url, initiative)

    people = {side: people_of(person, side, 5) for side in BOTH_SIDES}
    person(Side.OTHER, Role.REPRESENTATIVE)
    first = {side: some[0] for side, some in people.items()}
    return Cast(
        *(walker(one) for one in (facilitator, *first.values(), citizen, STRANGER)),
        others={side: some[1:] for side, some in people.items()},
    )


def test_step_1_from_four_channels_to_a_signed_record(cast, tmp_path):
    questionnaire(cast, tmp_path)
    focus_group(cast)
    articles(cast, tmp_path)
    interview(cast)
    consultation(cast)
    cards(cast)
    nothing_speaks_for_them_yet(cast)
    lists_are_confirmed(cast)
    evidence(cast)
    solutions(cast)
    proposal(cast)
    first_round(cast)
    objection_and_amendment(cast)
    second_round(cast)
    record(cast, tmp_path)
    much_speaks_for_it_now(cast)


def cards(cast):
    for one, problem in ((cast.official, TOILETS), (cast.activist, WATER)):
        one.goes_to("web:step", 1)
        one.follows("Open the issues")
        one.follows("Write")
        one.fills(problem=problem)
        one.presses("Save")
        one.sees(problem)
    for one, reason in ((cast.official, "Anggaran sudah ada."), (cast.activist, "Murid sakit perut.")):
        one.goes_to("issues:index")
        one.follows(WATER)
        one.opens("Say why you want this solved")
        one.fills(reason=reason)
        one.presses("Save")
    cast.public.goes_to("issues:card", 2)
    cast.public.sees("Anggaran sudah ada.", "Murid sakit perut.")
    lead = cast.facilitator
    lead.goes_to("issues:card", 2)
    lead.follows("Change the card")
    lead.fills(mechanism="quality", mechanism_note="Hasil uji dibaca setiap bulan.")
    lead.presses("Save")
    named = lead.opens("Name data")
    lead.fills(named, title="Uji mutu air", state="existing", holder="Dinas Kesehatan")
    lead.presses("Name this data")
    lead.sees("Uji mutu air")


def nothing_speaks_for_them_yet(cast):
    for one in (cast.facilitator, cast.official, cast.citizen):
        one.goes_to("web:step", 1)
        one.sees("Nothing shows yet whether these issues matter to the public.")
        one.sees("Media: nothing was gathered, and nobody has said why.")
        one.sees("Government: it has not confirmed its own list.")


def lists_are_confirmed(cast):
    for one in (cast.official, cast.activist):
        one.goes_to("web:rosters")
        one.presses("Yes, these people speak for our side")
        one.sees("Confirmed on")


def evidence(cast):
    lead = cast.facilitator
    lead.goes_to("issues:card", 2)
    lead.page.get_by_role("link", name="Evidence", exact=True).first.click()
    lead.opens("Link what was gathered")
    for words in (
        "Anak saya membawa air",
        "Sumur sekolah di Teluk",
        "Hasil uji air tidak",
        "perlu diumumkan",
    ):
        lead.picks(words)
    lead.presses("Link these")
    by_hand = (
        ("opinion", "figure", "Sepertiga warga tidak punya air bersih.", "42"),
        ("experts", "note", "Sumur dangkal dekat jamban.", "1"),
    )
    for channel, kind, text, people in by_hand:
        folded = lead.opens("Link evidence")
        lead.fills(folded, channel=channel, kind=kind, text=text, people=people)
        lead.presses("Link it", within=folded)
    lead.goes_to("issues:evidence", 1)
    lead.opens("Link what was gathered")
    for words in ("Jamban sekolah menunggu", "Jamban perlu diperbaiki"):
        lead.picks(words)
    lead.presses("Link these")
    lead.goes_to("issues:grid")
    lead.follows(re.compile("Rank or explain.*Public opinion"))
    lead.picks("This channel was used")
    lead.fills(note="Kuesioner: 42 jawaban.", rank_2="1", people_2="42", rank_1="2", people_1="42")
    lead.presses("Save")
    for one in (lead, cast.activist, cast.public):
        one.goes_to("issues:grid")
        one.sees("Issues in the order of their mean place")
        one.sees("place 1")
    cast.public.goes_to("issues:evidence", 2)
    cast.public.sees("Sumur sekolah di Teluk Biru keruh lagi", "Radar Selat")
    cast.public.sees_nothing_of("Link what was gathered")


def solutions(cast):
    lead = cast.facilitator
    lead.goes_to("issues:solutions", 2)
    for title in ("Papan hasil uji di setiap sekolah", "Peta sumur yang rawan"):
        folded = lead.opens("Write down a solution")
        lead.fills(folded, title=title, how="Dinas membaca hasil uji setiap bulan.")
        lead.presses("Write it down")
    named = lead.page.locator("#solusi-1 details")
    named.locator("summary").click()
    lead.fills(named, title="Uji mutu air", state="existing")
    lead.presses("Name this data", within=named)
    for one in (cast.official, cast.activist):
        one.goes_to("issues:solutions", 2)
        for at in (1, 2):
            one.page.locator(f"#solusi-{at} .vote").first.click()
    cast.public.goes_to("issues:solutions", 2)
    lead.goes_to("issues:solutions", 2)
    for one in (lead, cast.public):
        one.sees("The picture is drawn once the answers of both sides are counted.")
    for actor in (one for some in cast.others.values() for one in some):
        for found in Solution.objects.all():
            rate_solution(actor=actor, solution=found, answer=1 if found.number == 1 else 0)
    lead.presses("Close and count")
    for one in (lead, cast.official, cast.citizen, cast.public):
        one.goes_to("issues:solutions", 2)
        one.sees("The same in words")
        one.sees_nothing_of("The picture is drawn once")


def proposal(cast):
    lead = cast.facilitator
    lead.goes_to("issues:card", 2)
    lead.presses("Put on the short list")
    lead.page.get_by_role("link", name="Proposal", exact=True).first.click()
    lead.fills(text=TEXT)
    lead.presses("Save")
    folded = lead.opens("Prepare a round on this text")
    lead.presses("Prepare the round", within=folded)
    cast.official.goes_to("issues:round", 1)
    cast.official.sees("Prepared, not open yet.")
    assert cast.official.page.locator(".vote").count() == 0
    lead.goes_to("issues:round", 1)
    lead.presses("Open the round")


def answered(cast, number, mine, others):
    """One of each side answers on the page, the other four at once; until the close nobody sees a thing."""
    for one, words in ((cast.official, "I support this fully."), (cast.activist, mine)):
        one.goes_to("web:step", 1)
        one.follows(f"Round {number}")
        one.page.locator(".vote", has_text=words).click()
        one.page.wait_for_load_state("load")
        assert one.page.locator(".vote[aria-pressed=true]").get_by_text(words).count() == 1
    found = DecisionRound.objects.get(number=number)
    for side, gradient in zip(BOTH_SIDES, (1, others), strict=True):
        for actor in cast.others[side]:
            cast_gradient(actor=actor, found=found, gradient=gradient)
    for one in (cast.facilitator, cast.official, cast.citizen, cast.public):
        one.goes_to("issues:round", number)
        one.sees("Ballots are hidden from everybody until the close.")
        assert one.page.locator("#hasil-government, #hasil-civil_society").count() == 0
    cast.facilitator.goes_to("issues:round", number)
    cast.facilitator.sees("At least 10 of 10 ballots are in.")
    cast.facilitator.presses("Close and count")
    assert not GradientBallot.objects.exists()


def stands(walker, side):
    """What the page of a round says of a side."""
    return (
        walker.page.locator("section", has=walker.page.locator(f"#hasil-{side}"))
        .locator(".lead")
        .inner_text()
    )


def first_round(cast):
    answered(cast, 1, "I block this", 8)
    for one in (cast.facilitator, cast.official, cast.activist, cast.citizen, cast.public):
        one.goes_to("issues:round", 1)
        assert stands(one, "government") == "Agrees"
        assert stands(one, "civil_society") == "Does not agree yet"
    cast.facilitator.sees("No berita acara was issued yet.", "the same text is not asked twice")
    cast.facilitator.follows("Look at the record")
    cast.facilitator.sees("Both sides have not agreed in this round, so there is nothing to issue yet.")


def objection_and_amendment(cast):
    who, lead = cast.activist, cast.facilitator
    who.goes_to("issues:proposal", 2)
    folded = who.opens("Raise an objection")
    who.fills(folded, reason=OBJECTION, amendment="Hasil uji ditempel.")
    who.presses("Raise it", within=folded)
    lead.goes_to("issues:proposal", 2)
    folded = lead.opens("Amend the text")
    lead.fills(folded, text=BETTER, change="Hasil uji ditempel di sekolah.")
    lead.presses("Save", within=folded)
    settled = lead.opens("Note what became of it")
    lead.picks("Taken into the newest text", within=settled)
    lead.fills(settled, note="Menjadi bagian naskah kedua.")
    lead.presses("Save", within=settled)
    cast.official.goes_to("issues:proposal", 2)
    cast.official.sees("Menjadi bagian naskah kedua.", "Taken into the text", "The text, version 2")
    who.goes_to("issues:proposal", 2)
    folded = who.opens("Raise an objection")
    who.fills(folded, reason="Biaya tempelan belum jelas.")
    who.presses("Raise it", within=folded)
    lead.goes_to("issues:proposal", 2)
    settled = lead.opens("Note what became of it")
    lead.picks("It stands", within=settled)
    lead.fills(settled, note="Dicatat di berita acara.")
    lead.presses("Save", within=settled)


def second_round(cast):
    lead = cast.facilitator
    folded = lead.opens("Prepare a round on this text")
    lead.presses("Prepare the round", within=folded)
    lead.goes_to("issues:round", 2)
    lead.presses("Open the round")
    answered(cast, 2, "I support this; one small point remains.", 1)
    for one in (cast.facilitator, cast.official, cast.activist, cast.citizen, cast.public):
        one.goes_to("issues:round", 2)
        assert [stands(one, side) for side in ("government", "civil_society")] == ["Agrees", "Agrees"]
    lead.goes_to("issues:proposal", 2)
    lead.presses("Choose this issue")
    lead.sees("Both sides chose this issue", "No berita acara was issued yet.")
    cast.public.goes_to("issues:index")
    cast.public.sees("Chosen")


def record(cast, folder):
    lead = cast.facilitator
    lead.follows("Look at the record")
    lead.presses("Issue the record")
    lead.sees("Print it to be signed, or bring the signed copy in.")
    number = lead.page.locator(".page-head .number").inner_text()
    said = (BETTER, "Biaya tempelan belum jelas.")
    for one in (cast.official, cast.activist):
        one.goes_to("documents:index")
        one.page.get_by_role("main").locator(".lines a").first.click()
        one.sees(number)
        pdf, docx = one.takes("PDF Bahasa Indonesia"), one.takes("Word Bahasa Indonesia")
        printed = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
        written = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
        for words in (number, *said):
            assert words in printed
            assert words in written
    scan = folder / "berita-acara-bertanda-tangan.png"
    lead.page.screenshot(path=scan)
    lead.sends("file", scan)
    lead.fills(note="Kepala dinas dan ketua yayasan")
    lead.presses("Send the signed copy")
    cast.activist.page.reload()
    cast.activist.sees(scan.name, "Kepala dinas dan ketua yayasan")
    cast.public.goes_to("documents:index")
    cast.public.sees("No papers yet")
    lead.presses("Show it to everybody")
    for one in (cast.citizen, cast.public):
        one.goes_to("documents:index")
        one.page.get_by_role("main").locator(".lines a").first.click()
        one.sees(number, *said, "1 signed copy is kept.")
        one.sees_nothing_of(scan.name)


def much_speaks_for_it_now(cast):
    for one in (cast.facilitator, cast.official, cast.citizen):
        one.goes_to("web:step", 1)
        one.sees("5 of 5 ways of listening were used, the opinion of the public among them.")
        one.sees("Both sides, others and citizens were heard, each in some way.")
        one.opens("What this rests on: Important to the public")
        one.sees("The public puts issue 2 at place 1 of 2.")
        assert one.page.get_by_role("heading", name="Still missing").count() == 0
