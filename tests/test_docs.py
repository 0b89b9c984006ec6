"""What the pages say must be so: versions, commands, settings, links, licences."""

import re
import tomllib
from pathlib import Path

import pytest

from launch import helptexts, problems

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_newest_version_of_the_changelog_is_that_of_the_project():
    titles = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert titles[0] == "Unreleased"
    assert titles[1].split()[0] == PROJECT["project"]["version"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_that_the_pages_name_exists():
    said = {name for page in PAGES for name in re.findall(r"\./titiktemu ([a-z][a-z-]+)", page.read_text())}
    assert said <= set(helptexts.COMMANDS)


def test_every_setting_is_documented():
    source = "".join(path.read_text() for path in (ROOT / "src" / "titiktemu" / "config").rglob("*.py"))
    internal = {"TITIKTEMU_MODE", "TITIKTEMU_WITH_LAUNCHER"}
    read = set(re.findall(r'"((?:TITIKTEMU|DATABASE)_[A-Z_]+)"', source)) - internal
    operating = (ROOT / "docs" / "operating.md").read_text()
    assert sorted(name for name in read if name not in operating) == []


def test_exit_codes_are_documented():
    page = (ROOT / "docs" / "decisions" / "launcher.md").read_text()
    codes = [problems.NO_PYTHON, problems.DISK_FULL, problems.PORT_TAKEN, problems.INSTALL_FAILED]
    for code in [*codes, problems.SERVER_DIED, problems.INTERRUPTED]:
        assert re.search(rf"\b{code}\b", page)


def test_every_dependency_has_its_reason():
    pages = " ".join(page.read_text().lower() for page in (ROOT / "docs" / "decisions").glob("*.md"))
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["production"]]
    wanted += PROJECT["dependency-groups"]["test"]
    names = {re.match(r"[a-z0-9-]+", line).group() for line in wanted} - {"tzdata"}
    assert sorted(name for name in names if name not in pages) == []


def test_licences_are_there():
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "CC BY 4.0" in (ROOT / "LICENSE-TEXTS.md").read_text()
