"""Pages of step 1 with the demo's content: no barriers, no page wider than its window, nothing left blank."""

import pytest
from django.urls import reverse

from titiktemu.documents.models import Paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Role
from titiktemu.step1_issues.checks import checks_of
from titiktemu.step1_issues.queries.evidence import evidence_base
from titiktemu.web.demo.loader import load

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "issues": [
        ("index",), ("create",), ("card", 1), ("card", 3), ("edit", 3), ("evidence", 1),
        ("solutions", 1), ("proposal", 1), ("proposal", 2), ("grid",),
        ("channel", "media"), ("rounds",), ("round", 1), ("round", 3), ("record", 2), ("advanced",),
        ("poll", 1), ("sector", "kesehatan"),
    ],
    "evidence": [
        ("index",), ("sources",), ("articles",), ("add_articles",), ("article", 1), ("topics",), ("groups",),
        ("group", 1), ("codes",), ("coding", 1), ("experts",), ("interview", 1),
        ("question", 1),
    ],
    "participation": [
        ("index",), ("targets",), ("statement",), ("activity", 1), ("edit", 1), ("counting", 2), ("draws",),
        ("draw", 1), ("create_draw",),
    ],
    "documents": [("index",), ("numbering",)],
}  # fmt: skip
DARK_ON = {("id", 1280), ("en", 360)}


@pytest.fixture
def leading(settings):
    """The demo, told; whoever leads it, with where they lead."""
    load()
    place = Participation.objects.select_related("initiative", "user").filter(role=Role.FACILITATOR)[:1].get()
    return Actor(user=place.user, participations=(place,))


def addresses(initiative):
    """Where the pages are; and the record that was issued."""
    found = [
        reverse(f"{room}:{name}", args=[initiative.slug, *more])
        for room, pages in PAGES.items()
        for name, *more in pages
    ]
    paper = Paper.objects.filter(kind="berita-acara")[:1].get()
    return [*found, reverse("documents:paper", args=[initiative.slug, paper.pk])]


def test_pages_of_step_1_have_no_barriers_and_fit_phone_and_laptop(
    leading, visit, live_server, barriers, runs_over
):
    initiative = leading.participations[0].initiative
    found = {}
    for language in ("id", "en"):
        page = visit("/", actor=leading, language=language)
        for address in addresses(initiative):
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, address
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme="dark" if (language, width) in DARK_ON else "light")
                if broken := [
                    *barriers(page),
                    *([f"{runs_over(page)} px too wide"] if runs_over(page) else []),
                ]:
                    found[address, language, width] = broken
    assert found == {}


def test_the_demo_was_heard_in_four_ways_and_over_its_consultation(leading):
    initiative = leading.participations[0].initiative
    base = evidence_base(initiative)
    assert [row.channel.value for row in base.channels if not (row.is_used and row.links)] == []
    assert [check.missing for check in checks_of(initiative)] == [[], []]
