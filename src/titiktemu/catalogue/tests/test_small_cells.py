"""Small cells: hidden in view of everything ever released, and shown as an attacker would see them."""

import pytest

from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import REASON, protected, released
from titiktemu.catalogue.working.protecting import HIDDEN_BEFORE

pytestmark = pytest.mark.django_db
CASES = (
    b"kecamatan;sex;kasus\r\n"
    b"Muncar;L;3\r\nMuncar;P;14\r\nMuncar;Jumlah;17\r\n"
    b"Rogojampi;L;21\r\nRogojampi;P;18\r\nRogojampi;Jumlah;39\r\n"
    b"Glagah;L;11\r\nGlagah;P;9\r\nGlagah;Jumlah;20\r\n"
    b"Jumlah;L;35\r\nJumlah;P;41\r\nJumlah;Jumlah;76\r\n"
)
HIDE = {
    "kind": "small_cells",
    "columns": ["kasus"],
    "options": {"dimensions": ["kecamatan", "sex"], "threshold": 5},
}


def test_hidden_cells_are_attacked_before_a_person_decides(official, dataset):
    delivery = protected(official, dataset, CASES, [HIDE])
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    (report,) = delivery.protection["risk"]["cells"]
    assert report["before"]["exact"] > 0
    assert report["after"]["exact"] == 0
    assert report["sentences"]


def test_what_was_released_before_counts_even_where_it_was_withdrawn(official, dataset):
    keep = []
    withdraw(actor=official, release=released(official, dataset, CASES, keep=keep), reason=REASON)
    delivery = protected(official, dataset, CASES, [HIDE])
    assert delivery.state == Delivery.State.TO_DECIDE, delivery.jobs.first().problem
    (report,) = delivery.protection["risk"]["cells"]
    # The whole table was out once: hiding a cell of it now hides nothing from whoever fetched that.
    assert report["after"]["exact"] > 0


def test_what_one_release_hides_the_next_cannot_show_for_want_of_a_treatment(official, dataset):
    released(official, dataset, CASES, [HIDE])
    delivery = protected(official, dataset, CASES.replace(b"Muncar;L;3", b"Muncar;L;4"))
    assert delivery.state == Delivery.State.TO_PROTECT
    assert delivery.jobs.first().problem["template"] == HIDDEN_BEFORE
