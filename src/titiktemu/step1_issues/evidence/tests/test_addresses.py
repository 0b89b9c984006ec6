"""What may be fetched: whoever pastes an address must not reach into the network of the server."""

import gzip

import pytest

from titiktemu.step1_issues.evidence.fetching.addresses import (
    INSIDE,
    NO_ADDRESS,
    OTHER_PORT,
    UNKNOWN_NAME,
    WITH_PASSWORD,
    Refused,
    is_outside,
    system_resolve,
    target_of,
)
from titiktemu.step1_issues.evidence.fetching.client import ROUND_AND_ROUND, TOO_LONG, TOO_SLOW, fetch

PUBLIC = "93.184.215.14"


def refusal(url, resolve=system_resolve, **more):
    with pytest.raises(Refused) as caught:
        target_of(url, resolve)
    return caught.value.template


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.9.10", "0.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a00:1::", "not a number", "",
    ],
)  # fmt: skip
def test_numbers_inside_a_network_are_never_fetched(number):
    assert not is_outside(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_numbers_of_the_public_network_are_fetched(number):
    assert is_outside(number)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/", "https://169.254.169.254/latest/meta-data/", "http://[fe80::1]/",
    ],
)  # fmt: skip
def test_every_way_of_writing_this_machine_is_refused(url):
    assert refusal(url) in {INSIDE, UNKNOWN_NAME}


@pytest.mark.parametrize(
    ("url", "template"),
    [
        ("ftp://example.org/a", NO_ADDRESS),
        ("file:///etc/passwd", NO_ADDRESS),
        ("gopher://example.org/", NO_ADDRESS),
        ("javascript:alert(1)", NO_ADDRESS),
        ("//example.org/a", NO_ADDRESS),
        ("http:///a", NO_ADDRESS),
        ("http://example.org\\@127.0.0.1/", NO_ADDRESS),
        ("http://example.org/a b", NO_ADDRESS),
        ("http://example.org/\r\nHost: inner", NO_ADDRESS),
        ("http://example.org:99999/", NO_ADDRESS),
        ("http://[::1/", NO_ADDRESS),
        ("http://" + "a" * 3000, NO_ADDRESS),
        ("http://user:secret@example.org/", WITH_PASSWORD),
        ("http://example.org@127.0.0.1/", WITH_PASSWORD),
        ("http://example.org:22/", OTHER_PORT),
        ("http://example.org:6379/", OTHER_PORT),
        ("https://example.org:8443/", OTHER_PORT),
    ],
)
def test_only_plain_addresses_of_the_web_are_fetched(url, template):
    assert refusal(url, lambda host, port: [PUBLIC]) == template


def test_a_name_that_leads_inside_is_refused():
    assert refusal("https://harmless.example/", lambda host, port: ["10.1.2.3"]) == INSIDE


def test_one_inner_number_among_public_ones_is_enough_to_refuse():
    assert refusal("https://mixed.example/", lambda host, port: [PUBLIC, "127.0.0.1"]) == INSIDE
    assert refusal("https://mixed.example/", lambda host, port: [PUBLIC, "fd00::1"]) == INSIDE


def test_a_name_is_looked_up_once_and_the_checked_number_is_the_one_that_is_used():
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    target = target_of("https://rebinding.example/a?b=c#d", lambda host, port: next(answers))
    assert target.number == PUBLIC
    assert (target.host, target.port, target.path) == ("rebinding.example", 443, "/a?b=c")
    assert next(answers) == ["127.0.0.1"], "nobody asked a second time"


def test_a_name_that_nobody_knows_gets_a_sentence():
    def nobody(host, port):
        raise OSError

    assert refusal("https://nobody.example/", nobody) == UNKNOWN_NAME
    assert refusal("https://nobody.example/", lambda host, port: []) == UNKNOWN_NAME


def test_this_machine_is_refused_on_the_port_of_a_test_server_too_unless_the_setting_names_it(site, settings):
    assert fetch(site.says("/a", "hallo")).content == b"hallo"
    settings.FETCH_ALLOWED_FOR_TESTS = ()
    assert refusal(site.url("/a")) == OTHER_PORT


def caught(url, **more):
    with pytest.raises(Refused) as found:
        fetch(url, **more)
    return found.value.template


@pytest.mark.parametrize(
    "inner", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://2130706433/"]
)
def test_a_redirect_that_leads_inside_is_refused(site, inner):
    assert caught(site.says("/a", "", status=302, Location=inner)) == INSIDE


@pytest.mark.parametrize("other", ["file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1:22/"])
def test_a_redirect_to_something_else_than_the_web_is_refused(site, other):
    assert caught(site.says("/a", "", status=301, Location=other)) in {NO_ADDRESS, OTHER_PORT}


def test_a_name_is_checked_anew_at_every_redirect(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.says("/a", "", status=302, Location=f"http://second.example:{site.port}/b")
    url = f"http://first.example:{site.port}/a"
    assert caught(url, resolve=lambda host, port: next(answers)) == INSIDE
    assert site.paths() == ["/a"]


def test_redirects_are_followed_a_few_times_and_not_for_ever(site):
    site.says("/loop", "", status=302, Location="/loop")
    site.says("/a", "", status=301, Location="b")
    site.says("/b", "ujung")
    assert fetch(site.url("/a")).content == b"ujung"
    assert caught(site.url("/loop")) == ROUND_AND_ROUND
    assert len(site.paths()) <= 9


def test_an_answer_without_an_end_is_given_up(site):
    site.says("/endless", "")
    site.endless.add("/endless")
    assert caught(site.url("/endless"), most=300_000) == TOO_LONG


def test_an_answer_that_unpacks_without_an_end_is_given_up(site):
    bomb = gzip.compress(b"0" * 30_000_000)
    assert caught(site.says("/bomb", bomb, Content_Encoding="gzip")) == TOO_LONG


def test_a_server_that_never_answers_is_given_up(site):
    site.says("/slow", "a" * 10, Content_Length="1000000")
    site.endless.add("/slow")
    assert caught(site.url("/slow"), seconds=0.0) == TOO_SLOW


def test_we_say_who_asks_and_send_no_cookies(site):
    fetch(site.says("/a", "hallo"))
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("TitikTemu/")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)
