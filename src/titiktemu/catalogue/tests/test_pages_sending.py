"""Sending a file: the plain form, the addresses of the script, the line that breaks, and who may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.catalogue import storage
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.tests.carry import SCHOOLS, delivered, fresh, work
from titiktemu.catalogue.views import sending
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db
OCTETS = "application/octet-stream"
WHOLE = len(SCHOOLS)


def at(name, dataset, *more):
    return reverse(f"catalogue:{name}", args=[dataset.initiative.slug, dataset.number, *more])


def begin(client, dataset, size=WHOLE, mark="1700000000000", name="sekolah.csv"):
    return client.post(at("begin", dataset), {"name": name, "size": size, "mark": mark})


def send(client, told, offset, content):
    return client.post(f"{told['parts']}?from={offset}", content, content_type=OCTETS)


@pytest.fixture
def client(client_as, official):
    return client_as(official)


def test_the_page_says_what_may_be_sent_and_how_much(client, dataset):
    page = client.get(at("upload", dataset)).text
    assert "at most 500.0" in page
    assert 'enctype="multipart/form-data"' in page
    assert f'data-upload="{at("begin", dataset)}"' in page


def test_a_plain_form_sends_the_whole_file(client, dataset):
    answer = client.post(at("upload", dataset), {"file": SimpleUploadedFile("sekolah.csv", SCHOOLS)})
    delivery = Delivery.objects.get()
    assert answer["Location"] == at("delivery", dataset, delivery.number)
    assert storage.path_of(delivery.file.sha256).read_bytes() == SCHOOLS
    work()
    assert fresh(delivery).state == Delivery.State.TO_CONFIRM


@pytest.mark.parametrize("sent", [{}, {"file": ""}])
def test_a_form_without_a_file_says_so(client, dataset, sent):
    answer = client.post(at("upload", dataset), sent)
    assert answer.status_code == 422
    assert "No file has arrived" in answer.text


def test_an_empty_file_gets_a_sentence(client, dataset):
    answer = client.post(at("upload", dataset), {"file": SimpleUploadedFile("a.csv", b"")})
    assert answer.status_code == 409
    assert "empty" in answer.text


def test_a_file_over_the_limit_gets_a_sentence_and_leaves_nothing(client, dataset, settings):
    settings.UPLOAD_LIMIT = 100
    answer = client.post(at("upload", dataset), {"file": SimpleUploadedFile("a.csv", SCHOOLS)})
    assert answer.status_code == 409
    assert "at most" in answer.text
    assert not Delivery.objects.exists()
    assert not list(storage.folder(storage.INCOMING).iterdir())


def test_a_request_far_over_the_limit_is_not_even_written_down(client, dataset, settings):
    settings.UPLOAD_LIMIT = 100
    answer = client.post(at("upload", dataset), {"file": SimpleUploadedFile("a.csv", bytes(2 * 2**20))})
    assert answer.status_code == 422
    assert "too large" in answer.text
    assert not Delivery.objects.exists()


def test_parts_make_the_file(client, dataset):
    told = begin(client, dataset).json()
    assert told["received"] == 0
    assert told["part"] == 2**20
    for offset in range(0, len(SCHOOLS), 50):
        answer = send(client, told, offset, SCHOOLS[offset : offset + 50])
        assert answer.json() == {"received": min(offset + 50, len(SCHOOLS))}
    delivery = Delivery.objects.get()
    done = client.post(told["finish"])
    assert done.json() == {"next": at("delivery", dataset, delivery.number)}
    assert fresh(delivery).state == Delivery.State.READING


def test_finishing_twice_is_finishing_once(client, dataset):
    told = begin(client, dataset).json()
    send(client, told, 0, SCHOOLS)
    first, second = client.post(told["finish"]), client.post(told["finish"])
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert Delivery.objects.get().jobs.count() == 1


def test_the_same_file_goes_on_where_it_was_cut_off(client, client_as, official, dataset):
    told = begin(client, dataset).json()
    send(client, told, 0, SCHOOLS[:60])
    page = client.get(at("upload", dataset)).text
    assert "“sekolah.csv” was cut off on its way" in page
    again = begin(client_as(official), dataset).json()
    assert again["received"] == 60
    assert again["parts"] == told["parts"]
    assert begin(client, dataset, mark="1800000000000").json()["received"] == 0


@pytest.mark.parametrize("offset", [61, 10**12])
def test_a_part_from_further_on_is_answered_with_what_is_there(client, dataset, offset):
    told = begin(client, dataset).json()
    send(client, told, 0, SCHOOLS[:60])
    answer = send(client, told, offset, b"x")
    assert answer.status_code == 409
    assert answer.json() == {"received": 60}


@pytest.mark.parametrize("offset", ["", "-1", "x", "1e3", "9" * 40, "²"])
def test_an_offset_that_is_none_gets_a_sentence(client, dataset, offset):
    answer = send(client, begin(client, dataset).json(), offset, b"x")
    assert answer.status_code == 409
    assert "not understood" in answer.json()["problem"]


def test_a_part_may_be_as_long_as_the_page_says_and_no_longer(client, dataset):
    told = begin(client, dataset, size=3 * sending.PART).json()
    assert send(client, told, 0, bytes(sending.PART)).json() == {"received": sending.PART}
    answer = send(client, told, sending.PART, bytes(sending.PART + 1))
    assert answer.status_code == 409
    assert "too large" in answer.json()["problem"]


@pytest.mark.parametrize("told", [{"name": "a.csv"}, {"name": "a.csv", "size": "viel"}, {"size": 5}])
def test_a_beginning_that_says_too_little_gets_a_sentence(client, dataset, told):
    answer = client.post(at("begin", dataset), told)
    assert answer.status_code == 409
    assert answer.json()["problem"]


def test_too_large_is_said_before_anything_is_sent(client, dataset, settings):
    settings.UPLOAD_LIMIT = 10
    answer = begin(client, dataset)
    assert answer.status_code == 409
    assert "at most" in answer.json()["problem"]


def test_half_a_file_cannot_be_finished(client, dataset):
    told = begin(client, dataset).json()
    send(client, told, 0, SCHOOLS[:60])
    answer = client.post(told["finish"])
    assert answer.status_code == 409
    assert "have arrived" in answer.json()["problem"]


def test_after_it_was_discarded_the_script_is_told(client, dataset):
    told = begin(client, dataset).json()
    number = Delivery.objects.get().number
    client.post(at("discard", dataset, number), {"reason": "Ternyata berkas yang keliru dikirim."})
    answer = send(client, told, 0, SCHOOLS)
    assert answer.status_code == 409
    assert "discarded" in answer.json()["problem"]


@pytest.mark.parametrize(
    ("side", "role"),
    [(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE), (Side.OTHER, Role.LEADER), ("", Role.OBSERVER)],
)
def test_others_cannot_send_and_are_told_so_in_json(client, client_as, person, official, dataset, side, role):
    told = begin(client, dataset).json()
    delivered(official, dataset)
    other = client_as(person(side, role))
    assert begin(other, dataset).status_code == 404  # nothing was released: the dataset is not there for them
    for answer in (send(other, told, 0, b"x"), other.post(told["finish"])):
        assert answer.status_code == 404
        assert answer.json()["problem"]
    assert other.get(at("upload", dataset)).status_code == 404


def test_a_colleague_cannot_go_on_with_what_another_began(client, client_as, person, dataset):
    told = begin(client, dataset).json()
    colleague = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE, 2))
    answer = send(colleague, told, 0, SCHOOLS)
    assert answer.status_code == 409
    assert "Only the person who began" in answer.json()["problem"]
    assert "“sekolah.csv”" not in colleague.get(at("upload", dataset)).text
