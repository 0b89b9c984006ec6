"""The pages of the site itself, its switches, and its error pages."""

import re

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from titiktemu.web.views import errors

pytestmark = pytest.mark.django_db
PAGES = ["web:home", "web:about", "web:privacy"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_for_everybody_answer_in_both_languages(client, name, language):
    answer = client.get(reverse(name), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1


def test_language_switch_goes_back_to_the_page_and_is_kept(client):
    answer = client.post(reverse("web:set_language"), {"language": "en", "next": "/tentang/"})
    assert answer["Location"] == "/tentang/"
    assert '<html lang="en"' in client.get("/").text


def test_theme_switch_goes_back_to_the_page_and_is_kept(client):
    answer = client.post(reverse("web:theme"), {"theme": "dark", "next": "/tentang/?a=1"})
    assert answer["Location"] == "/tentang/?a=1"
    dark = client.get("/", headers={"accept-language": "en"}).text
    assert 'data-theme="dark"' in dark
    assert "Follow the theme of the device" in dark
    client.post(reverse("web:theme"), {"theme": "", "next": "/"})
    assert "data-theme" not in client.get("/").text


def test_theme_switch_leads_nowhere_else(client):
    answer = client.post(reverse("web:theme"), {"theme": "dark", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_theme_that_does_not_exist_is_not_kept(client):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/").text


def test_policy_allows_no_inline_script_or_style(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_every_page_carries_title_description_and_language(client):
    text = client.get("/tentang/").text
    assert re.search(r"<title>[^<]+ · Titik Temu</title>", text)
    assert '<meta name="description"' in text
    assert 'href="#main"' in text


def test_catalogue_of_parts_exists_in_the_demo_only(client):
    assert client.get(reverse("web:catalogue")).status_code == 404
    with override_settings(DEMO=True):
        assert client.get(reverse("web:catalogue")).status_code == 200


def test_address_without_a_page_says_what_may_be_wrong(client):
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "mistyped" in client.get("/tidak-ada/", headers={"accept-language": "en"}).text


def test_form_from_elsewhere_is_refused_with_a_page_that_says_so():
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = strict.post(reverse("web:theme"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "open for too long" in answer.text


def test_server_error_needs_no_database_no_session_and_no_actor(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Kesalahan ada pada kami" in answer.text
    assert "The mistake is ours" in answer.text


@pytest.mark.django_db
def test_pages_are_compressed_for_bad_lines(client):
    answer = client.get("/", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
