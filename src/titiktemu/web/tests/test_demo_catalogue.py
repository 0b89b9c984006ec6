"""The demo's data went the whole way: from an untidy workbook to a release."""

import pytest

from titiktemu.catalogue.models import DataRelease, Delivery
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
