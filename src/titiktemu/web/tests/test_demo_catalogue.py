"""The demo's data went the whole way: from an untidy workbook to a release."""

import pytest

from titiktemu.catalogue.models import DataRelease, Delivery
from titiktemu.web.demo.loader import load


@pytest.fixture
def told(db):
    load()


def test_two_releases_of_one_table_stand_one_after_the_other(told):
    first, second = DataRelease.objects.order_by("number")
    assert first.rows == second.rows == 16
    assert first.diff is None
    assert second.diff
    assert second.columns > first.columns


def test_no_name_and_no_telephone_left_with_the_table(told):
    for release in DataRelease.objects.all():
        names = {field["name"] for field in release.schema["fields"]}
        assert "kode_wilayah" in names
        assert not {"penanggung_jawab", "no_hp"} & names


def test_two_files_wait_for_a_person(told):
    waiting = Delivery.objects.filter(state=Delivery.State.TO_CONFIRM)
    assert sorted(one.side for one in waiting) == ["civil_society", "government"]
