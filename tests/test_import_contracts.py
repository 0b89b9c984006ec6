"""The contracts of pyproject.toml find what they are there to find: each is broken once, in a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BREAKS = [
    ("The house", "foundation/codes.py", "import titiktemu.web.views"),
    ("The house", "candour/gate.py", "import titiktemu.consultation.models"),
    ("The house", "analysis/counts.py", "import titiktemu.foundation.words"),
    ("The house", "unknown/__init__.py", ""),
    ("The house", "step1_issues/sentences.py", "import titiktemu.step2_forum.maps.models"),
    ("Views and forms of causal maps", "web/context.py", "import titiktemu.step2_forum.maps.forms"),
    (
        "Views and forms of efforts",
        "web/context.py",
        "import titiktemu.step2_forum.efforts.forms",
    ),
    ("Inside the forum", "step2_forum/maps/words.py", "import titiktemu.step2_forum.efforts.models"),
    ("Inside the forum", "step2_forum/efforts/pictures.py", "import titiktemu.step2_forum.needs.words"),
    (
        "Views and forms of shared understanding",
        "web/context.py",
        "import titiktemu.step2_forum.understanding.forms",
    ),
    ("Inside the forum", "step2_forum/understanding/words.py", "import titiktemu.step2_forum.needs.words"),
    ("Inside the forum", "step2_forum/efforts/pictures.py", "import titiktemu.step2_forum.roles.words"),
    ("Views and forms of the role mirror", "web/context.py", "import titiktemu.step2_forum.roles.forms"),
    ("Views and forms of data needs", "web/context.py", "import titiktemu.step2_forum.needs.forms"),
    (
        "Views and forms of the stakeholder map",
        "web/context.py",
        "import titiktemu.meetings.stakeholders.forms",
    ),
    ("Meetings know nothing", "meetings/tasks.py", "import titiktemu.meetings.stakeholders.models"),
    ("The house", "step2_forum/apps.py", "import titiktemu.step3_team.models"),
    ("Views and forms of teams", "web/context.py", "import titiktemu.step3_team.forms"),
    ("Inside a room", "consultation/queries.py", "import titiktemu.consultation.services"),
    ("Inside a room", "foundation/models/people.py", "import titiktemu.foundation.services"),
    ("The house", "catalogue/queries/__init__.py", "import titiktemu.consultation.models"),
    ("Inside a room", "catalogue/models/files.py", "import titiktemu.catalogue.tasks"),
    ("Views and forms", "web/context.py", "import titiktemu.consultation.forms"),
    ("Views and forms of the catalogue", "web/context.py", "import titiktemu.catalogue.forms"),
    ("scikit-learn is for", "analysis/counts.py", "from sklearn import svm"),
    ("Analysis knows", "analysis/counts.py", "import django"),
    ("Analysis knows", "analysis/counts.py", "import sqlite3"),
    ("Analysis knows", "analysis/counts.py", "from urllib import request"),
]


def lint(checkout):
    """Run import-linter on a checkout. Returns its exit code and what it said."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [str(program), "--no-cache"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout


@pytest.fixture
def copied(tmp_path):
    """A copy of the code alone."""
    only_code = shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "tables", "*.mo")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("contract", "place", "line"), BREAKS)
def test_a_broken_contract_is_found(copied, contract, place, line):
    target = copied / "src" / "titiktemu" / place
    target.parent.mkdir(exist_ok=True)
    known = target.read_text() if target.exists() else ""
    target.write_text(f"{known}\n{line}\n")
    code, said = lint(copied)
    assert code == 1
    broken = [line for line in said.splitlines() if line.endswith("BROKEN")] or [said]
    assert any(line.startswith(contract) for line in broken) or contract in said
