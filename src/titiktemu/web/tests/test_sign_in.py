"""Signing in by e-mail: six digits, no enumeration, limits, a real mail server."""

import re
import socket
from email import message_from_bytes

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.test import Client
from django.utils import timezone

from titiktemu.foundation.actors import CODES
from titiktemu.foundation.services.people import appoint
from titiktemu.foundation.words import Role, Side

SIGN_IN, CONFIRM = "/masuk/", "/masuk/kode/"


@pytest.fixture
def browser(db):
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def address(facilitator):
    return facilitator.user.email


def digits():
    return re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE).group(1)


def ask(browser, email, **more):
    return browser.post(SIGN_IN, {"email": email, **more})


def test_six_digits_by_mail_sign_in_under_a_new_session_key(browser, address, facilitator, initiative):
    assert ask(browser, address).url == CONFIRM
    before = browser.session.session_key
    answer = browser.post(CONFIRM, {"code": digits()})
    assert answer.url == f"/i/{initiative.slug}/"
    assert browser.session.session_key != before
    assert browser.get("/").context["actor"].user == facilitator.user


def test_the_message_is_plain_in_the_readers_language_and_names_nobody(browser, address, facilitator):
    ask(browser, address.upper())
    message = mail.outbox[0]
    assert message.to == [address.upper()] or message.to == [address]
    assert message.subject == "Titik Temu: Your code to sign in"
    assert facilitator.user.name not in message.body
    assert "http" not in message.body
    assert not message.alternatives


def test_digits_may_be_typed_with_a_space(browser, address):
    ask(browser, address)
    code = digits()
    assert browser.post(CONFIRM, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_message(browser, address):
    pages = []
    for email in (address, "nobody@example.org"):
        someone = Client(headers={"accept-language": "en"})
        answer = ask(someone, email)
        page = someone.get(CONFIRM).content.decode().replace(email, "…")
        pages.append((answer.status_code, answer.url, re.sub(r'value="\w{64}"', "", page)))
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 1


def test_no_digits_sign_in_for_an_unknown_address(browser):
    ask(browser, "nobody@example.org")
    for guess in ("000000", "", "None"):
        assert browser.post(CONFIRM, {"code": guess}).status_code == 422
    assert "_auth_user_id" not in browser.session


def test_wrong_digits_are_told_and_the_fifth_time_end_it(browser, address):
    ask(browser, address)
    right = digits()
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(4):
        answer = browser.post(CONFIRM, {"code": wrong})
        assert answer.status_code == 422
        assert "This is not the code we sent" in answer.content.decode()
    assert browser.post(CONFIRM, {"code": wrong}).status_code == 302
    assert browser.post(CONFIRM, {"code": right}).status_code == 302
    assert "_auth_user_id" not in browser.session


def test_the_digits_are_valid_for_ten_minutes(browser, address):
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False) as clock:
        ask(browser, address)
        clock.shift(601)
        assert browser.post(CONFIRM, {"code": digits()}).url == SIGN_IN
    assert "_auth_user_id" not in browser.session


def test_the_digits_of_another_browser_are_of_no_use(browser, address):
    ask(browser, address)
    assert Client().post(CONFIRM, {"code": digits()}).url == SIGN_IN


def test_messages_are_limited_by_address_whoever_asks_and_known_or_not(address):
    for email in (address, "nobody@example.org"):
        with time_machine.travel("2026-11-23T03:00:00Z", tick=False):
            answers = [ask(Client(), email).status_code for _time in range(6)]
        assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_messages_are_limited_by_session(browser, address):
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False):
        answers = [ask(browser, f"nobody{number}@example.org").status_code for number in range(7)]
    assert answers == [302] * 6 + [429]


def test_a_message_can_be_sent_again_but_not_without_end(browser, address):
    ask(browser, address)
    first = digits()
    answers = [browser.post(CONFIRM, {"action": "resend"}).status_code for _time in range(6)]
    assert 302 in answers
    assert len(mail.outbox) <= 5
    assert first != digits() or len(mail.outbox) == 1


def test_a_mistyped_address_can_be_typed_again(browser, address):
    ask(browser, "mistyped@example.org")
    assert browser.get(SIGN_IN).status_code == 200
    ask(browser, address)
    assert browser.post(CONFIRM, {"code": digits()}).url != SIGN_IN


def test_somebody_without_an_active_account_gets_no_message(browser, address, facilitator):
    facilitator.user.is_active = False
    facilitator.user.save()
    ask(browser, address)
    assert mail.outbox == []


def test_something_that_is_no_address_is_told_so(browser):
    answer = ask(browser, "not an address")
    assert answer.status_code == 422


@pytest.mark.parametrize("goal", ["/privasi/", "/i/x/?a=1"])
def test_after_signing_in_the_way_goes_on_to_where_it_was_meant(browser, address, goal):
    assert goal.split("?")[0] in ask(browser, address, next=goal).url.replace("%2F", "/")
    answer = browser.post(CONFIRM, {"code": digits(), "next": goal})
    assert answer.url == goal


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_the_way_never_goes_on_to_another_site(browser, address, goal):
    assert f'value="{goal}"' not in browser.get(SIGN_IN, {"next": goal}).content.decode()
    ask(browser, address, next=goal)
    answer = browser.post(CONFIRM, {"code": digits(), "next": goal})
    assert answer.url.startswith("/")
    assert "evil" not in answer.url
    assert not answer.url.startswith(("//", "/\\"))


def test_somebody_in_two_initiatives_goes_to_the_first_page(browser, address, administrator, make_initiative):
    other = make_initiative("Air")
    appoint(actor=administrator, initiative=other, role=Role.FACILITATOR, name="F", email=address)
    ask(browser, address)
    assert browser.post(CONFIRM, {"code": digits()}).url == "/"


def test_signing_in_by_mail_puts_away_the_slip_used_before(client_as, person, address):
    browser = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    ask(browser, address)
    browser.post(CONFIRM, {"code": digits()})
    assert CODES not in browser.session


def test_no_page_of_signing_in_is_kept_by_the_browser(browser, address):
    ask(browser, address)
    for page in (SIGN_IN, CONFIRM):
        assert "no-store" in browser.get(page)["Cache-Control"]


def test_nobody_signs_up(browser):
    for path in ("/signup/", "/masuk/daftar/", "/accounts/signup/", "/password/reset/"):
        assert browser.get(path).status_code == 404


# --- the back ends ----------------------------------------------------------------------------------------


class Keeper:
    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


def test_a_real_mail_server_gets_the_message(browser, address, settings):
    keeper = Keeper()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(keeper, hostname="127.0.0.1", port=port)
    server.start()
    try:
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": {"host": "127.0.0.1", "port": port}}}
        ask(browser, address)
    finally:
        server.stop()
    [(to, message)] = keeper.messages
    assert to == [address]
    text = message.get_payload(decode=True).decode()
    code = re.search(r"^(\d{6})\s*$", text, re.MULTILINE).group(1)
    assert browser.post(CONFIRM, {"code": code}).status_code == 302


def test_a_mail_server_that_is_down_changes_nothing_of_the_answer(browser, address, settings):
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": {"host": "127.0.0.1", "port": 9}}}
    assert ask(browser, address).url == CONFIRM


def test_the_demo_writes_messages_into_files_or_to_the_console(browser, address, settings, tmp_path, capsys):
    file = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": file, "OPTIONS": {"file_path": str(tmp_path / "mail")}}}
    ask(browser, address)
    [written] = (tmp_path / "mail").iterdir()
    assert re.search(r"^\d{6}$", written.read_text(), re.MULTILINE)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    ask(browser, address)
    assert re.search(r"^\d{6}$", capsys.readouterr().out, re.MULTILINE)


# --- signing out ------------------------------------------------------------------------------------------


def test_signing_out_forgets_everything_of_the_session(client_as, facilitator):
    browser = client_as(facilitator)
    assert browser.get("/keluar/").status_code == 200
    assert browser.get("/").context["actor"].is_known
    browser.post("/keluar/")
    assert not browser.get("/").context["actor"].is_known


def test_a_citizen_sees_the_way_back_before_signing_out(client_as, citizen):
    browser = client_as(citizen)
    answer = browser.post("/keluar/")
    assert answer.status_code == 200
    assert "You can come back with the code" in answer.content.decode()
    assert browser.get("/").context["actor"].is_known
    browser.post("/keluar/", {"sure": "1"})
    assert not browser.get("/").context["actor"].is_known


def test_an_account_made_for_a_list_has_no_password(facilitator):
    assert not facilitator.user.check_password("")
    assert facilitator.user.created_at <= timezone.now()
