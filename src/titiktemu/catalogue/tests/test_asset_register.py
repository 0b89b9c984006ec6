"""The register of data assets: what the law and the five stars say of each, whom it is told, its files."""

import csv
import io
import json

import pytest
from django.urls import reverse

from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import known_to_both, visible_assets
from titiktemu.catalogue.services.datasets import add_asset, tell_asset
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db
NOTED = {
    "title": "=Register pasien",
    "title_en": "Patient registers",
    "walidata": "Diskominfo Contoh",
    "legal_class": "dikecualikan",
    "legal_basis": "UU 14/2008 pasal 17 huruf h",
    "sensitivity": "spesifik",
    "form": "paper",
    "openness": 0,
    "frequency": "daily",
    "quality": "Lengkap sejak 2019.",
}


@pytest.fixture
def asset(official, initiative):
    """Data of government of which nothing was released."""
    return add_asset(actor=official, initiative=initiative, side=Side.GOVERNMENT, **NOTED)


@pytest.fixture
def activist(person):
    """Who speaks for civil society."""
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


def at(name, thing, *more):
    slug = thing.initiative.slug if isinstance(thing, DataAsset) else thing.slug
    number = [thing.number] if isinstance(thing, DataAsset) else []
    return reverse(f"catalogue:{name}", args=[slug, *number, *more])


def test_the_other_side_knows_of_it_when_its_own_side_tells(
    client_as, official, activist, observer, stranger, asset, initiative
):
    assert not visible_assets(activist, initiative)
    assert client_as(activist).get(at("asset", asset)).status_code == 404
    tell_asset(actor=official, asset=asset)
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.action, entry.subject) == ("catalogue.tell_asset", asset.pk)
    for reader in (activist, observer):
        assert list(visible_assets(reader, initiative)) == [asset]
    assert not visible_assets(stranger, initiative)
    assert list(known_to_both(initiative)) == [asset]
    page = client_as(activist).get(at("asset", asset), headers={"accept-language": "en"}).text
    assert "Diskominfo Contoh" in page
    assert "before it can stand in an order of disclosure" in page
    assert "Tell the other side" not in page
    assert client_as(activist).get(at("edit_asset", asset)).status_code == 403


def test_nobody_but_its_side_tells_of_it_and_once(official, activist, facilitator, asset):
    for other in (activist, facilitator):
        with pytest.raises(NotAllowed):
            tell_asset(actor=other, asset=asset)
    tell_asset(actor=official, asset=asset)
    with pytest.raises(RuleBroken, match="already"):
        tell_asset(actor=official, asset=asset)


def test_telling_on_the_page(client_as, official, asset):
    browser = client_as(official)
    page = browser.get(at("asset", asset), headers={"accept-language": "en"}).text
    assert "Only your side and the facilitators see this page" in page
    assert browser.post(at("tell_asset", asset)).status_code == 302
    page = browser.get(at("asset", asset), headers={"accept-language": "en"}).text
    assert "Both sides know of it since" in page
    assert "Only your side and the facilitators see this page" not in page
    assert browser.get(at("tell_asset", asset)).status_code == 405


def test_what_the_form_asks_is_kept_and_what_it_cannot_read_is_said(client_as, official, asset):
    browser = client_as(official)
    told = {
        "title": "Buku",
        "form": "spreadsheet",
        "openness": "3",
        "frequency": "annual",
        "quality": "Baik.",
    }
    assert browser.post(at("edit_asset", asset), told).status_code == 302
    stored = DataAsset.objects.get()
    assert (stored.form, stored.openness, stored.frequency, stored.quality) == (
        "spreadsheet", 3, "annual", "Baik.",
    )  # fmt: skip
    assert browser.post(at("edit_asset", asset), {"title": "Buku", "openness": ""}).status_code == 302
    assert DataAsset.objects.get().openness is None
    for wrong in ({"openness": "6"}, {"form": "batu"}, {"quality": "x" * 301}):
        assert browser.post(at("edit_asset", asset), {"title": "Buku", **wrong}).status_code == 422


def test_the_file_speaks_dcat_and_holds_only_what_the_reader_knows_of(
    client_as, official, activist, asset, initiative
):
    assert json.loads(client_as(activist).get(at("register_file", initiative, "json")).content) == {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "prov": "http://www.w3.org/ns/prov#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "tt": "urn:titiktemu:",
        },
        "@type": "dcat:Catalog",
        "dct:title": [{"@language": "id", "@value": "Sekolah yang aman"}],
        "dcat:dataset": [],
    }
    tell_asset(actor=official, asset=asset)
    (one,) = json.loads(client_as(activist).get(at("register_file", initiative, "json")).content)[
        "dcat:dataset"
    ]
    assert one["dct:accessRights"]["@id"].endswith("/RESTRICTED")
    assert one["dct:accrualPeriodicity"]["@id"].endswith("/DAILY")
    assert one["prov:qualifiedAttribution"]["prov:agent"]["skos:prefLabel"] == "Diskominfo Contoh"
    assert one["tt:legalBasis"] == "UU 14/2008 pasal 17 huruf h"
    assert one["tt:stars"] == 0
    assert "dct:publisher" not in one  # nobody told who holds it
    table = client_as(activist).get(at("register_file", initiative, "csv")).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["dct:title@id"] == "'=Register pasien"
    assert (row["tt:legalClass"], row["tt:stars"], row["dct:format"]) == ("dikecualikan", "0", "paper")
    assert client_as(activist).get(at("register_file", initiative, "xml")).status_code == 404


def test_the_register_takes_the_same_queries_for_one_asset_and_for_many(
    client_as, official, initiative, django_assert_max_num_queries
):
    for _number in range(12):
        add_asset(actor=official, initiative=initiative, side=Side.GOVERNMENT, **NOTED)
    browser = client_as(official)
    browser.get(at("register_file", initiative, "csv"))
    with django_assert_max_num_queries(7):
        browser.get(at("register_file", initiative, "csv"))
