"""A real Chromium for the browser tests: the system's, else Playwright's download, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Iterator

from launch import places, processes, pythons
from launch.testparts import Clock

CHOSEN = "TITIKTEMU_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
SECONDS_TO_ANSWER = 30
SECONDS_TO_DOWNLOAD = 120
SECONDS_TO_UPDATE = 180
SECONDS_TO_INSTALL = 600
PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
    print(playwright.chromium.executable_path)
"""


def find(clock: Clock) -> tuple[str, str]:
    """A Chromium that runs, fetched if need be; or nothing, and a sentence that says why."""
    for program in _installed():
        if runs(program):
            return program, ""
    own = _of_playwright(clock)
    if own:
        return own, ""
    reasons = ["there is no Chromium on this machine"]
    _tell("Fetching Playwright's Chromium ...")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    fetched = processes.run(command, processes.environment(), seconds=clock.at_most(SECONDS_TO_DOWNLOAD))
    own = _of_playwright(clock) if fetched.code == 0 else ""
    if own:
        return own, ""
    reasons.append(
        f"Playwright's could not be downloaded within {SECONDS_TO_DOWNLOAD} seconds or does not run"
    )
    if not places.WINDOWS and shutil.which("apt-get") and os.geteuid() == 0:
        program = _of_debian(clock)
        if program:
            return program, ""
        reasons.append("apt-get could not install one")
    else:
        reasons.append("only root on Debian can have it installed")
    return "", "; ".join(reasons)


def already_here() -> tuple[str, str]:
    """A Chromium of this machine, without fetching one."""
    return next((program for program in _installed() if runs(program)), ""), ""


def runs(program: str) -> bool:
    """Does this program say that it is a browser?"""
    try:
        said = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_TO_ANSWER,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


def _installed() -> Iterator[str]:
    chosen = os.environ.get(CHOSEN)
    if chosen:
        yield chosen
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.exists, ELSEWHERE)


def _of_playwright(clock: Clock) -> str:
    """The Chromium that Playwright downloaded here, now or before, if it really starts."""
    command = [sys.executable, "-c", PLAYWRIGHTS_OWN]
    result = processes.run(command, processes.environment(), seconds=clock.at_most(SECONDS_TO_ANSWER * 2))
    return result.output.strip().splitlines()[-1] if result.code == 0 and result.output.strip() else ""


def _of_debian(clock: Clock) -> str:
    """Debian's package; its lists are refreshed first, for a fresh container has none."""
    _tell("Installing Debian's chromium with apt-get ...")
    env = {**pythons.clean_environment(), "DEBIAN_FRONTEND": "noninteractive"}
    processes.run(["apt-get", "update", "-q"], env, seconds=clock.at_most(SECONDS_TO_UPDATE))
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
    processes.run(command, env, seconds=clock.at_most(SECONDS_TO_INSTALL))
    found = shutil.which("chromium") or ""
    return found if found and runs(found) else ""


def _tell(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
