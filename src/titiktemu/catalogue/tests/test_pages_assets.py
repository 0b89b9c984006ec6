"""Data that a side holds: noted before any file is sent, changed, and the place from which tables begin."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.catalogue.models import DataAsset, Dataset
from titiktemu.catalogue.services.datasets import add_asset, add_dataset
from titiktemu.catalogue.tests.carry import dataset_for, delivered, released
from titiktemu.foundation.models import AuditEntry, Organisation
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db
NOTED = {
    "title": "Register pasien",
    "title_en": "Patient registers",
    "description": "Buku tulis di setiap puskesmas.",
    "legal_class": "dikecualikan",
    "sensitivity": "spesifik",
}


@pytest.fixture
def asset(official, initiative):
    """Data of government of which there is no table."""
    return add_asset(actor=official, initiative=initiative, side=Side.GOVERNMENT, **NOTED)


def at(name, thing):
    if isinstance(thing, DataAsset):
        return reverse(f"catalogue:{name}", args=[thing.initiative.slug, thing.number])
    return reverse(f"catalogue:{name}", args=[thing.slug])


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def english(client, address):
    return words_of(client.get(address, headers={"accept-language": "en"}))


def last_entry():
    return AuditEntry.objects.order_by("-number").first()


def test_an_office_notes_what_it_holds_without_any_table(client_as, official, initiative):
    client = client_as(official)
    page = client.get(at("register_asset", initiative)).text
    assert 'name="side"' not in page  # there is only one that this person speaks for
    holder = official.participations[0].organisation
    assert f'<option value="{holder.pk}" selected>' in page
    answer = client.post(at("register_asset", initiative), {**NOTED, "holder": holder.pk})
    made = DataAsset.objects.get()
    assert answer["Location"] == at("asset", made)
    assert (made.title, made.side, made.holder, made.sensitivity) == (
        "Register pasien", "government", holder, "spesifik",
    )  # fmt: skip
    assert not Dataset.objects.exists()
    assert (last_entry().action, last_entry().subject) == ("catalogue.add_asset", made.pk)


def test_the_page_says_what_is_known_and_how_to_begin(client_as, official, asset):
    page = english(client_as(official), at("asset", asset))
    for said in (
        "Patient registers",
        "Exempt",
        "Specific personal data, such as health",
        "Not told yet",
        "No table of it is prepared yet",
        "Prepare the first table",
        "Only your side and the facilitators see this page",
    ):
        assert said in page
    assert "Buku tulis di setiap puskesmas." in page  # there is no English description


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["asset", "edit_asset", "add_table", "register_asset"])
def test_the_pages_are_whole_in_both_languages(client_as, official, asset, name, language):
    thing = asset.initiative if name == "register_asset" else asset
    answer = client_as(official).get(at(name, thing), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert answer.text.count('aria-current="step"') == 1
    assert answer.text.count("button-primary") == 1


def test_what_a_side_holds_is_for_it_to_tell(client, client_as, activist, observer, facilitator, asset):
    for browser in (client, client_as(activist), client_as(observer)):
        assert browser.get(at("asset", asset)).status_code == 404
        assert "Patient registers" not in browser.get(at("index", asset.initiative)).text
    assert client_as(facilitator).get(at("asset", asset)).status_code == 200
    assert "Patient registers" in client_as(facilitator).get(at("index", asset.initiative)).text


def test_once_a_table_is_released_everybody_sees_whence_it_comes(client, official, activist, asset):
    add_asset(actor=activist, initiative=asset.initiative, title="Catatan kader", side=Side.CIVIL_SOCIETY)
    hidden = add_dataset(actor=official, asset=asset, title="Kunjungan per desa")
    dataset = add_dataset(actor=official, asset=asset, title="Kunjungan", licence=Dataset.Licence.CC_BY)
    released(official, dataset)
    page = english(client, at("asset", asset))
    assert "Kunjungan" in page
    assert hidden.title not in page
    assert "Released" in page
    assert "Prepare" not in page
    assert "Only your side" not in page
    listed = english(client, at("index", asset.initiative))
    assert "1 table" in listed
    assert "Catatan kader" not in listed
    assert "Nothing to see here yet. What a side holds is for it to tell" in listed
    assert (
        at("asset", asset) in client.get(reverse("catalogue:dataset", args=[dataset.initiative.slug, 2])).text
    )


def test_the_page_tells_its_side_what_each_table_waits_for(client_as, official, asset):
    sent = add_dataset(actor=official, asset=asset, title="Kunjungan")
    add_dataset(actor=official, asset=asset, title="Rujukan", frequency="monthly")
    delivered(official, sent)
    page = english(client_as(official), at("asset", asset))
    for said in ("Waits for someone to confirm the table", "Nothing sent yet", "Every month"):
        assert said in page


def test_the_list_has_what_each_side_holds_at_its_place(
    client_as, facilitator, official, activist, initiative
):
    add_asset(actor=activist, initiative=initiative, title="Catatan kader", side=Side.CIVIL_SOCIETY)
    dataset_for(official, initiative)
    page = client_as(facilitator).get(at("index", initiative), headers={"accept-language": "en"}).text
    left, right = page.index('id="aset-government"'), page.index('id="aset-civil_society"')
    assert left < page.index("Data sekolah", left) < right < page.index("Catatan kader")
    assert "No table prepared yet" in page


def test_a_table_begins_from_its_data(client_as, official, asset):
    client = client_as(official)
    page = client.get(at("add_table", asset)).text
    for name in ("holder", "legal_class", "asset", "side"):
        assert f'name="{name}"' not in page  # all of this is told of the data already
    answer = client.post(at("add_table", asset), {"title": "Kunjungan", "licence": "CC-BY-4.0"})
    made = Dataset.objects.get()
    assert (made.asset, made.title) == (asset, "Kunjungan")
    assert answer["Location"] == reverse("catalogue:upload", args=[made.initiative.slug, made.number])
    assert last_entry().action == "catalogue.add_dataset"
    assert client.post(at("add_table", asset), {"title": ""}).status_code == 422


def test_what_is_known_can_be_changed_and_the_chain_says_so(client_as, official, asset):
    client = client_as(official)
    sent = {**NOTED, "title": "Register ibu", "legal_class": ""}
    assert client.post(at("edit_asset", asset), sent)["Location"] == at("asset", asset)
    stored = DataAsset.objects.get()
    assert (stored.title, stored.legal_class, stored.description) == (
        "Register ibu",
        "",
        NOTED["description"],
    )
    entry = last_entry()
    assert entry.action == "catalogue.edit_asset"
    assert "title" in entry.detail["fields"]
    assert "Register ibu" not in str(entry.detail)


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"legal_class": "rahasia"}, {"sensitivity": "x"}, {"holder": "9"}]
)
@pytest.mark.parametrize("name", ["register_asset", "edit_asset"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_as, official, asset, name, wrong):
    thing = asset.initiative if name == "register_asset" else asset
    answer = client_as(official).post(at(name, thing), {**NOTED, "description": "Ditulis baru.", **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Ditulis baru." in answer.text
    assert DataAsset.objects.get().description == NOTED["description"]


def test_a_facilitator_says_whose_it_is_as_long_as_nothing_was_sent(client_as, facilitator, official, asset):
    client = client_as(facilitator)
    assert 'name="side"' in client.get(at("edit_asset", asset)).text
    client.post(at("edit_asset", asset), {**NOTED, "side": "civil_society"})
    assert DataAsset.objects.get().side == Side.CIVIL_SOCIETY
    client.post(at("edit_asset", asset), {**NOTED, "side": "government"})
    delivered(official, add_dataset(actor=official, asset=DataAsset.objects.get(), title="Kunjungan"))
    answer = client.post(
        at("edit_asset", asset), {**NOTED, "side": "civil_society"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert "Something was delivered of this data" in answer.text
    assert DataAsset.objects.get().side == Side.GOVERNMENT


def test_an_organisation_of_the_other_side_holds_nothing_here(client_as, facilitator, activist, asset):
    foreign = activist.participations[0].organisation
    assert foreign.side == Side.CIVIL_SOCIETY
    answer = client_as(facilitator).post(
        at("edit_asset", asset), {**NOTED, "side": "government", "holder": foreign.pk}
    )
    assert answer.status_code == 422
    assert Organisation.objects.filter(pk=foreign.pk).exists()
    assert DataAsset.objects.get().holder is None


def test_others_note_and_change_nothing(client, client_as, activist, observer, official, asset):
    released(official, add_dataset(actor=official, asset=asset, title="K", licence=Dataset.Licence.CC_BY))
    entries = AuditEntry.objects.count()
    for browser in (client, client_as(observer), client_as(activist)):
        assert browser.get(at("asset", asset)).status_code == 200
        for name in ("edit_asset", "add_table"):
            assert browser.get(at(name, asset)).status_code == 403
            assert browser.post(at(name, asset), NOTED).status_code == 403
    for browser in (client, client_as(observer)):
        assert browser.post(at("register_asset", asset.initiative), NOTED).status_code == 403
    assert AuditEntry.objects.count() == entries


def test_an_activist_notes_data_of_the_own_side_only(client_as, activist, initiative):
    client_as(activist).post(at("register_asset", initiative), {**NOTED, "side": "government"})
    assert DataAsset.objects.get().side == Side.CIVIL_SOCIETY


def test_the_pages_take_as_many_queries_for_many_tables_as_for_one(client_as, official, asset):
    browser = client_as(official)

    def add():
        delivered(official, add_dataset(actor=official, asset=asset, title="Kunjungan"))

    add()
    for address in (at("asset", asset), at("index", asset.initiative)):
        with CaptureQueriesContext(connection) as one:
            browser.get(address)
        for _number in range(3):
            add()
        with CaptureQueriesContext(connection) as many:
            browser.get(address)
        assert len(many) == len(one) <= 12


def test_a_hidden_initiatives_data_are_there_for_its_people_only(
    client, client_as, person, make_initiative, administrator
):
    hidden = make_initiative(is_public=False)
    asset = add_asset(actor=administrator, initiative=hidden, title="Rahasia", side=Side.GOVERNMENT)
    assert client.get(at("asset", asset)).status_code == 404
    outsider = person(Side.GOVERNMENT, Role.LEADER)
    assert client_as(outsider).get(at("asset", asset)).status_code == 404
    insider = person(Side.GOVERNMENT, Role.LEADER, initiative=hidden)
    assert client_as(insider).get(at("asset", asset)).status_code == 200
