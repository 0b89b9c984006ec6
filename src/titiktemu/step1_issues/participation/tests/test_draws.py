"""Selections by lot: hostile lists, quotas that cannot be met, publishing before the seed, repeating."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.analysis.sortition.lottery import draw, read
from titiktemu.analysis.sortition.people import Quota
from titiktemu.config.cli.analyse_sortition import main
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.services.draws import (
    change_selection,
    draw_panel,
    prepare_selection,
    publish_lottery,
)
from titiktemu.step1_issues.participation.tasks import compute
from titiktemu.step1_issues.participation.tests.taking_part import PEOPLE, QUOTAS, prepared, published

pytestmark = pytest.mark.django_db
SEED = "4-2-6-6-1-3"
TYPED = "category,feature,min,max\nsex,f,1,2\nsex,m,1,2\n"
LIST = b"id,name,sex\n1,Ani,f\n2,Budi,m\n3,Citra,f\n4,Dedi,m\n"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def drawn(facilitator, initiative):
    selection = published(facilitator, initiative)
    draw_panel(actor=facilitator, selection=selection, seed=SEED)
    compute.call(selection.pk)
    selection.refresh_from_db()
    return selection


def test_anybody_repeats_the_draw_with_the_command_on_the_page(
    client_as, facilitator, citizen, initiative, tmp_path, capsys
):
    selection = drawn(facilitator, initiative)
    browser = client_as(citizen)
    page = text_of(browser.get(reverse("participation:draw", args=[initiative.slug, selection.number])))
    assert f"--seed {SEED} --json" in page
    answer = browser.get(reverse("participation:lottery", args=[initiative.slug, selection.number]))
    file = tmp_path / "undian.json"
    file.write_bytes(answer.content)
    assert main(["--draw", str(file), "--seed", SEED, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["panel"] == selection.panel
    assert read(file.read_text()).fingerprint == selection.fingerprint
    assert len(selection.panel) == 4


def test_the_quotas_are_met_and_nobody_draws_twice(facilitator, initiative):
    selection = drawn(facilitator, initiative)
    found = {value: many for _feature, value, many in selection.summary["drawn"]}
    assert 2 <= found["f"] <= 3
    assert sum(found.values()) == 4
    with pytest.raises(RuleBroken):
        draw_panel(actor=facilitator, selection=selection, seed="other-seed")
    assert tuple(selection.panel) == draw(read(selection.lottery), SEED)


def test_no_seed_is_taken_before_the_lottery_is_published(facilitator, initiative):
    selection = prepared(facilitator, initiative)
    with pytest.raises(RuleBroken, match="published"):
        draw_panel(actor=facilitator, selection=selection, seed=SEED)


@pytest.mark.parametrize("seed", ["", "123", "a b c d e f", "$(reboot)", "x" * 41, "-12345-", "é12345"])
def test_a_seed_is_safe_to_type_in_a_shell(facilitator, initiative, seed):
    selection = published(facilitator, initiative)
    with pytest.raises(RuleBroken):
        draw_panel(actor=facilitator, selection=selection, seed=seed)


def test_before_it_is_published_a_lottery_is_for_those_who_prepare_it(
    client_as, facilitator, citizen, initiative
):
    selection = prepared(facilitator, initiative)
    for name in ("draw", "lottery"):
        address = reverse(f"participation:{name}", args=[initiative.slug, selection.number])
        assert client_as(citizen).get(address).status_code == 404
        assert client_as(facilitator).get(address).status_code == 200


def test_the_list_of_volunteers_goes_when_the_lottery_is_published(facilitator, initiative):
    assert prepared(facilitator, initiative).volunteers
    assert published(facilitator, initiative).volunteers == []


def test_a_published_lottery_stays_as_it_is(facilitator, initiative):
    selection = published(facilitator, initiative)
    with pytest.raises(RuleBroken, match="stays"):
        change_selection(actor=facilitator, selection=selection, size=3, quotas=QUOTAS)


def test_who_is_certain_to_be_drawn_is_warned_about_before_publishing(client_as, facilitator, initiative):
    sure = (Quota("sex", "f", 5, 5), Quota("sex", "m", 1, 1))
    selection = prepared(facilitator, initiative, size=6, quotas=sure)
    assert selection.summary["certain"] == 5
    page = reverse("participation:draw", args=[initiative.slug, selection.number])
    assert "5 people are certain to be drawn" in text_of(client_as(facilitator).get(page))
    with pytest.raises(RuleBroken, match="warning"):
        publish_lottery(actor=facilitator, selection=selection, seed_source="Dadu.", is_read=False)
    publish_lottery(actor=facilitator, selection=selection, seed_source="Dadu.", is_read=True)


def test_small_types_are_not_listed(client_as, facilitator, citizen, initiative):
    people = PEOPLE[:8]  # five women, three men
    selection = prepared(facilitator, initiative, people=people)
    page = reverse("participation:draw", args=[initiative.slug, selection.number])
    shown = text_of(client_as(facilitator).get(page))
    assert "Types of fewer than five people are not listed here: 1, with 3 people" in shown


def test_quotas_that_cannot_be_met_are_told_with_what_helps_and_changed(client_as, facilitator, initiative):
    too_much = (Quota("sex", "f", 6, 6), Quota("sex", "m", 0, 2))
    selection = prepared(facilitator, initiative, size=6, quotas=too_much)
    assert selection.state == "refused"
    page = reverse("participation:draw", args=[initiative.slug, selection.number])
    assert "only 5 can be chosen from" in text_of(client_as(facilitator).get(page))
    sent = {"size": "4", "quotas": TYPED.replace("1,2", "2,2")}
    assert client_as(facilitator).post(page, sent).status_code == 302
    compute.call(selection.pk)
    selection.refresh_from_db()
    assert selection.state == "made"


def test_the_worker_does_nothing_twice(facilitator, initiative):
    selection = drawn(facilitator, initiative)
    compute.call(selection.pk)
    compute.call(10**9)
    assert Selection.objects.get().panel == selection.panel


def test_nobody_but_those_who_lead_prepares(citizen, observer, initiative):
    for actor in (citizen, observer):
        with pytest.raises(NotAllowed):
            prepare_selection(
                actor=actor, initiative=initiative, title="P", size=2, people=PEOPLE, quotas=QUOTAS
            )


def send(client_as, facilitator, initiative, raw, **more):
    page = reverse("participation:create_draw", args=[initiative.slug])
    sent = {"title": "Panel", "size": "2", "quotas": TYPED, "volunteers": SimpleUploadedFile("v.csv", raw)}
    return client_as(facilitator).post(page, {**sent, **more})


def test_names_in_the_list_are_never_kept(client_as, facilitator, initiative):
    assert send(client_as, facilitator, initiative, LIST).status_code == 302
    assert "Ani" not in json.dumps(Selection.objects.get().volunteers)


def test_a_household_is_kept_as_a_number(client_as, facilitator, initiative):
    raw = LIST.replace(b"name", b"home").replace(b"Ani", b"Jl. Melati 3").replace(b"Budi", b"Jl. Melati 3")
    assert send(client_as, facilitator, initiative, raw, household="home").status_code == 302
    kept = Selection.objects.get().volunteers
    assert "Melati" not in json.dumps(kept)
    assert [home for _id, _features, home in kept] == ["h1", "h1", "", ""]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"id,sex\n", "nobody to be drawn"),
        (b"id,sex\nAni Lestari,f\n", "Names and identity numbers"),
        (b"id,sex\n3510112233440001,f\n", "Names and identity numbers"),
        (b"id,sex\n=cmd|1,f\n", "Names and identity numbers"),
        (b"id,sex\n1,f\n1,m\n", "1"),
        (b"id,sex\n1,x\n", "x"),
        (b"id,age\n1,3\n", "no column sex"),
        (b"\x00\x01\x02", "no column sex"),
        (b"id,sex\n1,f,m,extra\n", "line 2"),
    ],
)
def test_a_list_that_cannot_be_used_says_why_and_keeps_nothing(
    client_as, facilitator, initiative, raw, words
):
    answer = send(client_as, facilitator, initiative, raw)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Selection.objects.exists()


@pytest.mark.parametrize("quotas", ["", "x", "category,feature,min,max\nsex,f,3,1\n", TYPED + "sex,f,1,2\n"])
def test_quotas_that_contradict_themselves_are_refused(client_as, facilitator, initiative, quotas):
    assert send(client_as, facilitator, initiative, LIST, quotas=quotas).status_code == 422
