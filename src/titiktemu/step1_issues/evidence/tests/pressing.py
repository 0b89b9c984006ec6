"""Articles that the tests of this room share."""

import re
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import Article, Topic
from titiktemu.step1_issues.evidence.services.experts import ask_experts, write_interview
from titiktemu.step1_issues.evidence.services.groups import attach_audio, write_group, write_notes
from titiktemu.step1_issues.evidence.services.media import add_article, add_source
from titiktemu.step1_issues.evidence.services.topics import ask_to_sort
from titiktemu.step1_issues.evidence.tasks import sort_articles

ABOUT = {
    "air": "air keruh sekolah pipa bersih rusak wali murid dinas sumur pompa kran minum tandon",
    "sampah": "sampah tumpuk pasar truk pedagang keluh bau tempat buang plastik petugas angkut",
}
LENGTH = 40


def written(actor: Actor, initiative: Initiative, number: int, about: str = "air", **more: Any) -> Article:
    """One article that somebody pasted."""
    told = {
        "title": f"Berita {about} {number}",
        "text": " ".join(Random(number).choices(ABOUT[about].split(), k=LENGTH)),
        **more,
    }
    return add_article(actor=actor, initiative=initiative, source=told.pop("source", "Radar Selat"), **told)


def sorted_out(facilitator: Actor, initiative: Initiative, many: int = 10) -> list[Topic]:
    """So many articles about water and as many about waste, sorted into topics."""
    for number in range(many):
        day = f"2026-03-{number % 28 + 1:02d}"
        written(facilitator, initiative, number, "air", day=day)
        written(facilitator, initiative, number, "sampah", day=day, source="Kabar Pesisir")
    ask_to_sort(actor=facilitator, initiative=initiative)
    sort_articles.call(initiative.pk)
    return list(Topic.objects.filter(initiative=initiative))


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def evidence_arguments(facilitator: Actor, initiative: Initiative) -> dict[str, Any]:
    """A source with a feed, an article, a topic and a session, each with the number 1."""
    source = add_source(
        actor=facilitator,
        initiative=initiative,
        name="Radar Selat",
        feed_url="https://radarselat.example/rss",
    )
    written(facilitator, initiative, 1)
    Topic.objects.create(initiative=initiative, number=1, words=["air"])
    group = write_group(actor=facilitator, initiative=initiative, title="Ibu", held_on=date(2026, 3, 2))
    write_notes(actor=facilitator, group=group, text="Air keruh.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rekaman"
        path.write_bytes(b"OggS" + b"\0" * 20)
        attach_audio(actor=facilitator, group=group, path=path, name="rekaman.ogg")
    told = {"field": "Air", "interest": "Tidak ada.", "consent": "anonymous", "problem": "Pipa."}
    write_interview(actor=facilitator, initiative=initiative, held_on=date(2026, 3, 2), **told)
    ask_experts(actor=facilitator, initiative=initiative, text="Mendesak?", low="tidak", high="ya")
    return {"number": source.number, "kind": "artikel", "ending": "csv"}
