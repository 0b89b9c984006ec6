"""The page on which protection is chosen and tried."""

import random
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.analysis.treatments.kinds import Treatment
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.queries.decisions import unresolved
from titiktemu.catalogue.services.confirming import confirm_table
from titiktemu.catalogue.services.deciding import publish
from titiktemu.catalogue.shield_ways import brought_over, way_of
from titiktemu.catalogue.shielding import Shielding
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    SCHOOLS,
    decided,
    delivered,
    fresh,
    prepared,
    proposal,
    protected,
    work,
)
from titiktemu.foundation.words import Role
from titiktemu.web.demo.workbooks import companions_csv, first_workbook

pytestmark = pytest.mark.django_db
WHY = "Boleh tetap ada karena sudah lama diumumkan oleh kantor."


def address(delivery):
    return reverse(
        "catalogue:protection", args=[delivery.initiative.slug, delivery.dataset.number, delivery.number]
    )


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def many_people(many=60, ill=("TB", "Asma")):
    rng = random.Random(7)
    rows = [
        f"35100145{rng.randint(1, 28):02d}9{rng.randint(0, 9)}{n:04d};{rng.randint(20, 29)};"
        f"{rng.choice('LP')};{rng.choice(ill)}"
        for n in range(1, many + 1)
    ]
    return ("nik;umur;jenis_kelamin;penyakit\r\n" + "\r\n".join(rows) + "\r\n").encode()


def as_sent(shielding, **changes):
    """What a browser sends of the page as it is, with changes by the name of the field."""
    sent = {"act": "try"}
    for form in (*shielding.columns, shielding.people, shielding.cells):
        for field in form:
            value = field.value()
            if value not in (None, False, "", []):
                sent[field.html_name] = "on" if value is True else value
    sent |= {one["name"]: "on" for one in shielding.others if one["is_kept"]}
    sent.update(changes)
    return {name: value for name, value in sent.items() if value is not None}


def field_of(shielding, column, name):
    form = next(one for one in shielding.columns if one.choice.machine_name == column)
    return f"{form.prefix}-{name}"


def test_what_was_found_is_said_with_law_evidence_and_examples(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people())
    answer = client_as(official).get(address(delivery))
    said = text_of(answer)
    for words in ("Population numbers (NIK)", "general personal data", "specific personal data", "Health"):
        assert words in said, words
    card = next(one for one in answer.context["cards"] if one["name"] == "nik")
    assert card["form"]["way"].value() == "drop"
    assert [after for _before, after in card["preview"]] == [None, None, None]


def test_another_choice_is_shown_on_real_values_and_keeps_nothing(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people())
    shielding = Shielding(delivery)
    changes = {"act": "look", field_of(shielding, "nik", "way"): "mask", "o-about": "person"}
    answer = client_as(official).post(address(delivery), as_sent(shielding, **changes))
    assert answer.status_code == 200
    card = next(one for one in answer.context["cards"] if one["name"] == "nik")
    assert all(re.fullmatch(r"3510\*{12}", after) for _before, after in card["preview"])
    assert fresh(delivery).state == Delivery.State.TO_PROTECT


def test_trying_out_tells_what_is_learned_before_and_after(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people())
    client = client_as(official)
    sent = as_sent(
        Shielding(delivery),
        **{
            "o-about": "person",
            field_of(Shielding(delivery), "penyakit", "reason"): WHY,
            field_of(Shielding(delivery), "jenis_kelamin", "reason"): WHY,
        },
    )
    answer = client.post(address(delivery), sent)
    assert answer.status_code == 302, answer.context["errors"]
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    shown = client.get(address(delivery))
    people = shown.context["risks"]["people"]
    assert people["alone_before"] > people["alone_after"] == 0
    assert f"of {people['records']} people can be recognised alone" in text_of(shown)
    assert "Accept, and on to the decision" in text_of(shown)
    assert {one["kind"] for one in delivery.kept_personal} >= {"health", "sex"}


def test_what_is_proposed_for_people_can_be_tried_as_it_is(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people(120, ("TB", "TB", "Asma")))
    client = client_as(official)
    assert "So it needs no reason." in text_of(client.get(address(delivery)))
    answer = client.post(address(delivery), as_sent(Shielding(delivery), **{"o-about": "person"}))
    assert answer.status_code == 302, answer.context["errors"]
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    assert {one["kind"] for one in delivery.protection["personal"]} == {"sex", "health"}
    assert delivery.kept_personal == []
    decided(official, delivery)
    publish(actor=official, delivery=delivery)
    work()
    assert fresh(delivery).state == Delivery.State.RELEASED, delivery.jobs.first().problem


def test_a_sensitive_value_that_becomes_known_is_warned_of_where_somebody_decides(
    official, dataset, client_as
):
    content = many_people(120, ("TB", "TB", "Asma")).replace(b";L;Asma", b";L;TB")
    delivery = prepared(official, dataset, content)
    shielding = Shielding(delivery)
    assert shielding.people["is_blanking"].value() is True
    reason = {field_of(shielding, "penyakit", "reason"): WHY}
    client = client_as(official)
    decision = [delivery.initiative.slug, dataset.number, delivery.number]
    for changes, is_known in (({"o-is_blanking": None, **reason}, True), ({}, False)):
        sent = as_sent(shielding, **{"o-about": "person", "o-is_blanking": "on", **changes})
        assert client.post(address(delivery), sent).status_code == 302
        work()
        shown = client.get(reverse("catalogue:decision", args=decision))
        learned = shown.context["risks"]["learned"]
        assert bool(learned) is is_known
        assert ("everybody who knows the other columns would learn" in text_of(shown)) is is_known


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"o-quasi": ["umur"]}, {"jenis_kelamin"}),
        ({"o-sensitive": None}, {"penyakit"}),
        ({"o-is_blanking": None}, {"penyakit"}),
        ({"o-about": "other"}, {"jenis_kelamin", "penyakit"}),
        ({"o-sensitive": None, "o-quasi": ["umur", "jenis_kelamin", "penyakit"]}, {"penyakit"}),
    ],
)
def test_what_no_treatment_of_several_columns_covers_still_needs_a_reason(
    official, dataset, client_as, changes, columns
):
    delivery = prepared(official, dataset, many_people(120, ("TB", "TB", "Asma")))
    shielding = Shielding(delivery)
    answer = client_as(official).post(
        address(delivery), as_sent(shielding, **{"o-about": "person", **changes})
    )
    assert answer.status_code == 422
    faulty = {one.choice.machine_name for one in answer.context["shielding"].columns if one.errors}
    assert faulty == columns


def test_whoever_points_at_somebody_alone_is_never_covered_by_the_others(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people(120, ("TB", "TB", "Asma")))
    shielding = Shielding(delivery)
    names = ["nik", "umur", "jenis_kelamin"]
    changes = {field_of(shielding, "nik", "way"): "keep", "o-about": "person", "o-quasi": names}
    assert client_as(official).post(address(delivery), as_sent(shielding, **changes)).status_code == 422
    together = {"kind": "local_suppression", "columns": ["nik", "nama", "jk"], "options": {"k": 5}}
    found = [
        {"column": "nik", "kind": "nik", "law": "general", "identifies": "alone"},
        {"column": "nama", "kind": "person_name", "law": "general", "identifies": "combined"},
        {"column": "jk", "kind": "sex", "law": "general", "identifies": "combined"},
        {"column": "jk", "kind": "health", "law": "specific", "identifies": "combined"},
    ]
    assert unresolved(found, [], [together]) == [found[0], found[1], found[3]]
    assert unresolved(found, []) == found


def test_what_stays_needs_a_reason_and_what_was_typed_is_kept(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people())
    shielding = Shielding(delivery)
    changes = {
        "o-about": "person",
        field_of(shielding, "nik", "way"): "keep",
        field_of(shielding, "nik", "reason"): "boleh",
    }
    answer = client_as(official).post(address(delivery), as_sent(shielding, **changes))
    assert answer.status_code == 422
    assert ">\nboleh</textarea>" in answer.content.decode()
    assert any("in a sentence" in error for _where, error in answer.context["errors"])
    assert fresh(delivery).state == Delivery.State.TO_PROTECT


def test_where_people_may_be_it_must_be_said_what_a_row_is(official, dataset, client_as):
    delivery = prepared(official, dataset, many_people())
    answer = client_as(official).post(address(delivery), as_sent(Shielding(delivery)))
    assert answer.status_code == 422
    assert "Please say what each row is about." in text_of(answer)


def test_a_table_of_districts_with_small_counts_is_recognised_and_hidden(official, dataset, client_as):
    delivery = delivered(official, dataset, first_workbook(), "rekap.xlsx")
    recipe = proposal(delivery)
    confirm_table(actor=official, delivery=delivery, recipe=recipe)
    work()
    delivery = fresh(delivery)
    shielding = Shielding(delivery)
    counts = shielding.cells["counts"].value()
    assert counts == ["hasil_reaktif_orang_triwulan_i", "hasil_reaktif_orang_triwulan_ii"]
    client = client_as(official)
    changes = {"o-about": "other", "s-dimensions": ["kode_wilayah"]}
    assert client.post(address(delivery), as_sent(shielding, **changes)).status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    assert delivery.protection["risk"]["people"] is None
    answer = client.get(address(delivery))
    (cells,) = answer.context["risks"]["cells"]
    assert cells["exact"][0] > 0
    assert cells["exact"][1] == 0
    assert "something else than a person" in text_of(answer)
    assert answer.context["risks"]["small_left"] == []


def test_small_numbers_that_nobody_hides_are_told(official, dataset, client_as):
    delivery = protected(official, dataset, SCHOOLS.replace(b";54;", b";2;"))
    answer = client_as(official).get(address(delivery))
    assert len(answer.context["risks"]["small_left"]) == 1
    assert "Numbers below 5 stay to be seen" in text_of(answer)


def test_one_press_is_enough_where_nothing_was_found(official, dataset, client_as):
    delivery = prepared(official, dataset)
    assert "No personal data was found" in text_of(client_as(official).get(address(delivery)))
    assert client_as(official).post(address(delivery), as_sent(Shielding(delivery))).status_code == 302
    work()
    assert fresh(delivery).state == Delivery.State.TO_DECIDE


def test_counts_without_anybody_who_is_counted_are_refused(official, dataset, client_as):
    delivery = prepared(official, dataset)
    sent = as_sent(Shielding(delivery), **{"s-counts": ["jumlah_sekolah"]})
    answer = client_as(official).post(address(delivery), sent)
    assert answer.status_code == 422
    assert "Please choose also who is counted." in text_of(answer)


def test_what_cannot_be_done_is_told_where_it_was_chosen(official, dataset, client_as):
    delivery = prepared(official, dataset, PEOPLE)
    reasons = {field_of(Shielding(delivery), one, "reason"): WHY for one in ("jenis_kelamin", "penyakit")}
    sent = as_sent(Shielding(delivery), **{"o-about": "person", **reasons})
    assert client_as(official).post(address(delivery), sent).status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_PROTECT
    answer = client_as(official).get(address(delivery))
    assert answer.context["failure"]
    assert answer.context["failure"] in text_of(answer)


def test_what_was_chosen_is_there_again(official, dataset, client_as):
    treatments = [
        {"kind": "drop", "columns": ["nik", "nama"], "options": {}},
        {"kind": "bands", "columns": ["umur"], "options": {"width": 10, "highest": 80}},
        {"kind": "group", "columns": ["penyakit"], "options": {"map": {"TB": "Paru", "Asma": "Paru"}}},
    ]
    delivery = protected(official, dataset, PEOPLE, treatments)
    shielding = Shielding(delivery)
    sent = as_sent(
        shielding, **{field_of(shielding, one, "reason"): WHY for one in ("jenis_kelamin", "penyakit")}
    )
    assert client_as(official).post(address(delivery), sent).status_code == 302
    kept = [Treatment.from_json(one) for one in fresh(delivery).recipe.content["treatments"]]
    assert [(str(one.kind), one.columns) for one in kept] == [
        ("drop", ("nik",)),
        ("drop", ("nama",)),
        ("bands", ("umur",)),
        ("group", ("penyakit",)),
    ]
    assert kept[2].options["highest"] == 80


def test_a_treatment_of_columns_that_are_gone_falls_away_for_them_only():
    cells = Treatment("small_cells", ["a", "b"], {"dimensions": ["wilayah"]})
    assert brought_over(cells, {"a", "wilayah"}).columns == ("a",)
    assert brought_over(cells, {"a", "b"}) is None
    assert way_of(Treatment("date", ["lahir"], {"to": "year"})) == "date:year"


def test_who_may_not_choose_sees_why_or_nothing(official, activist, dataset, client_as, person):
    delivery = prepared(official, dataset)
    sent = as_sent(Shielding(delivery))
    assert client_as(activist).get(address(delivery)).status_code == 404
    assert client_as(activist).post(address(delivery), sent).status_code == 404
    assert client_as(person("", Role.OBSERVER)).get(address(delivery)).status_code == 404


def test_columns_cost_no_queries(official, dataset, client_as):
    client, counts = client_as(official), []
    for content in (SCHOOLS, many_people()):
        delivery = prepared(official, dataset, content)
        client.get(address(delivery))
        with CaptureQueriesContext(connection) as found:
            client.get(address(delivery))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_a_table_of_people_without_names_is_asked_about_and_attacked(official, dataset, client_as):
    delivery = prepared(official, dataset, companions_csv())
    assert delivery.preparation["personal"] == []
    shielding = Shielding(delivery)
    assert shielding.people["about"].value() == ""
    assert set(shielding.people["quasi"].value()) == {"kecamatan", "usia_ibu", "pekerjaan"}
    client = client_as(official)
    assert client.post(address(delivery), as_sent(shielding)).status_code == 422
    assert client.post(address(delivery), as_sent(shielding, **{"o-about": "person"})).status_code == 302
    work()
    shown = client.get(address(fresh(delivery)))
    people = shown.context["risks"]["people"]
    assert people["records"] == 240
    assert people["alone_before"] > 100
    assert people["alone_after"] == 0


def test_a_column_that_is_left_out_is_not_said_to_stay_though_a_reason_was_typed(official, dataset):
    delivery = prepared(official, dataset, PEOPLE)
    shielding = Shielding(delivery)
    sent = QueryDict(mutable=True)
    for form in shielding.columns:
        sent[f"{form.prefix}-way"] = "drop" if form.choice.machine_name == "nama" else "keep"
        sent[f"{form.prefix}-reason"] = WHY
    sent.update({"o-about": "person", "o-k": "2", "o-least": "2", "s-threshold": "5"})
    chosen = Shielding(delivery, sent)
    assert chosen.is_valid(), chosen.errors()
    kept = {one["column"] for one in chosen.keep()}
    assert "nik" in kept
    assert "nama" not in kept
