"""Rare values joined and extremes cut off: on the page, in the release, and for whoever wants to undo it."""

import io
import json
import re
from pathlib import Path

import polars as pl
import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from titiktemu.analysis.treatments.kinds import Treatment
from titiktemu.catalogue import storage
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.services.deciding import publish
from titiktemu.catalogue.shield_ways import OPTIONS, brought_over, way_of
from titiktemu.catalogue.shielding import Shielding
from titiktemu.catalogue.tests.carry import decided, fresh, prepared, protected, released, work
from titiktemu.catalogue.tests.test_pages_protection import address, as_sent, field_of, text_of
from titiktemu.catalogue.working.publishing import public_recipe

pytestmark = pytest.mark.django_db
RARE = ("Hakim", "Pilot", "Dalang")
OLDEST = (103, 97, 96)
GROUP = {"kind": "group", "columns": ["pekerjaan"], "options": {"least": 5}}
LIMIT = {"kind": "limit", "columns": ["umur"], "options": {"highest": 85}}


def patients(many=60, *, rare=(*RARE, *RARE[:2]), oldest=OLDEST):
    """Rows of patients without a name; a few have a rare work, and a few are very old."""
    work_of = [*rare, *(("Petani", "Nelayan")[n % 2] for n in range(many - len(rare)))]
    ages = [*oldest, *(20 + n % 60 for n in range(many - len(oldest)))]
    rows = sorted(
        f"{job};{age};{'LP'[n % 2]}" for n, (job, age) in enumerate(zip(reversed(work_of), ages, strict=True))
    )
    return ("pekerjaan;umur;jenis_kelamin\r\n" + "\r\n".join(rows) + "\r\n").encode()


def content_of(release, kind):
    return storage.path_of(release.distributions.get(kind=kind).file.sha256).read_bytes()


def table_of(release):
    return pl.read_csv(io.BytesIO(content_of(release, "csv")), schema_overrides={"umur": pl.Int64})


def is_told(value, text):
    return re.search(rf"(?<![\w.]){value}(?![\w.])", text) is not None


SEX = {"column": "jenis_kelamin", "kind": "sex", "reason": "Boleh tetap ada karena hanya dua nilai."}


@pytest.fixture
def release(official, dataset):
    return released(official, dataset, patients(), [GROUP, LIMIT], [SEX])


def test_the_fields_of_every_way_stand_in_the_page_before_anything_is_chosen(official, dataset, client_as):
    delivery = prepared(official, dataset, patients())
    answer = client_as(official).get(address(delivery))
    page = answer.content.decode()
    shielding = answer.context["shielding"]
    names = [("pekerjaan", "least"), ("pekerjaan", "joined"), ("pekerjaan", "first"), ("umur", "width"),
             ("umur", "lowest"), ("umur", "highest"), ("umur", "step")]  # fmt: skip
    for column, name in names:
        assert f'name="{field_of(shielding, column, name)}"' in page, (column, name)
    offered = {
        one.choice.machine_name: {way for way, _ in one.fields["way"].choices} for one in shielding.columns
    }
    assert "group" in offered["pekerjaan"] - offered["umur"]
    assert "limit" in offered["umur"] - offered["pekerjaan"]


def test_the_style_sheet_knows_every_way_of_which_more_must_be_said():
    style = Path(find("web/titiktemu.css")).read_text(encoding="utf-8")
    for way in OPTIONS:
        assert f'.shield:has(option[value="{way}"]:checked) > [data-way="{way}"]' in style, way


def test_columns_that_somebody_may_know_are_shown_among_those_to_be_looked_at(official, dataset, client_as):
    delivery = prepared(official, dataset, patients())
    answer = client_as(official).get(address(delivery))
    assert {"pekerjaan", "umur", "jenis_kelamin"} <= {one["name"] for one in answer.context["cards"]}
    assert "Somebody may know this of a person" in text_of(answer)


def test_a_proposed_limit_is_rounded_and_stands_in_the_field(official, dataset):
    delivery = prepared(official, dataset, patients(600))
    form = next(one for one in Shielding(delivery).columns if one.choice.machine_name == "umur")
    highest = form["highest"].value()
    assert highest == delivery.preparation["limits"]["umur"][1]
    assert highest % 5 == 0
    assert highest not in OLDEST


def test_the_examples_show_what_stays_and_what_is_joined_in_the_whole_file(official, dataset, client_as):
    delivery = prepared(official, dataset, patients())
    shielding = Shielding(delivery)
    changes = {
        "act": "look",
        "o-about": "person",
        field_of(shielding, "pekerjaan", "way"): "group",
        field_of(shielding, "pekerjaan", "least"): "4",
        field_of(shielding, "pekerjaan", "joined"): "Kerja lain",
        field_of(shielding, "umur", "way"): "limit",
        field_of(shielding, "umur", "highest"): "85",
    }
    answer = client_as(official).post(address(delivery), as_sent(shielding, **changes))
    cards = {one["name"]: one for one in answer.context["cards"]}
    pairs = dict(cards["pekerjaan"]["preview"])
    assert pairs["Petani"] == "Petani"
    assert "Kerja lain" in pairs.values()
    assert dict(cards["umur"]["preview"])["103"] == "85"
    assert "In the whole file 3 of 60 filled values would change." in text_of(answer)


def test_who_leads_the_initiative_sees_how_many_change_and_no_rare_value(
    official, dataset, client_as, facilitator
):
    delivery = prepared(official, dataset, patients())
    shielding = Shielding(delivery)
    ways = {
        field_of(shielding, "pekerjaan", "way"): "group",
        field_of(shielding, "umur", "way"): "limit",
        field_of(shielding, "umur", "highest"): "85",
    }
    answer = client_as(facilitator).post(address(delivery), as_sent(shielding, act="look", **ways))
    told = text_of(answer)
    assert "filled values would change" in told
    assert not [one for one in (*RARE, *map(str, OLDEST)) if is_told(one, told)]


@pytest.mark.parametrize(
    ("column", "changes", "sentence"),
    [
        ("umur", {"way": "limit", "lowest": "", "highest": ""}, "at least one of the two numbers"),
        ("umur", {"way": "limit", "lowest": "60", "highest": "20"}, "must be more than the smallest"),
        ("umur", {"way": "bands", "width": ""}, "This field is required."),
        ("pekerjaan", {"way": "group", "least": "1"}, "greater than or equal to 2"),
        ("pekerjaan", {"way": "group", "joined": ""}, "This field is required."),
    ],
)
def test_what_lacks_for_the_chosen_way_is_said(official, dataset, client_as, column, changes, sentence):
    delivery = prepared(official, dataset, patients())
    shielding = Shielding(delivery)
    sent = as_sent(shielding, **{"o-about": "person"})
    sent |= {field_of(shielding, column, name): value for name, value in changes.items()}
    answer = client_as(official).post(address(delivery), sent)
    assert answer.status_code == 422
    assert any(sentence in error for _where, error in answer.context["errors"]), answer.context["errors"]


def test_what_stands_in_the_fields_of_other_ways_does_not_matter(official, dataset, client_as):
    delivery = prepared(official, dataset, patients())
    shielding = Shielding(delivery)
    sent = as_sent(shielding, **{"o-about": "person", field_of(shielding, "umur", "way"): "limit"})
    sent |= {
        field_of(shielding, "umur", "highest"): "80",
        field_of(shielding, "umur", "width"): "viel",
        field_of(shielding, "umur", "step"): "",
    }
    assert client_as(official).post(address(delivery), sent).status_code == 302
    kept = [Treatment.from_json(one) for one in fresh(delivery).recipe.content["treatments"]]
    (limit,) = [one for one in kept if one.kind == "limit"]
    assert limit.options == {"lowest": None, "highest": 80, "decimal": "."}


def test_from_the_page_to_the_release_nothing_names_what_was_rare(official, dataset, client_as):
    delivery = prepared(official, dataset, patients())
    shielding = Shielding(delivery)
    changes = {
        "o-about": "person",
        "o-quasi": ["pekerjaan", "jenis_kelamin"],
        field_of(shielding, "pekerjaan", "way"): "group",
        field_of(shielding, "umur", "way"): "limit",
        field_of(shielding, "umur", "highest"): "85",
    }
    client = client_as(official)
    assert client.post(address(delivery), as_sent(shielding, **changes)).status_code == 302
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    shown = client.get(address(delivery))
    people = shown.context["risks"]["people"]
    assert people["alone_before"] > people["alone_after"] == 0
    lost = {one["column"] for one in shown.context["risks"]["losses"]}
    assert {"pekerjaan", "umur"} <= lost
    decided(official, delivery)
    publish(actor=official, delivery=fresh(delivery))
    work()
    release = fresh(delivery).release
    assert release is not None, fresh(delivery).jobs.first().problem
    _names_nobody(release)


def _names_nobody(release):
    for one in release.distributions.exclude(kind__in=["parquet", "xlsx"]):
        told = content_of(release, one.kind).decode()
        assert not [name for name in RARE if name in told], one.kind
        assert not [age for age in OLDEST if is_told(age, told)], one.kind
    kept = json.dumps([release.schema, release.quality, release.diff, release.recipe.content["treatments"]])
    assert not [name for name in RARE if name in kept]
    assert not [age for age in OLDEST if is_told(age, kept)]


def test_a_release_with_joined_values_and_limits_tells_how_to_read_them(release, client_as, official):
    _names_nobody(release)
    fields = {one["name"]: one for one in release.schema["fields"]}
    assert fields["umur"]["description"] == "85 berarti 85 atau lebih."
    assert fields["umur"]["type"] == "integer"
    assert "Lainnya" in fields["pekerjaan"]["description"]
    assert sorted(fields["pekerjaan"]["constraints"]["enum"]) == ["Lainnya", "Nelayan", "Petani"]
    table = table_of(release)
    assert table["umur"].max() == 85
    assert table.filter(pl.col("pekerjaan") == "Lainnya").height >= 5
    recipe = public_recipe(release.delivery)
    group = next(one for one in recipe["treatments"] if one["kind"] == "group")
    assert group["options"].get("map", {}) == {}


def test_the_order_of_the_rows_does_not_tell_between_which_works_a_joined_one_stood(release):
    table = table_of(release)
    assert table.equals(table.sort(table.columns, nulls_last=True))


def test_the_pages_that_others_read_do_not_name_them_either(release, client_as, observer, activist):
    address_of = reverse(
        "catalogue:release",
        args=[release.dataset.initiative.slug, release.dataset.number, release.number],
    )
    for actor in (observer, activist):
        told = text_of(client_as(actor).get(address_of))
        assert not [name for name in RARE if name in told]
        assert "85 berarti 85 atau lebih." in told


def test_the_next_delivery_is_counted_anew(official, dataset, release):
    # Judges have become frequent and teachers are rare now; the recipe names neither.
    other = patients(rare=("Hakim",) * 6 + ("Guru",), oldest=(99, 98, 97, 96, 95))
    second = released(official, dataset, other, release.recipe.content["treatments"], [SEX])
    works = dict(table_of(second)["pekerjaan"].value_counts().iter_rows())
    assert "Guru" not in works
    assert all(many >= 5 for many in works.values())
    assert table_of(second)["umur"].max() == 85
    told = content_of(second, "diff").decode() + json.dumps(second.diff)
    assert "Guru" not in told
    assert not [age for age in (*OLDEST, 99, 98, 95) if is_told(age, told)]


def test_what_an_earlier_release_joined_and_this_one_shows_is_warned_of(official, dataset, release):
    assert release is not None
    delivery = protected(official, dataset, patients(), [], [SEX])
    columns = {
        one["values"]["column"]
        for one in delivery.protection["notes"]
        if one["template"].startswith("An earlier release joined")
    }
    assert columns == {"pekerjaan", "umur"}


def test_small_counts_stay_a_matter_where_only_a_greatest_number_is_set(official, dataset, client_as):
    content = b"desa;kasus\r\n" + b"".join(f"Desa {n};{n}\r\n".encode() for n in range(1, 30))
    limit = {"kind": "limit", "columns": ["kasus"], "options": {"highest": 20}}
    delivery = protected(official, dataset, content, [limit])
    answer = client_as(official).get(address(delivery))
    assert answer.context["risks"]["small_left"] == ["kasus"]


def test_what_was_chosen_comes_back_to_the_page():
    assert way_of(Treatment("group", ["a"], {"least": 4})) == "group"
    assert way_of(Treatment("group", ["a"], {"map": {"x": "y"}})) == ""
    assert way_of(Treatment("limit", ["a"], {"highest": 4})) == "limit"
    assert brought_over(Treatment("group", ["a", "b"], {"least": 4}), {"a"}).options["least"] == 4
