"""Assets and datasets: who may note them, what they say, and who sees them."""

import pytest

from titiktemu.catalogue import queries
from titiktemu.catalogue.models import DataAsset, DataRelease, Dataset, Delivery
from titiktemu.catalogue.queries.decisions import is_as_released
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import (
    add_asset,
    add_dataset,
    edit_asset,
    edit_dataset,
    write_schema,
)
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import (
    REASON,
    SCHOOLS,
    dataset_for,
    delivered,
    fresh,
    prepared,
    proposal,
    protected,
    released,
    work,
)
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Organisation
from titiktemu.foundation.words import OrganisationKind, Role, Side

pytestmark = pytest.mark.django_db
SCHEMA = {
    "fieldsMatch": ["subset"],
    "fields": [{"name": "jumlah_sekolah", "type": "integer", "constraints": {"maximum": 50}}],
}
OTHERS = ["activist", "citizen", "observer", "stranger"]


def test_each_side_notes_its_own_data_and_facilitators_any(official, activist, facilitator, initiative):
    for actor, side in (
        (official, Side.GOVERNMENT),
        (activist, Side.CIVIL_SOCIETY),
        (facilitator, Side.GOVERNMENT),
    ):
        add_asset(actor=actor, initiative=initiative, title="Data", side=side)
    assert list(DataAsset.objects.values_list("number", flat=True)) == [1, 2, 3]
    with pytest.raises(NotAllowed):
        add_asset(actor=official, initiative=initiative, title="Data", side=Side.CIVIL_SOCIETY)


@pytest.mark.parametrize("side", [Side.OTHER, Side.CITIZENS, ""])
def test_data_is_of_one_of_the_two_sides(facilitator, initiative, side):
    with pytest.raises(RuleBroken, match="government or to civil society"):
        add_asset(actor=facilitator, initiative=initiative, title="Data", side=side)


def test_the_holder_is_of_the_same_side(facilitator, initiative):
    holder = Organisation.objects.create(name="Yayasan", kind=OrganisationKind.CIVIL_SOCIETY)
    with pytest.raises(RuleBroken, match="other side"):
        add_asset(actor=facilitator, initiative=initiative, title="D", side=Side.GOVERNMENT, holder=holder)


def test_whose_data_it_is_cannot_change_once_something_was_delivered(facilitator, dataset):
    edit_asset(actor=facilitator, asset=dataset.asset, side=Side.CIVIL_SOCIETY)
    dataset = fresh(dataset)
    edit_asset(actor=facilitator, asset=dataset.asset, side=Side.GOVERNMENT, title="Lain")
    delivered(facilitator, fresh(dataset))
    with pytest.raises(RuleBroken, match="cannot change"):
        edit_asset(actor=facilitator, asset=fresh(dataset).asset, side=Side.CIVIL_SOCIETY)


def test_a_side_does_not_give_its_data_to_the_other(official, dataset):
    with pytest.raises(NotAllowed):
        edit_asset(actor=official, asset=dataset.asset, side=Side.CIVIL_SOCIETY)


@pytest.mark.parametrize("kind", OTHERS)
def test_others_change_nothing(official, dataset, kind, request):
    actor = request.getfixturevalue(kind)
    delivery = prepared(official, dataset)
    before = AuditEntry.objects.count()
    acts = [
        lambda: add_asset(actor=actor, initiative=dataset.initiative, title="x", side=Side.GOVERNMENT),
        lambda: edit_asset(actor=actor, asset=dataset.asset, title="x"),
        lambda: add_dataset(actor=actor, asset=dataset.asset, title="x"),
        lambda: edit_dataset(actor=actor, dataset=dataset, title="x"),
        lambda: write_schema(actor=actor, dataset=dataset, schema=SCHEMA),
        lambda: confirm_table(actor=actor, delivery=delivery, recipe=proposal(delivery)),
        lambda: choose_treatments(actor=actor, delivery=delivery, treatments=[]),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert AuditEntry.objects.count() == before


def test_the_chain_says_which_fields_and_not_what_is_in_them(official, dataset):
    edit_dataset(actor=official, dataset=dataset, title="Rahasia", licence=Dataset.Licence.CC0)
    assert AuditEntry.objects.order_by("-number").first().detail == {"fields": ["licence", "title"]}


def test_a_schema_is_checked_when_it_is_written_and_held_against_deliveries(official, dataset):
    for broken in ({"fields": [{"name": "a", "type": "wrong"}]}, "no json", "[]"):
        with pytest.raises(RuleBroken):
            write_schema(actor=official, dataset=dataset, schema=broken)
    write_schema(actor=official, dataset=dataset, schema=SCHEMA)
    assert fresh(dataset).schema_source == Dataset.SchemaSource.WRITTEN
    found = prepared(official, fresh(dataset)).preparation["schema"]
    assert [(one["row"], one["text"]) for one in found["errors"] if one["name"] == "jumlah_sekolah"] == [
        (2, "54")
    ]
    write_schema(actor=official, dataset=dataset, schema=None)
    assert prepared(official, fresh(dataset)).preparation["schema"] is None


def test_a_table_is_confirmed_and_protected_in_its_time(official, dataset):
    delivery = protected(official, dataset)
    recipe = proposal(delivery)
    with pytest.raises(RuleBroken, match="no such table"):
        confirm_table(
            actor=official, delivery=delivery, recipe=type(recipe).from_json({**recipe.as_json(), "place": 7})
        )
    Delivery.objects.update(state=Delivery.State.READING)
    with pytest.raises(RuleBroken, match="confirmed now"):
        confirm_table(actor=official, delivery=delivery, recipe=recipe)
    with pytest.raises(RuleBroken, match="chosen now"):
        choose_treatments(actor=official, delivery=delivery, treatments=[])


@pytest.mark.parametrize(
    "treatment",
    [{"kind": "wrong", "columns": ["a"], "options": {}}, {"kind": "drop", "columns": [], "options": {}}, {}],
)
def test_a_treatment_that_makes_no_sense_gets_a_sentence(official, dataset, treatment):
    delivery = prepared(official, dataset)
    with pytest.raises(RuleBroken):
        choose_treatments(actor=official, delivery=delivery, treatments=[treatment])


def test_a_treatment_of_a_column_that_is_not_there_fails_with_a_sentence(official, dataset):
    delivery = protected(
        official, dataset, treatments=[{"kind": "drop", "columns": ["tidak_ada"], "options": {}}]
    )
    assert delivery.state == Delivery.State.TO_PROTECT
    assert "tidak_ada" in str(delivery.jobs.first().problem)


def test_the_same_recipe_is_kept_once(official, dataset):
    delivery = prepared(official, dataset)
    confirm_table(actor=official, delivery=delivery, recipe=proposal(delivery))
    assert dataset.recipes.count() == 1


def test_a_dataset_without_a_release_is_its_sides_own(official, activist, facilitator, citizen, initiative):
    dataset = dataset_for(official, initiative)
    for actor, sees in ((official, True), (facilitator, True), (activist, False), (citizen, False)):
        assert (dataset in queries.visible_datasets(actor, initiative)) is sees
    released(official, dataset)
    for actor in (official, facilitator, activist, citizen):
        assert dataset in queries.visible_datasets(actor, initiative)


def test_a_withdrawn_release_still_stands_in_the_list_but_gives_nothing(official, dataset, citizen):
    release = released(official, dataset)
    assert queries.given_out(release, "csv")
    withdraw(actor=official, release=release, reason=REASON)
    release = fresh(release)
    assert queries.given_out(release, "csv") is None
    assert queries.standing_release(dataset) is None
    assert list(queries.releases_of(dataset)) == [release]
    shown = queries.visible_datasets(citizen, dataset.initiative).get()
    assert (shown.release_number, shown.release_count) == (None, 0)


def test_what_waits_is_shown_to_whoever_can_go_on_with_it(
    official, facilitator, activist, dataset, initiative
):
    delivery = protected(official, dataset)
    assert queries.waiting_for(official, initiative) == [delivery]
    assert queries.waiting_for(facilitator, initiative) == []  # the side decides
    assert list(queries.open_deliveries(facilitator, initiative)) == [delivery]
    assert list(queries.open_deliveries(activist, initiative)) == []
    Delivery.objects.update(state=Delivery.State.TO_PROTECT)
    assert queries.waiting_for(facilitator, initiative) == [delivery]


def test_queries_take_the_same_number_for_one_and_for_many(official, initiative, django_assert_num_queries):
    for many in (1, 3):
        for _one in range(many):
            released(official, dataset_for(official, initiative))
            protected(official, dataset_for(official, initiative))
        with django_assert_num_queries(1):
            assert [one.side for one in queries.visible_datasets(official, initiative)]
        with django_assert_num_queries(2):
            found = queries.waiting_for(official, initiative)
            assert queries.latest_jobs(found)
        first = Dataset.objects.first()
        with django_assert_num_queries(2):
            for release in queries.releases_of(first):
                assert [one.file.sha256 for one in release.distributions.all()]
                assert release.decision.by.name


def test_the_last_recipe_is_that_of_the_last_release(official, dataset):
    release = released(official, dataset)
    prepared(official, dataset, SCHOOLS.replace(b"kecamatan", b"nama_kecamatan"))
    assert queries.last_recipe(dataset) == release.recipe
    assert queries.release_before(released(official, dataset)) == release


def test_a_row_of_a_release_that_was_changed_is_found(official, dataset):
    release = released(official, dataset)
    assert is_as_released(fresh(release))
    for changed in ({"rows": 4}, {"reason": "Alasan yang lain sekali."}, {"schema": {"fields": []}}):
        kept = {name: getattr(release, name) for name in changed}
        DataRelease.objects.filter(pk=release.pk).update(**changed)
        assert not is_as_released(fresh(release))
        DataRelease.objects.filter(pk=release.pk).update(**kept)
    withdraw(actor=official, release=release, reason=REASON)
    assert is_as_released(fresh(release))
    release.distributions.get(kind="quality").delete()
    assert not is_as_released(fresh(release))
    assert work() is None


def test_a_person_of_another_initiative_has_no_say(official, dataset, make_initiative, person):
    elsewhere = make_initiative("Yang lain")
    stranger_here = person(Side.GOVERNMENT, Role.LEADER, initiative=elsewhere)
    with pytest.raises(NotAllowed):
        edit_dataset(actor=stranger_here, dataset=dataset, title="x")
