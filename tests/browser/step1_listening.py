"""How the four channels and the consultation are filled, by those who do it and those who are asked."""

from django.utils import timezone

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.tests.cast import AGREE, keep_votes
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.questionnaires.models import Wave
from titiktemu.questionnaires.tasks import make_report
from titiktemu.questionnaires.tests.cast import form_file, keep

ARTICLES = "\n".join(
    (
        "judul,tanggal,isi,sumber",
        "Sumur sekolah di Teluk Biru keruh lagi,2026-10-02,Air sumur tiga sekolah keruh.,Radar Selat",
        "Hasil uji air tidak pernah diumumkan,2026-10-09,Orang tua menanyakan hasil uji.,Radar Selat",
        "Jamban sekolah menunggu perbaikan,2026-10-16,Satu jamban untuk ratusan murid.,Kabar Pesisir",
    )
)


def questionnaire(cast, folder):
    lead = cast.facilitator
    lead.goes_to("web:step", 1)
    lead.follows("Questionnaires")
    lead.follows("Prepare")
    lead.sends("file", form_file(folder))
    lead.fills(title="Air bersih di sekolah")
    lead.presses("Prepare")
    lead.follows("Open it for answers")
    lead.presses("Open it")
    for one in (cast.citizen, cast.official):
        one.goes_to("web:step", 1)
        one.follows("Questionnaires")
        one.follows("Air bersih di sekolah")
        one.follows("Start answering")
        one.page.get_by_role("link", name="Begin").click()
        one.picks("No")
        one.presses("Next")
        while one.page.get_by_role("button", name="Next").count():
            one.presses("Next")
        one.presses("Send my answers")
        one.sees("Thank you")
        one.follows("See the results")
        one.sees("Results are shown when it has closed")
    wave = Wave.objects.select_related("version", "questionnaire__initiative").get()
    keep(wave, [(Side.CITIZENS, {"pdam": "ya" if at % 3 else "tidak", "mutu": "2"}) for at in range(40)])
    lead.goes_to("questionnaires:home", 1)
    lead.follows("Close it")
    lead.presses("Close it for good")
    make_report.call(wave.pk)
    cast.public.goes_to("questionnaires:results", 1)
    cast.public.sees("How good is it?")


def focus_group(cast):
    lead = cast.facilitator
    lead.goes_to("web:step", 1)
    lead.follows("Focus groups")
    lead.follows("Write down a session")
    lead.fills(title="Ibu-ibu Teluk Biru", held_on="2026-10-20", place="Balai desa", guide="Air di sekolah?")
    lead.presses("Save")
    lead.fills(**{"makeup-citizens-women": "6", "makeup-civil_society-women": "2"})
    lead.presses("Save the numbers")
    notes = "Air sumur keruh sejak hujan.\n\nHasil uji tidak pernah dibacakan.\n\nJamban hanya satu."
    lead.fills(**{"notes-text": notes})
    lead.presses("Keep the notes")
    lead.sees("The notes have 3 passages.")
    lead.fills(**{"quote-text": "Anak saya membawa air dari rumah.", "quote-consent": "with_role"})
    lead.fills(**{"quote-role": "Ibu dua anak"})
    lead.presses("Keep the quote")
    lead.fills(**{"quote-text": "Kepala sekolah marah bila ditanya.", "quote-consent": "none"})
    lead.presses("Keep the quote")
    lead.follows("Code the passages")
    lead.follows("Write the code book first.")
    for name in ("Mutu air", "Keterbukaan"):
        lead.fills(name=name, meaning="Bila disebut langsung.")
        lead.presses("Add the code")
    lead.goes_to("evidence:coding", 1)
    for at, code in enumerate(("1", "2", "0"), 1):
        lead.fills(**{f"p{at}": code})
    lead.presses("Save and go on")
    lead.sees("You have coded 3 of 3.")
    cast.public.goes_to("evidence:group", 1)
    cast.public.sees("This is for other roles")
    for one in (cast.activist, cast.official):
        one.goes_to("evidence:group", 1)
        one.sees("Anak saya membawa air dari rumah.", "Ibu dua anak")
        one.sees_nothing_of("Kepala sekolah marah", "Hasil uji tidak pernah dibacakan.")


def articles(cast, folder):
    table = folder / "artikel.csv"
    table.write_text(ARTICLES, encoding="utf-8")
    lead = cast.facilitator
    lead.goes_to("web:step", 1)
    lead.follows("Articles")
    lead.follows("Bring in articles")
    lead.sends("table-file", table)
    lead.fills(**{"table-source": "Kumpulan berita"})
    lead.presses("Take in the table")
    lead.sees("3 articles in the table, 3 of them new.")
    cast.activist.goes_to("evidence:articles")
    cast.activist.sees("Hasil uji air tidak pernah diumumkan")


def interview(cast):
    lead = cast.facilitator
    lead.goes_to("web:step", 1)
    lead.follows("Experts")
    lead.follows("Write down an interview")
    lead.fills(held_on="2026-10-22", field="Teknik lingkungan", role="Dosen", interest="Tidak ada")
    lead.fills(consent="with_role", problem="Sumur dangkal dekat jamban.", advice="Uji air tiap musim.")
    lead.presses("Save")
    cast.official.goes_to("evidence:experts")
    cast.official.follows("Teknik lingkungan")
    cast.official.sees("Sumur dangkal dekat jamban.")


def consultation(cast):
    lead = cast.facilitator
    lead.goes_to("web:step", 1)
    lead.follows("Prepare a consultation")
    lead.fills(title="Apa yang perlu untuk sekolah?", hosted_by="Yayasan Contoh")
    lead.presses("Save and add statements")
    for words in ("Hasil uji air perlu diumumkan.", "Jamban perlu diperbaiki dahulu."):
        lead.goes_to("consultation:add_statement", 1)
        lead.fills(text_en=words)
        lead.presses("Add the statement")
    lead.goes_to("consultation:home", 1)
    lead.follows("Open the voting")
    lead.presses("Open the voting")
    found = Consultation.objects.get()
    for one in (cast.official, cast.activist, cast.citizen):
        one.goes_to("web:step", 1)
        one.follows("Apa yang perlu untuk sekolah?")
        one.follows("Vote")
        if one.page.locator("#ballot").count() == 0:
            one.page.locator("form.thumb button").click()
        for place in (1, 2):
            one.page.wait_for_selector(f"text=Statement {place} of 2")
            one.page.locator(".vote", has_text="Agree").first.click()
        one.sees("Thank you, you have answered everything")
    for side in BOTH_SIDES:
        crowd = [
            Participant(initiative=found.initiative, side=side, pseudonym=f"{side} {at}") for at in range(6)
        ]
        people = [Actor(participants=(one,)) for one in crowd]
        for one in crowd:
            one.joined_at = timezone.now()
        Participant.objects.bulk_create(crowd)
        for statement in found.statements.all():
            keep_votes(people, statement, [AGREE] * 6)
    lead.goes_to("consultation:home", 1)
    lead.follows("Close the voting")
    lead.presses("Close the voting")
    cast.public.goes_to("consultation:results", 1)
    cast.public.sees("Hasil uji air perlu diumumkan.")
