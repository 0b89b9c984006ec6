"""Somebody with a browser who walks through an initiative as people do: by links, buttons and labels."""

from dataclasses import dataclass
from pathlib import Path
from re import Pattern
from typing import Any

from django.urls import reverse
from playwright.sync_api import Download, Locator, Page, expect

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side

PATIENCE = 15_000
"""Milliseconds until somebody gives up; how long a page takes says how busy the machine is."""


@dataclass(frozen=True)
class Walker:
    """One person, one open page, one initiative."""

    page: Page
    site: str
    initiative: Initiative

    def goes_to(self, name: str, *more: Any) -> None:
        """Open a page by its address, as from a bookmark."""
        self.page.goto(self.site + reverse(name, args=[self.initiative.slug, *more]))

    def follows(self, words: str | Pattern[str]) -> None:
        """Follow the first link with these words in the middle of the page."""
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()

    def presses(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button with these words, and see that nothing was refused."""
        place = within or self.page.get_by_role("main")
        with self.page.expect_navigation():
            place.get_by_role("button", name=words, exact=True).first.click()
        refused = self.page.locator(".notice-stop, .errorlist").all_inner_texts()
        assert refused == []

    def opens(self, words: str) -> Locator:
        """Unfold what is folded away under these words; gives what was in it."""
        folded = self.page.locator("details", has=self.page.locator("summary", has_text=words)).first
        if folded.get_attribute("open") is None:
            folded.locator("summary").first.click()
        return folded

    def fills(self, within: Locator | None = None, /, **answers: str) -> None:
        """Fill fields by their names; what stands in the room is found by label in other tests."""
        for name, words in answers.items():
            field = (within or self.page.get_by_role("main")).locator(f"[name='{name}']").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(words)
            else:
                field.fill(words)

    def picks(self, words: str, *, within: Locator | None = None) -> None:
        """Tick the box or the circle with these words."""
        (within or self.page.get_by_role("main")).get_by_label(words).first.check()

    def sends(self, name: str, file: Path) -> None:
        """Choose a file for a field."""
        self.page.locator(f"input[type=file][name='{name}']").set_input_files(file)

    def takes(self, words: str) -> bytes:
        """Download what stands behind a link."""
        with self.page.expect_download() as found:
            self.page.get_by_role("link", name=words).first.click()
        kept: Download = found.value
        return Path(kept.path()).read_bytes()

    def sees(self, *words: str) -> None:
        """Each of these words can be read on the page."""
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible(timeout=PATIENCE)

    def sees_nothing_of(self, *words: str) -> None:
        """None of these words is on the page, not even folded away."""
        for one in words:
            expect(self.page.get_by_text(one)).to_have_count(0)


@dataclass(frozen=True)
class Cast:
    """Everybody of the walk, each with a page of their own."""

    facilitator: Walker
    official: Walker
    activist: Walker
    citizen: Walker
    public: Walker
    others: dict[Side, list[Actor]]
