"""The demo's data went the whole way: from an untidy workbook to a release."""

import pytest

from titiktemu.catalogue.models import DataAsset, DataRelease, Dataset, Delivery
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.web.demo.loader import load

PERSONAL = {"penanggung_jawab", "no_hp"}


@pytest.mark.django_db
def test_untidy_files_became_releases_without_people_and_two_wait_for_a_person():
    load()
    first, second = DataRelease.objects.order_by("number")
    assert first.rows == second.rows == 16
    assert (first.diff is None, bool(second.diff)) == (True, True)
    assert second.columns > first.columns
    for release in (first, second):
        names = {field["name"] for field in release.schema["fields"]}
        assert "kode_wilayah" in names
        assert not PERSONAL & names
    waiting = Delivery.objects.filter(state=Delivery.State.TO_CONFIRM)
    assert sorted(one.side for one in waiting) == ["civil_society", "government"]
    assert {one.asset.side for one in Dataset.objects.select_related("asset")} == {*BOTH_SIDES}
    bare = DataAsset.objects.filter(datasets=None)
    assert sorted(one.side for one in bare) == ["civil_society", "government"]


@pytest.mark.django_db
def test_what_is_told_of_the_data_is_well_formed():
    load()
    told = [*DataAsset.objects.all(), *Dataset.objects.all()]
    assert len(told) > 4
    for one in told:
        one.full_clean()  # raises where a choice or a length is wrong
