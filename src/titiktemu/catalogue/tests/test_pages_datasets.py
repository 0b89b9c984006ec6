"""The list of both sides' data, one dataset, a new one, and its description: for whom, with what in it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.catalogue.models import DataAsset, Dataset
from titiktemu.catalogue.services.datasets import add_asset
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import REASON, SCHOOLS, dataset_for, delivered, released
from titiktemu.foundation.models import Organisation
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db

ROLES = [
    ("", Role.FACILITATOR),
    ("", Role.OBSERVER),
    (Side.GOVERNMENT, Role.LEADER),
    (Side.CIVIL_SOCIETY, Role.REPRESENTATIVE),
    (Side.CITIZENS, Role.PARTICIPANT),
]


def at(name, thing, *more):
    initiative = getattr(thing, "initiative", thing)
    number = [thing.number] if isinstance(thing, Dataset) else []
    return reverse(f"catalogue:{name}", args=[initiative.slug, *number, *more])


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.parametrize(("side", "role"), ROLES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_answer_every_role_in_both_languages(
    client_as, person, official, dataset, initiative, side, role, language
):
    released(official, dataset)
    client = client_as(person(side, role))
    for address in (at("index", initiative), at("dataset", dataset), at("release", dataset, 1)):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        assert answer.text.count("<h1") == 1
        assert answer.text.count('aria-current="step"') == 1


def test_an_empty_list_teaches_and_offers_the_first_action(client, client_as, official, initiative):
    page = client.get(at("index", initiative), headers={"accept-language": "en"}).text
    assert "No data yet" in page
    assert "Prepare the first dataset" not in page
    assert "Prepare the first dataset" in client_as(official).get(at("index", initiative)).text


def test_government_stands_left_and_civil_society_right(client, official, activist, initiative):
    released(activist, dataset_for(activist, initiative, Side.CIVIL_SOCIETY))
    released(official, dataset_for(official, initiative))
    page = client.get(at("index", initiative), headers={"accept-language": "en"}).text
    government, civil_society = page.index('id="data-government"'), page.index('id="data-civil_society"')
    assert government < civil_society
    assert page.count("badge-common") == 2


def test_the_list_says_how_far_each_is_and_to_whom_it_may_be_told(client, client_as, official, initiative):
    waits = dataset_for(official, initiative)
    delivered(official, waits)
    dataset_for(official, initiative)
    add_asset(actor=official, initiative=initiative, title="Data guru", side=Side.GOVERNMENT)
    mine = words_of(client_as(official).get(at("index", initiative)))
    for said in ("Waits for someone to confirm the table", "Nothing sent yet", "No table prepared yet"):
        assert said in mine
    others = words_of(client.get(at("index", initiative), headers={"accept-language": "en"}))
    assert "No data yet" in others
    assert "Data guru" not in others


def test_a_dataset_is_there_for_others_from_its_first_release_on(client, official, dataset):
    assert client.get(at("dataset", dataset)).status_code == 404
    released(official, dataset)
    assert client.get(at("dataset", dataset)).status_code == 200


def test_a_stranger_reads_what_is_in_a_release(client, official, dataset):
    released(official, dataset)
    page = words_of(client.get(at("dataset", dataset), headers={"accept-language": "en"}))
    for said in (
        "Release 1 of",
        "3 rows, 4 columns",
        "Code of a region",
        "Rupiah",
        "Cite as",
        "Creative Commons Attribution 4.0",
        "of 5 stars of open data",
        REASON,
    ):
        assert said in page
    assert "Send a file" not in page
    assert "Withdraw" not in page
    assert official.participations[0].name not in page


def test_the_newest_release_stands_first_and_a_tombstone_says_why(client, official, dataset):
    first = released(official, dataset)
    released(official, dataset, SCHOOLS.replace(b";54;", b";55;"))
    withdraw(actor=official, release=first, reason="Angka Pesanggaran ternyata salah hitung.")
    page = words_of(client.get(at("dataset", dataset), headers={"accept-language": "en"}))
    assert page.index("Release 2 of") < page.index("Earlier releases") < page.index("salah hitung")


def test_when_all_is_withdrawn_the_page_says_so(client, official, dataset):
    withdraw(actor=official, release=released(official, dataset), reason="Angka ternyata salah hitung.")
    page = words_of(client.get(at("dataset", dataset), headers={"accept-language": "en"}))
    assert "All releases of this dataset were withdrawn" in page
    listed = client.get(at("index", dataset.initiative), headers={"accept-language": "en"})
    assert "Withdrawn" in words_of(listed)


NEW = {"title": "Puskesmas", "licence": "CC-BY-4.0", "description": "Alamat dan jam buka."}


def test_an_official_prepares_a_dataset_in_one_form(client_as, official, initiative):
    client = client_as(official)
    page = client.get(at("create", initiative)).text
    assert 'name="side"' not in page  # there is only one that this person speaks for
    assert 'name="asset"' not in page  # nothing is listed yet
    answer = client.post(at("create", initiative), NEW)
    made = Dataset.objects.get()
    assert answer["Location"] == at("upload", made)
    assert (made.asset.title, made.asset.side, made.licence) == ("Puskesmas", "government", "CC-BY-4.0")


def test_a_second_table_of_the_same_data(client_as, official, dataset, initiative):
    client_as(official).post(at("create", initiative), {**NEW, "asset": dataset.asset.pk})
    assert Dataset.objects.get(title="Puskesmas").asset == dataset.asset
    assert DataAsset.objects.count() == 1


def test_a_facilitator_says_whose_data_it_is(client_as, facilitator, initiative):
    client_as(facilitator).post(at("create", initiative), {**NEW, "side": "civil_society"})
    assert DataAsset.objects.get().side == "civil_society"


def test_the_other_sides_data_and_offices_are_not_offered(client_as, activist, official, dataset, initiative):
    page = client_as(activist).get(at("create", initiative)).text
    assert "Data sekolah" not in page
    assert "Dinas Contoh" not in page
    foreign = Organisation.objects.filter(name__startswith="Dinas Contoh").first()
    answer = client_as(activist).post(at("create", initiative), {**NEW, "holder": foreign.pk})
    assert answer.status_code == 422
    answer = client_as(activist).post(at("create", initiative), {**NEW, "asset": dataset.asset.pk})
    assert answer.status_code == 422 or Dataset.objects.get(title="Puskesmas").side == "civil_society"


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"licence": "ketentuan-khusus"}, {"frequency": "hourly"}, {"holder": "99999"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_as, official, initiative, wrong):
    answer = client_as(official).post(at("create", initiative), {**NEW, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Alamat dan jam buka." in answer.text
    assert not Dataset.objects.exists()


def test_the_description_can_be_changed_with_who_holds_the_data(client_as, official, dataset):
    client = client_as(official)
    holder = official.participations[0].organisation
    sent = {**NEW, "title": "Sekolah", "holder": holder.pk, "legal_class": "berkala", "unit": "sekolah"}
    assert client.post(at("edit", dataset), sent)["Location"] == at("dataset", dataset)
    stored = Dataset.objects.select_related("asset").get()
    assert (stored.title, stored.unit, stored.asset.holder) == ("Sekolah", "sekolah", holder)
    assert stored.asset.legal_class == "berkala"
    page = client.get(at("edit", dataset)).text
    assert f'<option value="{holder.pk}" selected>' in page


def test_a_mistake_in_the_description_changes_nothing(client_as, official, dataset):
    answer = client_as(official).post(at("edit", dataset), {"title": ""})
    assert answer.status_code == 422
    assert "<h1>Sekolah per kecamatan</h1>" in answer.text


def test_others_cannot_prepare_or_change(
    client, client_as, activist, observer, official, dataset, initiative
):
    released(official, dataset)
    for browser in (client, client_as(observer)):
        assert browser.get(at("create", initiative)).status_code == 403
        assert browser.post(at("create", initiative), NEW).status_code == 403
    for browser in (client, client_as(observer), client_as(activist)):
        assert browser.get(at("edit", dataset)).status_code == 403
        assert browser.post(at("edit", dataset), NEW).status_code == 403


def test_the_list_takes_as_many_queries_for_ten_as_for_one(client_as, official, initiative):
    browser = client_as(official)
    delivered(official, dataset_for(official, initiative))
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(at("index", initiative))
    for _number in range(5):
        delivered(official, dataset_for(official, initiative))
    with CaptureQueriesContext(connection) as many:
        browser.get(at("index", initiative))
    assert len(many) == len(one) <= 12


def test_a_dataset_takes_as_many_queries_for_five_releases_as_for_one(client_as, official, dataset):
    browser = client_as(official)
    released(official, dataset)
    with CaptureQueriesContext(connection) as one:
        browser.get(at("dataset", dataset))
    for number in range(2):
        released(official, dataset, SCHOOLS.replace(b";54;", b";%d;" % (60 + number)))
        delivered(official, dataset)
    with CaptureQueriesContext(connection) as many:
        browser.get(at("dataset", dataset))
    # One more asks whether the release that the newest is compared with still stands, one for jobs.
    assert len(many) <= len(one) + 2
    assert len(one) <= 16
