"""Fifty people at one causal map: how long until everybody sees the card that one of them wrote?

`python -m titiktemu.config.cli.bench_together PEOPLE CARDS SECONDS` starts the real server of the demo
(one process) with a database of its own and lets as many browsers as people ask as the pages do, while
each card is written by another of them. Prints milliseconds from the moment a card is sent until another
person's answer that holds it has been read, over every pair of card and person, as JSON.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

EVERY, LEAST, MORE = 1.2, 0.7, 0.6
"""Seconds between two asks, as in `side.html` and `live.js`: from 0.84 to 1.56."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SEED, PATIENCE = 1, 15.0
MAP = "/i/{slug}/peta-sebab/1/sisi/government/"


@dataclass
class Clocks:
    """When each card was sent, and when each person saw it first."""

    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[tuple[int, str], float] = field(default_factory=dict)
    asks: int = 0
    errors: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@dataclass
class Person:
    """A signed-in browser: one connection and its cookie."""

    number: int
    port: int
    cookie: str
    address: str
    mark: str = ""

    def ask(self, clocks: Clocks) -> None:
        """Look for what is new, as the page does."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        mark = {"If-None-Match": self.mark} if self.mark else {}
        link.request("GET", f"{self.address}?bagian=1", headers={"Cookie": self.cookie, **mark})
        answer = link.getresponse()
        text = answer.read().decode()
        now = time.perf_counter()
        link.close()
        clocks.asks += 1
        if answer.status == 304:
            return
        if answer.status != 200:
            clocks.errors.append(str(answer.status))
            return
        self.mark = answer.headers["ETag"]
        for name in list(clocks.sent):
            if name in text:
                clocks.seen.setdefault((self.number, name), now)

    def write(self, name: str, clocks: Clocks) -> None:
        """Open the page and send a card."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        link.request("GET", self.address, headers={"Cookie": self.cookie})
        page = link.getresponse()
        text = page.read().decode()
        token, core = TOKEN.search(text), re.search(r'<option value="(\d+)" selected', text)
        given = page.headers.get("Set-Cookie", "").split(";")[0]
        if token is None or core is None:
            clocks.errors.append(f"{page.status} without a form")
            return
        told = {"text": name, "kind": "cause", "beside": core[1], "csrfmiddlewaretoken": token[1]}
        headers = {
            "Cookie": f"{self.cookie}; {given}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://127.0.0.1:{self.port}{self.address}",
        }
        clocks.sent[name] = time.perf_counter()
        link.request("POST", self.address, urlencode(told), headers)
        answer = link.getresponse()
        answer.read()
        link.close()
        if answer.status != 302:
            clocks.errors.append(f"{answer.status} for a card")


def main(people: int, cards: int, seconds: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            TITIKTEMU_MODE="demo", TITIKTEMU_VAR=folder, DJANGO_SETTINGS_MODULE="titiktemu.config.settings"
        )
        address, cookies = _prepared(people)
        port = _free_port()
        command = [sys.executable, "-m", "titiktemu", "serve", "--port", str(port)]
        with Path(folder, "server.log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 # this program
            try:
                _await(port)
                clocks = _play(
                    [Person(at, port, cookie, address) for at, cookie in enumerate(cookies)], cards, seconds
                )
            finally:
                server.terminate()
                server.wait()
    sys.stdout.write(json.dumps(_told(clocks, people, cards, seconds)) + "\n")


def _told(clocks: Clocks, people: int, cards: int, seconds: float) -> dict[str, float | int | str]:
    took = [1000 * (when - clocks.sent[name]) for (_person, name), when in clocks.seen.items()]
    wanted = people * cards
    shares = np.percentile(took, [50, 95, 99, 100]) if took else [float("nan")] * 4
    return {
        **dict(zip(("p50", "p95", "p99", "most"), map(float, shares), strict=True)),
        "seen": len(took),
        "wanted": wanted,
        "asks_a_second": clocks.asks / seconds,
        "errors": "; ".join(sorted(set(clocks.errors))[:3]),
    }


def _play(people: list[Person], cards: int, seconds: float) -> Clocks:
    clocks = Clocks()
    chance = random.Random(SEED)  # noqa: S311 # moments of asking, no secrets
    watching = [
        threading.Thread(target=_watch, args=(one, clocks, random.Random(SEED + one.number)), daemon=True)  # noqa: S311
        for one in people
    ]
    for thread in watching:
        thread.start()
    time.sleep(2 * EVERY)  # everybody has the page as it was
    began = time.perf_counter()
    writers = []
    for at, when in enumerate(sorted(chance.uniform(0, seconds) for _card in range(cards))):
        time.sleep(max(0.0, began + when - time.perf_counter()))
        name = f"Kartu {at:03d} ditulis bersama"
        writer = threading.Thread(target=people[at % len(people)].write, args=(name, clocks))
        writer.start()
        writers.append(writer)
    for writer in writers:
        writer.join()
    end = time.perf_counter() + PATIENCE
    while len(clocks.seen) < len(people) * cards and time.perf_counter() < end:
        time.sleep(0.05)
    clocks.over.set()
    for thread in watching:
        thread.join()
    return clocks


def _watch(person: Person, clocks: Clocks, chance: random.Random) -> None:
    clocks.over.wait(chance.uniform(0, EVERY))
    while not clocks.over.is_set():
        person.ask(clocks)
        clocks.over.wait(EVERY * (LEAST + MORE * chance.random()))


def _prepared(people: int) -> tuple[str, list[str]]:
    """A map with its core problem, and as many signed-in sessions of somebody who may write on it."""
    import_module = __import__("importlib").import_module
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    operator = import_module("titiktemu.foundation.actors").operator()
    initiative = import_module("titiktemu.foundation.services.initiatives").create_initiative(
        actor=operator, title="Bench", is_public=True, sector="1.01", region="35.10"
    )
    user = import_module("titiktemu.foundation.services.people").appoint_administrator(
        actor=operator, name="Bench", email="bench@example.org"
    )
    import_module("titiktemu.step2_forum.maps.services.opening").create_map(
        actor=operator, initiative=initiative, problem="Bench"
    )
    cookies = []
    for _person in range(people):
        browser = import_module("django.test").Client(headers={"host": "localhost"})
        browser.force_login(user)
        cookies.append("; ".join(f"{name}={one.value}" for name, one in browser.cookies.items()))
    return MAP.format(slug=initiative.slug), cookies


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
